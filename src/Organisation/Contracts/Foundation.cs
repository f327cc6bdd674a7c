using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.Contracts;

/// <summary>What somebody is in a unit and below it; each is a bundle of <see cref="Permission"/>s.</summary>
public enum Role
{
    /// <summary>Sees and writes.</summary>
    Writer,

    /// <summary>Sees, writes, approves, releases.</summary>
    Approver,

    /// <summary>Central steering: as the approver, and manages channels and people.</summary>
    DeskLead,

    /// <summary>Everything; at the city itself also its settings.</summary>
    Administrator,

    /// <summary>Sees and comments, nothing else: a legal office, for example.</summary>
    Feedback,
}

/// <summary>
/// Lays the first stones: for the first start, the demo city and tests. It asks nobody for permission, so it is never called from a page or an
/// endpoint that a stranger can reach. Everything else it checks as the use cases do.
/// </summary>
public interface IFoundation
{
    /// <summary>The city's own row and its root unit; when there is one already, its root.</summary>
    Task<UnitId> City(NewCity city, CancellationToken ct);

    Task<Outcome<UnitId>> Unit(UnitId parent, string name, CancellationToken ct);

    /// <summary>An active person who can sign in at once, without a mail.</summary>
    Task<Outcome<PersonId>> Person(string name, string email, string password, CancellationToken ct);

    Task<Outcome<Done>> Grant(PersonId person, UnitId unit, Role role, CancellationToken ct);

    /// <summary>A token for the API; the answer is the only time that it is seen in clear.</summary>
    Task<Outcome<string>> Token(PersonId person, string name, IReadOnlySet<Permission> scopes, TimeSpan lifetime, CancellationToken ct);
}

/// <param name="Name">1–80 characters.</param>
/// <param name="PublicUrl">Where the public pages stand.</param>
/// <param name="Demo">Pages say that it is a demo.</param>
public sealed record NewCity(string Name, Uri PublicUrl, bool Demo)
{
    /// <summary>Null: to be said later, in the settings.</summary>
    public Land? Land { get; init; }
}

/// <summary>How the first administrator comes into the house.</summary>
public interface IFirstStart
{
    /// <summary>
    /// To be called once at start, when the tables are there. Makes the first administrator from the settings <c>Setup:Email</c> and
    /// <c>Setup:Password</c> (with <c>Setup:Name</c>, <c>Setup:City</c>) when there is no person yet. A bad setting is a refusal.
    /// </summary>
    Task<Outcome<FirstStartState>> Prepare(CancellationToken ct);
}

/// <param name="Code">
/// When nobody is there and no setting names anybody: the code that <c>/erste-anmeldung</c> asks for. Print it on the console, never into a log:
/// who can read the console of the machine may found the city, a passer-by on the network may not. Otherwise null.
/// </param>
public sealed record FirstStartState(string? Code);
