using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.People;

/// <summary>Who has shown who they are. <paramref name="Done"/> is false while the second step is still to come.</summary>
internal sealed record Shown(PersonId Person, string Name, string Stamp, bool Done);

internal sealed class SignInSettings
{
    /// <summary>Every answer takes at least so long: a known address costs a write more than an unknown one, and that must not be seen.</summary>
    public TimeSpan Floor { get; set; } = TimeSpan.FromMilliseconds(400);
}

/// <summary>
/// The door of the house. Unknown address, wrong password, shut door, locked or invited account: one sentence, one duration.
/// It has no actor, because nobody is signed in yet.
/// </summary>
internal sealed class SignInDoor(Db db, Passwords passwords, SecondStep second, SignInThrottle throttle, IOptions<SignInSettings> settings, TimeProvider clock)
{
    public static readonly Refusal No = Refusal.Invalid("Organisation.SignInNo");
    public static readonly Refusal WrongCode = Refusal.Invalid("Organisation.CodeNo").On("code");
    public static readonly Refusal TooMany = new("Organisation.SignInTooMany", RefusalKind.TooMany);

    public async Task<Outcome<Shown>> WithPassword(string email, string password, IPAddress? address, CancellationToken ct)
    {
        if (!throttle.Allows(address))
            return TooMany;
        var started = Stopwatch.GetTimestamp();
        var answer = await CheckPassword(email, password, ct);
        await Floor(started, ct);
        return answer;
    }

    /// <param name="person">As <see cref="WithPassword"/> has shown, together with its stamp.</param>
    /// <param name="code">Of the app, or a recovery code.</param>
    public async Task<Outcome<Shown>> WithCode(PersonId person, string stamp, string code, IPAddress? address, CancellationToken ct)
    {
        if (!throttle.Allows(address))
            return TooMany;
        var started = Stopwatch.GetTimestamp();
        var answer = await CheckCode(person, stamp, code, ct);
        await Floor(started, ct);
        return answer;
    }

    private async Task<Outcome<Shown>> CheckPassword(string email, string password, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var key = Person.KeyOf(email);
        var person = await db.Set<Person>().SingleOrDefaultAsync(person => person.EmailKey == key, ct);
        var shut = person is null || person.DoorIsShut(now);
        var (failures, shutUntil) = (person?.Failures ?? 0, person?.ShutUntil);
        if (!shut && !await Counted(person!, now, ct))
            shut = true;
        var verified = passwords.Verify(person, password);
        if (shut || verified == PasswordVerificationResult.Failed)
            return No;
        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
            person!.Rehash(passwords.Hash(person, password));
        if (person!.HasSecondStep)
            person.FirstStepPassed(failures, shutUntil);
        else
            person.SignedIn(now);
        return (await db.SaveOr(new Shown(person.Id, person.Name, person.Stamp, !person.HasSecondStep), ct)) is { Ok: true } good ? good : No;
    }

    private async Task<Outcome<Shown>> CheckCode(PersonId id, string stamp, string code, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var person = await db.Set<Person>().SingleOrDefaultAsync(person => person.Id == id && person.Stamp == stamp, ct);
        if (person is null || person.DoorIsShut(now) || !await Counted(person, now, ct) || !await second.Use(person, code, ct))
            return WrongCode;
        person.SignedIn(now);
        return (await db.SaveOr(new Shown(person.Id, person.Name, person.Stamp, true), ct)) is { Ok: true } good ? good : WrongCode;
    }

    // Saved before the check: of guesses at the same moment all but one meet a newer version here and fail.
    private async Task<bool> Counted(Person person, DateTime now, CancellationToken ct)
    {
        person.CountTry(now);
        return (await db.SaveOr(true, ct)).Ok;
    }

    private async Task Floor(long started, CancellationToken ct)
    {
        var rest = settings.Value.Floor - Stopwatch.GetElapsedTime(started);
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, ct);
    }
}
