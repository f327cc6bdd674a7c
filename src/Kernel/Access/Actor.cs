using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Kernel.Access;

[JsonConverter(typeof(IdJson<PersonId>))]
public readonly record struct PersonId(Guid Value) : IId<PersonId>
{
    public static PersonId Of(Guid value) => new(value);
    public static PersonId New() => new(Guid.CreateVersion7());
    public static PersonId Parse(string s, IFormatProvider? provider) => Id.Parse<PersonId>(s);
    public static bool TryParse(string? s, IFormatProvider? provider, out PersonId result) => Id.TryParse(s, out result);
    public override string ToString() => Value.ToString();
}

[JsonConverter(typeof(IdJson<UnitId>))]
public readonly record struct UnitId(Guid Value) : IId<UnitId>
{
    public static UnitId Of(Guid value) => new(value);
    public static UnitId New() => new(Guid.CreateVersion7());
    public static UnitId Parse(string s, IFormatProvider? provider) => Id.Parse<UnitId>(s);
    public static bool TryParse(string? s, IFormatProvider? provider, out UnitId result) => Id.TryParse(s, out result);
    public override string ToString() => Value.ToString();
}

/// <summary>What a use case can ask for. Roles (Organisation) are bundles of these, valid in a unit and below it.</summary>
public enum Permission
{
    /// <summary>See drafts and everything else of the unit that is not public.</summary>
    See,

    /// <summary>Write and change posts and media of the unit, submit them.</summary>
    Write,

    /// <summary>Approve or return posts of the unit that others wrote.</summary>
    Approve,

    /// <summary>Release, reschedule, withdraw; answer "please check"; pause and resume channels.</summary>
    Release,

    /// <summary>Approve where a unit leaves that to who leads the desk; hear of what nobody approved for long.</summary>
    Lead,

    /// <summary>Create and change channels of the unit and connect them.</summary>
    ManageChannels,

    /// <summary>Invite people, give and take roles in the unit.</summary>
    ManagePeople,

    /// <summary>Settings of the whole city; only meaningful at the root unit.</summary>
    Administer,
}

/// <summary>
/// Who asks, with what they may do at this moment. Made by Organisation from today's roles for every single call, so a role that was just
/// lost is already gone. Grants are expanded: each permission names every unit it is valid in.
/// </summary>
public sealed class Actor
{
    private readonly IReadOnlyDictionary<Permission, IReadOnlySet<UnitId>> grants;

    public Actor(PersonId person, string name, IReadOnlyDictionary<Permission, IReadOnlySet<UnitId>> grants)
    {
        Person = person;
        Name = name;
        this.grants = grants;
    }

    /// <summary>Nobody: may do nothing.</summary>
    public static Actor Nobody { get; } = new(default, "", new Dictionary<Permission, IReadOnlySet<UnitId>>());

    public PersonId Person { get; }
    public string Name { get; }

    public bool IsSignedIn => Person.Value != Guid.Empty;

    public bool May(Permission permission, UnitId unit) => Has(grants, permission, unit);

    public bool MayAnywhere(Permission permission) => grants.TryGetValue(permission, out var units) && units.Count > 0;

    /// <summary>The units in which this holds: for queries (<c>where units.Contains(x.Unit)</c>).</summary>
    public IReadOnlyCollection<UnitId> UnitsWith(Permission permission) => grants.TryGetValue(permission, out var units) ? units : [];

    /// <summary>The roles behind the grants, as words that only compare; a new unit somewhere below changes none of them.</summary>
    public IReadOnlyList<string> Held { get; init; } = [];

    /// <summary>The same for as long as the person holds the same roles; 32 hex digits.</summary>
    public string RightsMark() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Held.Order(StringComparer.Ordinal)))))[..32];

    /// <summary>What others have lent this person for a while; already contained in what the actor may.</summary>
    public IReadOnlyList<LentRights> Lent { get; init; } = [];

    /// <summary>What the person may without anything lent; null: everything that the actor may.</summary>
    public IReadOnlyDictionary<Permission, IReadOnlySet<UnitId>>? Own { get; init; }

    /// <summary>For whom the person stands in when using this permission; null when it is the own.</summary>
    public PersonId? StandsInFor(Permission permission, UnitId unit) =>
        Own is null || Has(Own, permission, unit) ? null : Lent.FirstOrDefault(lent => Has(lent.Grants, permission, unit))?.Of;

    /// <summary>A narrower actor: an API token carries only some of its person's permissions.</summary>
    public Actor Only(IReadOnlySet<Permission> permissions) =>
        new(Person, Name, grants.Where(grant => permissions.Contains(grant.Key)).ToDictionary(grant => grant.Key, grant => grant.Value)) { Held = Held, Lent = Lent, Own = Own };

    private static bool Has(IReadOnlyDictionary<Permission, IReadOnlySet<UnitId>> grants, Permission permission, UnitId unit) =>
        grants.TryGetValue(permission, out var units) && units.Contains(unit);
}

/// <param name="Of">Whose rights these are.</param>
public sealed record LentRights(PersonId Of, IReadOnlyDictionary<Permission, IReadOnlySet<UnitId>> Grants);

/// <summary>Says who is asking in the current scope (a signed-in browser, an API token). Organisation answers it.</summary>
public interface IActors
{
    /// <summary>The actor with today's roles; <see cref="Actor.Nobody"/> when nobody is signed in or the account is locked.</summary>
    Task<Actor> Current(CancellationToken ct);
}

/// <summary>
/// The signed-in identity as the outermost layer knows it (cookie, circuit or token), set once per scope. <paramref name="Only"/> narrows it to a token's scopes.
/// </summary>
public sealed record Identity(PersonId Person, IReadOnlySet<Permission>? Only)
{
    /// <summary>The person's security stamp at sign-in; once it has changed ("sign out everywhere") this identity is nobody. Null: not asked.</summary>
    public string? Stamp { get; init; }

    /// <summary>The session of a browser; null for tokens and for what runs by itself.</summary>
    public Guid? Session { get; init; }

    /// <summary>The API token with which this call came; null in a browser.</summary>
    public Guid? Token { get; init; }
}

/// <summary>Carries the identity into the scope of one call; see <c>Use&lt;T&gt;</c> and the request pipeline.</summary>
public sealed class IdentityHolder
{
    public Identity? Value { get; set; }
}
