using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.People;

/// <summary>Who has shown who they are. <paramref name="Done"/> is false while the second step is still to come.</summary>
internal sealed record Shown(PersonId Person, string Name, string Stamp, bool Done)
{
    /// <summary>For the browser to carry, so that it is known the next time.</summary>
    public string? Device { get; init; }

    /// <summary>Once it has begun.</summary>
    public Guid? Session { get; init; }
}

/// <param name="Address">Where the request comes from.</param>
/// <param name="Carried">Seals of known devices that the browser brings.</param>
internal sealed record Caller(IPAddress? Address, IReadOnlyList<string> Carried)
{
    public static Caller Of(HttpContext http) => new(http.Connection.RemoteIpAddress, DeviceCookie.Read(http));
}

internal sealed class SignInSettings
{
    /// <summary>Every answer takes at least so long: a known address costs a write more than an unknown one, and that must not be seen.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Floor { get; set; } = TimeSpan.FromMilliseconds(400);
}

/// <summary>
/// The door of the house. Unknown address, wrong password, shut door, locked or invited account: one sentence, one duration.
/// It has no actor, because nobody is signed in yet.
/// </summary>
internal sealed class SignInDoor(Db db, Passwords passwords, SecondStep second, DoorTries tries, IOptions<SignInSettings> settings, TimeProvider clock)
{
    // Two devices of one person at the same moment come in one after the other; what still meets on two machines is tried again. Strangers who crowd at
    // one door keep nobody waiting for long.
    private const int MostAttempts = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);
    private static readonly SemaphoreSlim[] Lanes = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];

    public static readonly Refusal No = Refusal.Invalid("Organisation.SignInNo");
    public static readonly Refusal WrongCode = Refusal.Invalid("Organisation.CodeNo").On("code");
    public static readonly Refusal TooMany = new("Organisation.SignInTooMany", RefusalKind.TooMany);

    public async Task<Outcome<Shown>> WithPassword(string email, string password, Caller caller, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var now = clock.GetUtcNow().UtcDateTime;
        var device = await tries.Device(email, caller, now, ct);
        if (!tries.Allows(device, caller))
            return TooMany;
        var answer = await OneByOne(
            device?.Id.ToString() ?? Person.KeyOf(email), async first => await CheckPassword(email, password, first ? device : await tries.Device(email, caller, now, ct), now, ct), No, ct);
        await Floor(started, ct);
        return answer;
    }

    /// <param name="person">As <see cref="WithPassword"/> has shown, together with its stamp.</param>
    /// <param name="code">Of the app, or a recovery code.</param>
    public async Task<Outcome<Shown>> WithCode(PersonId person, string stamp, string code, Caller caller, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var now = clock.GetUtcNow().UtcDateTime;
        var device = await tries.Device(person, caller, now, ct);
        if (!tries.Allows(device, caller))
            return TooMany;
        var answer = await OneByOne(
            device?.Id.ToString() ?? person.ToString(), async first => await CheckCode(person, stamp, code, first ? device : await tries.Device(person, caller, now, ct), now, ct), WrongCode, ct);
        await Floor(started, ct);
        return answer;
    }

    private static async Task<Outcome<Shown>> OneByOne(string who, Func<bool, Task<Outcome<Shown>>> check, Refusal otherwise, CancellationToken ct)
    {
        var lane = Lanes[(uint)who.GetHashCode(StringComparison.Ordinal) % (uint)Lanes.Length];
        var mine = await lane.WaitAsync(LongestWait, ct);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var answer = await check(attempt == 1);
                if (answer.Ok || answer.Refusals[0].Kind != RefusalKind.Conflict)
                    return answer;
                if (attempt == MostAttempts)
                    return otherwise;
            }
        }
        finally
        {
            if (mine)
                lane.Release();
        }
    }

    private async Task<Outcome<Shown>> CheckPassword(string email, string password, KnownDevice? device, DateTime now, CancellationToken ct)
    {
        var key = Person.KeyOf(email);
        var person = await db.Set<Person>().SingleOrDefaultAsync(person => person.EmailKey == key, ct);
        var counted = person is null ? No : await tries.Count(person, device, now, ct);
        if (!counted.Ok && counted.Refusals[0].Kind == RefusalKind.Conflict)
            return Outcome<Shown>.Refused(counted.Refusals);
        var verified = passwords.Verify(person, password);
        if (!counted.Ok || verified == PasswordVerificationResult.Failed)
            return No;
        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
            person!.Rehash(passwords.Hash(person, password));
        if (!person!.HasSecondStep)
            return await In(person, device, now, ct);
        counted.Value.TakeBack();
        return await db.SaveOr(new Shown(person.Id, person.Name, person.Stamp, Done: false), ct);
    }

    private async Task<Outcome<Shown>> CheckCode(PersonId id, string stamp, string code, KnownDevice? device, DateTime now, CancellationToken ct)
    {
        var person = await db.Set<Person>().SingleOrDefaultAsync(person => person.Id == id && person.Stamp == stamp, ct);
        if (person is null)
            return WrongCode;
        var counted = await tries.Count(person, device, now, ct);
        if (!counted.Ok && counted.Refusals[0].Kind == RefusalKind.Conflict)
            return Outcome<Shown>.Refused(counted.Refusals);
        return counted.Ok && await second.Use(person, code, ct) ? await In(person, device, now, ct) : WrongCode;
    }

    private async Task<Outcome<Shown>> In(Person person, KnownDevice? device, DateTime now, CancellationToken ct)
    {
        var seal = await tries.SignedIn(person, device, now, ct);
        db.ActsFor(person.Id);
        db.Note<Person>(AuditDeed.SignedIn, person.Id.ToString(), person.Name);
        return await db.SaveOr(new Shown(person.Id, person.Name, person.Stamp, Done: true) { Device = seal }, ct);
    }

    private async Task Floor(long started, CancellationToken ct)
    {
        var rest = settings.Value.Floor - Stopwatch.GetElapsedTime(started);
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, ct);
    }
}
