using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Roles;

namespace Stadtfunk.Organisation.People;

internal sealed record FirstPerson(string City, string Name, string Email, string Password);

/// <summary>
/// Lets the first administrator in. An empty house that simply asks whoever comes first would belong to the first scanner of the network, so the page
/// wants the code from the console. The code lives in memory: a restart makes a new one, and with the first person it is worth nothing.
/// </summary>
internal sealed class FirstStart(Db db, FirstStones stones, FirstStartCode code, IConfiguration configuration, TimeProvider clock) : IFirstStart
{
    public async Task<Outcome<FirstStartState>> Prepare(CancellationToken ct)
    {
        if (!await IsOpen(ct))
            return new FirstStartState(null);
        if (configuration["Setup:Email"] is not { Length: > 0 } email)
            return new FirstStartState(code.Value);
        var founded = await Found(
            new FirstPerson(
                configuration["Setup:City"] ?? "Stadt", configuration["Setup:Name"] ?? email.Split('@')[0], email, configuration["Setup:Password"] ?? ""),
            PublicUrl(LocalUrl(configuration)), ct);
        // Of several nodes that start at once on a new database one was quicker; then there is somebody.
        if (!founded.Ok && !await IsOpen(ct))
            return new FirstStartState(null);
        return founded.To(_ => new FirstStartState(null));
    }

    /// <summary>True while there is nobody.</summary>
    public async Task<bool> IsOpen(CancellationToken ct) => !await db.Set<Person>().AnyAsync(ct);

    /// <param name="given">As typed; small and capital letters and spaces do not matter.</param>
    /// <param name="asked">Address under which the page was asked for, when no setting names the public one.</param>
    public async Task<Outcome<Shown>> WithCode(string given, FirstPerson first, Uri asked, CancellationToken ct)
    {
        if (!await IsOpen(ct))
            return Refusal.Conflict("Organisation.FirstStartOver");
        if (!code.Is(given))
            return Refusal.Invalid("Organisation.SetupCodeNo").On("code");
        return await Found(first, PublicUrl(asked), ct);
    }

    private Task<Outcome<Shown>> Found(FirstPerson first, Uri publicUrl, CancellationToken ct) => db.InTransaction<Outcome<Shown>>(
        async () =>
        {
            var city = first.City.Trim();
            if (city.Length is 0 or > Units.Unit.NameLength)
                return Refusal.Invalid("Organisation.CityNameBad", Units.Unit.NameLength).On("city");
            if (NameRules.Unreadable(city, "city") is { } unreadable)
                return unreadable;
            var added = await stones.Person(first.Name, first.Email, first.Password, ct);
            if (!added.Ok)
                return Outcome<Shown>.Refused(added.Refusals);
            var person = added.Value;
            db.ActsFor(person.Id);
            person.SignedIn(clock.GetUtcNow().UtcDateTime);
            // The slug of the root is unique: of two first administrators at the same moment one is refused by the database.
            var root = await stones.City(new NewCity(city, publicUrl, false), ct);
            db.Add(new Grant(person.Id, root, Role.Administrator, clock.GetUtcNow().UtcDateTime));
            return await db.SaveOr(new Shown(person.Id, person.Name, person.Stamp, true), ct);
        },
        ct);

    private Uri PublicUrl(Uri otherwise) => configuration["City:PublicUrl"] is { Length: > 0 } set ? new Uri(set) : otherwise;

    /// <summary>Where this machine answers, port included: as long as nobody has said where the city's pages stand, its links lead there.</summary>
    internal static Uri LocalUrl(IConfiguration configuration) => new(configuration["City:LocalUrl"] ?? "http://127.0.0.1/");
}

/// <summary>One per process; 50 bits, and the page that takes it is throttled.</summary>
internal sealed class FirstStartCode
{
    public string Value { get; } = string.Join('-', RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRSTUVWXYZ", 10).Chunk(5).Select(five => new string(five)));

    public bool Is(string given)
    {
        var bare = given.ToUpperInvariant().Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(bare), Encoding.UTF8.GetBytes(Value.Replace("-", "", StringComparison.Ordinal)));
    }
}
