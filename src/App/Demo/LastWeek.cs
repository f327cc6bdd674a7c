using static Stadtfunk.App.Demo.DemoChannels;

namespace Stadtfunk.App.Demo;

/// <summary>What went out on the working days of the last week.</summary>
internal static class LastWeek
{
    public static readonly IReadOnlyList<Func<DemoDay, DemoPost>> Posts =
    [
        day => new("ausweis-termine", "brandt", "Service", "Mehr Termine für Ausweise und Pässe",
            $"Das Bürgerbüro vergibt zusätzliche Termine: Bis {day.In(21)} öffnet es mittwochs schon um 7 Uhr und schließt donnerstags erst um 19 Uhr.\n\nTermine gibt es online und unter der 115. Bitte bringen Sie zum Termin Ihr altes Dokument mit; das Foto nehmen wir vor Ort auf.")
        {
            Short = "Mehr Termine für Ausweise und Pässe: Das Bürgerbüro öffnet mittwochs schon um 7 Uhr und schließt donnerstags erst um 19 Uhr. Termine online und unter der 115. Altes Dokument bitte mitbringen, das Foto nehmen wir vor Ort auf.",
        },
        day => new("lindenstrasse", "wisniewski", "Verkehr", "Lindenstraße: neue Wasserleitung, Umleitung für Autos",
            $"Ab {day.Workday(1)} wird in der Lindenstraße zwischen Marktplatz und Kanalbrücke die Wasserleitung erneuert. Die Straße ist dort für Autos gesperrt, die Umleitung führt über die Gartenstraße.\n\nZu Fuß und mit dem Rad kommen Sie jederzeit durch. Die Haltestelle Lindenhof wird an die Ecke Gartenstraße verlegt.")
        {
            Motif = "road-works", Seed = 3,
            Short = "Die Lindenstraße ist zwischen Marktplatz und Kanalbrücke wegen einer neuen Wasserleitung bald für Autos gesperrt. Umleitung: Gartenstraße. Zu Fuß und mit dem Rad geht es weiter, die Haltestelle Lindenhof zieht an die Ecke Gartenstraße.",
        },
        day => new("rathaus-licht", "mertens", "Stadtbild", "Guten Morgen, Musterstadt!",
            "Kurz vor acht schlägt die Uhr am Rathaus drei Viertel, und auf dem Marktplatz werden die ersten Brötchentüten ausgepackt. Welcher Platz in der Stadt gehört für Sie zum Morgen?")
        {
            Motif = "town-hall", Seed = 2,
        },
        day => new("nacht-der-knochen", "okafor", "Veranstaltung", "Mit der Taschenlampe durchs Museum",
            $"Am {day.Next(DayOfWeek.Friday)}, gehen um 18 Uhr im Naturkundemuseum die Lichter aus. Wer eine Taschenlampe mitbringt, entdeckt den großen Saurier Knochen für Knochen.\n\nFür Kinder ab 6 Jahren in Begleitung. Der Eintritt ist frei, eine Anmeldung an der Kasse ist nötig.")
        {
            Motif = "museum", Seed = 1, Channels = [Museum, Mastodon, Bluesky],
            Short = $"Taschenlampe einpacken: Am {day.Next(DayOfWeek.Friday)}, um 18 Uhr gehen im Naturkundemuseum die Lichter aus, und der große Saurier will Knochen für Knochen entdeckt werden. Ab 6 Jahren in Begleitung, Eintritt frei, Anmeldung an der Kasse.",
        },
        day => new("kuechenbrand", "krueger", "Feuerwehr", "Küchenbrand in der Oststadt: niemand verletzt",
            "Vergessenes Essen auf dem Herd hat in der Nacht einen Küchenbrand in der Oststadt ausgelöst. Ein Rauchmelder weckte den Bewohner, er kam unverletzt ins Freie. Nach 25 Minuten war das Feuer aus.\n\nBitte prüfen Sie Ihre Rauchmelder einmal im Jahr: Ein Druck auf die Taste genügt.")
        {
            Motif = "fire-engine", Seed = 4, Channels = [FireBrigade, Mastodon, Bluesky],
        },
        day => new("erzieher", "nguyen", "Stelle", "Kita Regenbogen sucht Erzieherinnen und Erzieher",
            $"Drei unbefristete Stellen in Voll- oder Teilzeit, Tarif S 8a, feste Vorbereitungszeit und eine Leitung, die zuhört: Die Kita Regenbogen freut sich bis {day.In(18)} auf Ihre Bewerbung.\n\nWir begrüßen Bewerbungen unabhängig von Herkunft, Geschlecht, Alter oder Behinderung. Fragen beantwortet das Personalamt.")
        {
            Motif = "kindergarten", Seed = 2,
        },
        day => new("rad-allee", "wisniewski", "Verkehr", "Die Allee hat ihren Radweg",
            "Vier Meter breit, eben und durchgehend vom Südbahnhof bis zur Uferwiese: Der Radweg an der Kastanienallee ist fertig. Alle 62 Kastanien sind stehen geblieben.\n\nAn den drei Einmündungen hat der Radverkehr Vorfahrt; bitte fahren Sie dort in den ersten Wochen besonders aufmerksam.")
        {
            Motif = "bike-lane", Seed = 5,
        },
        day => new("vorlesen", "voss", "Veranstaltung", "Vorlesezeit jetzt auch auf Arabisch und Polnisch",
            $"In der Stadtbibliothek wird ab {day.Next(DayOfWeek.Wednesday)}, reihum vorgelesen: auf Deutsch, Arabisch, Polnisch und Türkisch, jeden Mittwoch um 16 Uhr in der Leseecke.\n\nOhne Anmeldung und kostenlos. Wer selbst vorlesen möchte, spricht uns einfach an.")
        {
            Motif = "library", Seed = 1,
        },
        day => new("haushalt", "brandt", "Rathaus", "Haushalt: So können Sie mitreden",
            $"Wofür soll die Stadt im nächsten Jahr Geld ausgeben? Der Entwurf des Haushalts liegt bis {day.In(14)} aus. Auf 12 Seiten erklären wir ihn in einfacher Sprache.\n\nVorschläge nimmt die Kämmerei online, per Brief oder in der Sprechstunde am {day.Next(DayOfWeek.Thursday)}, um 17 Uhr entgegen. Jeder Vorschlag bekommt eine Antwort.")
        {
            Motif = "town-hall", Seed = 5,
            Link = "https://www.musterstadt.example/haushalt",
        },
        day => day.IsWinter
            ? new("winterdienst", "elamrani", "Service", "Winterdienst: Wer räumt wo?",
                "Die Stadt räumt Hauptstraßen, Buslinien, Radrouten und Zebrastreifen. Vor der eigenen Haustür sind Sie dran: werktags ab 7 Uhr, sonn- und feiertags ab 9 Uhr, bis 20 Uhr.\n\nBitte streuen Sie Sand oder Splitt. Salz schadet Bäumen und Hundepfoten.")
            { Motif = "winter-service", Seed = 2 }
            : new("giessen", "elamrani", "Service", "Ein Eimer Wasser für den Baum vor der Tür",
                "Junge Straßenbäume brauchen bei Trockenheit Hilfe: Zwei Eimer in der Woche retten ein Baumleben. Am besten gießen Sie früh oder am Abend, langsam und nah am Stamm.")
            { Motif = "bike-lane", Seed = 2 },
        day => new("tram-takt", "wisniewski", "Verkehr", "Straßenbahn fährt abends öfter",
            $"Ab {day.Workday(7)} fährt die Linie 2 bis 22 Uhr alle zehn statt alle zwanzig Minuten, am Wochenende bis Mitternacht. Die letzte Bahn wartet am Hauptbahnhof auf den Zug um 0:08 Uhr.\n\nDie neuen Fahrpläne hängen an allen Haltestellen.")
        {
            Motif = "tram", Seed = 2,
        },
        day => new("ausbildung-feuerwehr", "krueger", "Stelle", "Zur Feuerwehr? Reden wir darüber",
            $"Am {day.Next(DayOfWeek.Tuesday)}, um 18 Uhr erzählen Auszubildende auf der Hauptwache, wie ihr Alltag wirklich aussieht: Schicht, Sport, Technik, Team. Danach dürfen Sie selbst ans Strahlrohr.\n\nAb 16 Jahren, ohne Anmeldung. Festes Schuhwerk hilft.")
        {
            Motif = "fire-engine", Seed = 7, Channels = [FireBrigade, Mastodon],
        },
        day => new("konzert", "romano", "Veranstaltung", "Drei Bands, eine Bühne, kein Eintritt",
            $"Am {day.Next(DayOfWeek.Saturday)}, spielen ab 19 Uhr in der Kulturhalle drei Bands aus Musterstadt: Blech, Bass und ein Chor, der sonst in der Straßenbahn probt.\n\nDie Halle ist stufenlos erreichbar, eine Höranlage ist vorhanden. Bitte kommen Sie mit Bus und Bahn.")
        {
            Motif = "stage", Seed = 3,
        },
    ];

