using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Organisation.People;

/// <summary>
/// A browser in which a person has signed in before. It has tries of its own, so that a stranger who types wrong passwords for a known address shuts
/// the door for strangers only (OWASP's "device cookies").
/// </summary>
internal sealed class KnownDevice : IVersioned
{
    /// <summary>One more forgets the one that was not used for longest.</summary>
    public const int PerPerson = 20;
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private KnownDevice() { }

    public KnownDevice(PersonId person, DateTime now)
    {
        Id = Guid.CreateVersion7();
        Person = person;
        UsedAt = now;
    }

    public Guid Id { get; private set; }
    public PersonId Person { get; private set; }
    public int Failures { get; private set; }
    public DateTime? ShutUntil { get; private set; }
    public DateTime UsedAt { get; private set; }
    public int Version { get; private set; }

    public bool IsShut(DateTime now) => now < ShutUntil;

    public void CountTry(DateTime now)
    {
        if (++Failures >= Stadtfunk.Organisation.People.Person.Tries)
            (Failures, ShutUntil) = (0, now + Stadtfunk.Organisation.People.Person.Shut);
    }

    /// <summary>The password was right but the second step is still to come: this try was no failure, earlier ones still count.</summary>
    public void FirstStepPassed(int failuresBefore, DateTime? shutBefore) => (Failures, ShutUntil) = (failuresBefore, shutBefore);

    public void SignedIn(DateTime now) => (Failures, ShutUntil, UsedAt) = (0, null, now);
}
