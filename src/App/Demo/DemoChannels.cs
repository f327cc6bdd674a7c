namespace Stadtfunk.App.Demo;

/// <param name="Key">Short name; the posts use it.</param>
/// <param name="Account">Name of the account on the training network.</param>
/// <param name="Like">Whose rules it has.</param>
internal sealed record DemoChannel(string Key, string Name, string Unit, string Account, string Like, string Purpose);

internal static class DemoChannels
{
    public const string Mastodon = "mastodon";
    public const string Bluesky = "bluesky";
    public const string Museum = "museum";
    public const string FireBrigade = "feuerwehr";

    /// <summary>What a post of the city goes to when it says nothing else.</summary>
    public static readonly IReadOnlyList<string> OfCity = [Mastodon, Bluesky];

    public static readonly IReadOnlyList<DemoChannel> All =
    [
        new(Mastodon, "Stadt Musterstadt (wie Mastodon)", DemoPeople.City, "Stadt Musterstadt", "mastodon", "Nachrichten der Stadtverwaltung für alle, die im Fediverse zu Hause sind."),
        new(Bluesky, "Stadt Musterstadt (wie Bluesky)", DemoPeople.City, "Musterstadt aktuell", "bluesky", "Das Wichtigste aus dem Rathaus in Kürze."),
        new(Museum, "Naturkundemuseum Musterstadt", "Naturkundemuseum", "Naturkundemuseum Musterstadt", "mastodon", "Aus Sammlung, Ausstellungen und Werkstatt des Museums."),
        new(FireBrigade, "Feuerwehr Musterstadt", "Feuerwehr", "Feuerwehr Musterstadt", "bluesky", "Einsätze, Vorbeugung und Nachwuchs. Notrufe nur über die 112."),
    ];
}

internal static class DemoCategories
{
    public static readonly IReadOnlyList<(string Name, string Colour, int Share)> All =
    [
        ("Service", "blue", 20),
        ("Verkehr", "amber", 15),
        ("Veranstaltung", "violet", 20),
        ("Stadtbild", "teal", 15),
        ("Stelle", "green", 10),
        ("Feuerwehr", "wine", 10),
        ("Rathaus", "slate", 10),
    ];
}