    /// <summary>For the two days of the weekend, in this order.</summary>
    public static readonly IReadOnlyList<Func<DemoDay, DemoPost>> OfWeekend =
    [
        day => new("wochenmarkt", "romano", "Stadtbild", "Samstags riecht die Stadt nach Äpfeln",
            "38 Stände, die meisten aus der Nachbarschaft: Auf dem Wochenmarkt gibt es gerade Äpfel, Kürbisse, Grünkohl und frisches Brot. Bis 13 Uhr auf dem Marktplatz, bei jedem Wetter.")
        {
            Motif = "weekly-market", Seed = 4,
        },
        day => day.IsWinter
            ? new("schnee-orangerie", "mertens", "Stadtbild", "Erster Schnee an der Orangerie",
                "So still ist der Park nur an diesem einen Morgen im Jahr. Wer heute spazieren geht: Die Hauptwege sind geräumt, auf den Nebenwegen kann es glatt sein.")
            { Motif = "snow-park", Seed = 2 }
            : new("park", "mertens", "Stadtbild", "Ein Sonntag im Park",
                "Bunte Blätter, breite Wege, viele Bänke: Der Park an der Orangerie ist heute der schönste Raum der Stadt. Was ist Ihr Lieblingsplatz?")
            { Motif = "autumn-park", Seed = 3 },
        day => new("fluss", "mertens", "Stadtbild", "Musterstadt vom Wasser aus",
            "Die alte Steinbrücke trägt seit 1742 Kutschen, Karren und Kinderwagen. Im nächsten Jahr bekommt sie ein neues Geländer nach altem Vorbild. Heute einfach nur: schöner Blick.")
        {
            Motif = "river", Seed = 4,
        },
    ];
}
