using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.Contracts;

/// <param name="Id">Stable.</param>
/// <param name="Parent">Null for the city itself.</param>
/// <param name="Name">For example "Presseamt".</param>
/// <param name="Slug">For addresses: <c>presseamt</c>; unique, lower case.</param>
/// <param name="Depth">0 for the city.</param>
public sealed record UnitView(UnitId Id, UnitId? Parent, string Name, string Slug, int Depth);

/// <summary>The tree of units for the rooms above.</summary>
public interface IUnits
{
    /// <summary>Depth first, children by name: ready to be shown indented.</summary>
    Task<IReadOnlyList<UnitView>> Tree(CancellationToken ct);

    Task<UnitView?> Find(UnitId unit, CancellationToken ct);
}

/// <summary>
/// A room above says whether it keeps something for a unit (posts, pictures), so that a unit is not removed from under it.
/// Register with <c>AddScoped&lt;IUnitContents, …&gt;()</c>.
/// </summary>
public interface IUnitContents
{
    /// <summary>The sentence that names what is in the way; null for nothing.</summary>
    Task<Refusal?> InTheWay(UnitId unit, string unitName, CancellationToken ct);
}

/// <param name="Id">Stable.</param>
/// <param name="Name">As shown: "Leyla Mertens".</param>
/// <param name="Email">For notices; never on public pages.</param>
public sealed record PersonView(PersonId Id, string Name, string Email);

public interface IPeople
{
    Task<IReadOnlyDictionary<PersonId, PersonView>> Many(IReadOnlyCollection<PersonId> people, CancellationToken ct);

    /// <summary>Everybody who has this permission in the unit today, for "waits for" lists.</summary>
    Task<IReadOnlyList<PersonView>> WhoMay(Permission permission, UnitId unit, CancellationToken ct);

    /// <summary>Who stands in for this person today.</summary>
    Task<IReadOnlyList<PersonView>> StandingInFor(PersonId person, CancellationToken ct);
}

/// <summary>The city's own data: name, addresses, colours. Read often, cached, evicted by <see cref="CityChanged"/>.</summary>
/// <param name="Name">For example "Musterstadt".</param>
/// <param name="PublicUrl">Where the public pages stand, ends with a slash.</param>
/// <param name="Imprint">Absolute or site-relative address.</param>
/// <param name="Privacy">Absolute or site-relative address.</param>
/// <param name="Colour">City colour, light theme, #rrggbb, checked for contrast when saved.</param>
/// <param name="ColourDark">City colour in the dark theme, #rrggbb.</param>
/// <param name="Language">Language of the public pages, BCP 47.</param>
/// <param name="Demo">True for the demo city: pages say so.</param>
public sealed record CityView(string Name, Uri PublicUrl, string Imprint, string Privacy, string Colour, string ColourDark, string Language, bool Demo)
{
    /// <summary>
    /// Where a link that somebody else will open has to lead: to the public address, whatever name this request was made under. Only where none is known
    /// yet, to the one that was asked for.
    /// </summary>
    public Uri LinkTo(string path, Uri asked) => new(PublicUrl.IsLoopback ? asked : PublicUrl, path);

    /// <summary>Site-relative address of the logo, a PNG from the own server; null: the crest with the initial stands for it.</summary>
    public string? Logo { get; init; }

    /// <summary>The city's own font; null: the one that the design brings.</summary>
    public CityFont? Font { get; init; }

    /// <summary>IANA name of the zone in which the city lies. For times use CityTime, which knows it.</summary>
    public string TimeZone { get; init; } = "Europe/Berlin";

    /// <summary>For public and school holidays; null: nobody has said it yet, and only what holds everywhere counts.</summary>
    public Land? Land { get; init; }
}

/// <param name="Address">Site-relative address of a WOFF2 file.</param>
/// <param name="Varies">It has all weights in itself.</param>
/// <param name="Bold">Address of the one for bold text; null: there is none, or it is not needed.</param>
public sealed record CityFont(string Address, bool Varies, string? Bold);

/// <summary>Answered by the room that keeps pictures: takes a logo in as carefully as any picture.</summary>
public interface ILogos
{
    /// <summary>The hash under which it lies, drawn anew as a PNG of at most 512 px; or the sentence why it was not taken.</summary>
    Task<Outcome<string>> TakeIn(Stream bytes, CancellationToken ct);

    /// <summary>The PNG itself; null when its file is gone.</summary>
    Task<byte[]?> Read(string hash, CancellationToken ct);

    /// <summary>Site-relative address of a logo that was taken in.</summary>
    string Address(string hash);
}

public interface ICity
{
    Task<CityView> Get(CancellationToken ct);
}

/// <summary>Raised when the city's own data changed.</summary>
public sealed record CityChanged;
