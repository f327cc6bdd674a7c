namespace Stadtfunk.App.Demo;

/// <param name="Key">Short name; the posts use it.</param>
/// <param name="Account">Name of the account on the training network.</param>
/// <param name="Like">Whose rules it has.</param>
internal sealed record DemoChannel(string Key, string Name, string Unit, string Account, string Like, string Purpose)
{
    /// <summary>Public address of a channel on which people post by hand; null for the training network.</summary>
    public string? ByHand { get; init; }
}

internal static class DemoChannels
{
    public const string Mastodon = "mastodon";
    public const string Bluesky = "bluesky";
    public const string Museum = "museum";
    public const string FireBrigade = "feuerwehr";

    public const string WhatsApp = "whatsapp";

    /// <summary>What a post of the city goes to when it says nothing else.</summary>
    public static readonly IReadOnlyList<string> OfCity = [Mastodon, Bluesky];

    public static readonly IReadOnlyList<DemoChannel> All =
    [
        new(Mastodon, "Stadt Musterstadt (wie Mastodon)", DemoPeople.City, "Stadt Musterstadt", "mastodon", "Nachrichten der Stadtverwaltung für alle, die im Fediverse zu Hause sind."),
        new(Bluesky, "Stadt Musterstadt (wie Bluesky)", DemoPeople.City, "Musterstadt aktuell", "bluesky", "Das Wichtigste aus dem Rathaus in Kürze."),
        new(Museum, "Naturkundemuseum Musterstadt", "Naturkundemuseum", "Naturkundemuseum Musterstadt", "mastodon", "Aus Sammlung, Ausstellungen und Werkstatt des Museums."),
        new(FireBrigade, "Feuerwehr Musterstadt", "Feuerwehr", "Feuerwehr Musterstadt", "bluesky", "Einsätze, Vorbeugung und Nachwuchs. Notrufe nur über die 112."),
        new(WhatsApp, "WhatsApp-Kanal der Stadt", DemoPeople.City, "Stadt Musterstadt", "whatsapp", "Kurze Nachrichten aufs Handy. Gepostet wird von Hand.")
        {
            ByHand = "https://whatsapp.com/channel/musterstadt-demo",
        },
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
