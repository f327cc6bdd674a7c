using static Stadtfunk.App.Demo.DemoChannels;

namespace Stadtfunk.App.Demo;

/// <summary>What stands in the plan for today: some of it is out by now, some is still to come.</summary>
internal static class ThisDay
{
    public static readonly IReadOnlyList<(TimeOnly At, Func<DemoDay, DemoPost> Post)> Posts =
    [
        (new(7, 30), day => new("kanalbruecke", "wisniewski", "Verkehr", "Kanalbrücke: heute nur eine Spur",
            "An der Kanalbrücke wird heute bis etwa 18 Uhr ein Geländer ausgebessert. Autos fahren im Wechsel, eine Ampel regelt den Verkehr. Bitte planen Sie ein paar Minuten mehr ein.\n\nDer Gehweg auf der Flussseite bleibt frei.")
        {
            Motif = "road-works", Seed = 8,
            Short = "An der Kanalbrücke ist heute bis etwa 18 Uhr nur eine Spur frei, eine Ampel regelt den Verkehr. Bitte planen Sie ein paar Minuten mehr ein. Der Gehweg auf der Flussseite bleibt frei.",
        }),
        (new(9, 15), day => new("saurier-zahn", "okafor", "Veranstaltung", "Ein Zahn, größer als eine Hand",
            $"Unsere neue Vitrine ist da! Der Zahn eines Raubsauriers, 19 Zentimeter lang, liegt ab heute gleich neben dem Skelett. Wie man aus einem einzigen Zahn auf die Beute schließt, zeigen wir am {day.Next(DayOfWeek.Sunday)}, um 11 und um 15 Uhr.\n\nFührung im Eintritt enthalten, auch in Gebärdensprache.")
        {
            Motif = "museum", Seed = 6, Channels = [Museum, Mastodon, Bluesky],
            Short = $"19 Zentimeter Zahn: Unsere neue Vitrine steht ab heute neben dem Saurierskelett. Was so ein Zahn über die Beute verrät, zeigen wir am {day.Next(DayOfWeek.Sunday)}, um 11 und 15 Uhr, auch in Gebärdensprache.",
        }),
        (new(12, 0), day => new("spielplatz", "brandt", "Rathaus", "Neuer Spielplatz im Brunnenviertel eröffnet",
            "Zwei Jahre lang haben Kinder mitgeplant, heute haben sie ihn eingenommen: Der Spielplatz im Brunnenviertel ist offen. Rutsche und Schaukel sind auch mit Rollstuhl zu erreichen, das Sandspiel ist unterfahrbar.\n\nDanke an die 140 Kinder der Brunnenschule für 311 Zeichnungen!")
        {
            Motif = "playground", Seed = 2,
        }),
        (new(15, 0), day => new("wohngeld", "brandt", "Service", "Wohngeld: Ein Antrag kann sich lohnen",
            $"Viele Haushalte haben Anspruch auf Wohngeld und wissen es nicht. In der offenen Beratung am {day.Next(DayOfWeek.Thursday)}, von 14 bis 18 Uhr rechnen wir mit Ihnen nach, ohne Termin, in Raum 104 im Rathaus.\n\nBitte bringen Sie Mietvertrag und die letzten drei Gehaltsnachweise mit.")),
        (new(17, 30), day => new("loeschzug", "krueger", "Feuerwehr", "Heute Abend: Übung an der Kulturhalle",
            "Blaulicht an der Kulturhalle, aber kein Grund zur Sorge: Zwischen 19 und 21 Uhr üben dort 40 Einsatzkräfte die Rettung über Leitern. Im Notfall gilt wie immer die 112.")
        {
            Motif = "fire-engine", Seed = 2, Channels = [FireBrigade, Mastodon, Bluesky],
        }),
        (new(19, 0), day => day.IsAdvent
            ? new("adventsmarkt", "romano", "Veranstaltung", "Der Adventsmarkt leuchtet",
                "52 Hütten, drei Bühnen und ein Baum aus dem eigenen Stadtwald: Der Adventsmarkt ist täglich bis 21 Uhr geöffnet. Dienstags von 10 bis 12 Uhr ist stille Stunde, dann bleibt die Musik aus.")
            { Motif = "advent-market", Seed = 3 }
            : new("abend", "romano", "Stadtbild", "Abends auf dem Marktplatz",
                "Die Stände sind abgebaut, die Uhr schlägt, und auf der Rathaustreppe sitzt noch jemand mit einem Buch. Einen schönen Abend, Musterstadt!")
            { Motif = "town-hall", Seed = 8 }),
    ];

    /// <summary>Goes out a few minutes after the first start, so that one can watch it.</summary>
    public static DemoPost Soon(DemoDay day) => new("gleich", "mertens", "Service", "115: eine Nummer für fast alle Fragen",
        "Sperrmüll, Hundesteuer, neuer Ausweis: Unter der 115 bekommen Sie montags bis freitags von 8 bis 18 Uhr Auskunft, auch per Gebärdentelefon. Drei von vier Fragen klären wir beim ersten Anruf.")
    {
        Channels = [Mastodon, Bluesky, WhatsApp],
        Short = "Sperrmüll, Hundesteuer, neuer Ausweis: Unter der 115 bekommen Sie montags bis freitags von 8 bis 18 Uhr Auskunft, auch per Gebärdentelefon.",
    };
}
