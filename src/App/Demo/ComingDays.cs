using static Stadtfunk.App.Demo.DemoChannels;

namespace Stadtfunk.App.Demo;

/// <summary>What is planned, half written or waits for a decision.</summary>
internal static class ComingDays
{
    public static readonly IReadOnlyList<(int Day, TimeOnly At, Func<DemoDay, DemoPost> Post)> Posts =
    [
        (1, new(10, 0), day => new("leseausweis", "voss", "Service", "Bibliotheksausweis: die ersten drei Monate gratis",
            "Wer neu in Musterstadt ist, liest drei Monate umsonst: Bücher, Spiele, Zeitungen, Filme und 40 Lernplätze. Es genügt die Anmeldebestätigung aus dem Bürgerbüro.")
        {
            Motif = "library", Seed = 4,
        }),
        (1, new(16, 0), day => new("gaertnerin", "nguyen", "Stelle", "Gärtnerin oder Gärtner für 214 Hektar Grün",
            $"Parks, Friedhöfe, Straßenbäume: Das Umweltamt sucht zum nächsten Ersten eine Fachkraft für die Baumpflege, unbefristet, Tarif E 7. Den Kletterschein bezahlen wir.\n\nBewerbungen bis {day.In(20)} an das Personalamt.")
        {
            Motif = "autumn-park", Seed = 6,
        }),
        (2, new(9, 30), day => new("luftmessung", "elamrani", "Rathaus", "Luft an der Hauptstraße so sauber wie nie",
            "23 Mikrogramm Stickstoffdioxid im Jahresmittel: Die Messstelle an der Hauptstraße liegt zum vierten Mal in Folge unter dem Grenzwert. Geholfen haben der neue Takt der Straßenbahn, Tempo 30 und 1.200 Meter Radweg.")
        {
            Motif = "tram", Seed = 5,
        }),
        (3, new(16, 0), day => new("wochenendtipp", "romano", "Veranstaltung", "Der Tipp zum Wochenende: einmal Fluss und zurück",
            "Fünf Kilometer, eben, mit Kinderwagen und Rollstuhl zu machen: vom Rathaus über die Steinbrücke zur Uferwiese und durch den Park wieder heim. Am Bootshaus gibt es Kuchen, sonntags auch Waffeln.")
        {
            Motif = "river", Seed = 7,
            Short = "Der Tipp zum Wochenende: vom Rathaus über die Steinbrücke zur Uferwiese und durch den Park zurück. Fünf Kilometer, eben, auch mit Kinderwagen und Rollstuhl. Am Bootshaus wartet Kuchen.",
        }),
        (4, new(11, 0), day => new("werkstatt", "okafor", "Veranstaltung", "Museumswerkstatt: Spuren gießen wie die Profis",
            $"Wer war hier unterwegs? In der Werkstatt gießen Kinder ab 8 Jahren am {day.Next(DayOfWeek.Sunday)}, um 14 Uhr Tierspuren in Gips und nehmen sie mit nach Hause. Material 4 Euro, 12 Plätze, Anmeldung an der Kasse.")
        {
            Motif = "museum", Seed = 9, Channels = [Museum],
        }),
        (5, new(10, 0), day => new("freibad", "brandt", "Rathaus", "Freibad: Das Becken bekommt eine neue Folie",
            "Damit im nächsten Sommer alles dicht ist, wird das große Becken bis April saniert. Der Sprungturm bekommt neue Geländer, die Umkleiden werden barrierefrei. Kosten: 2,4 Millionen Euro, 60 Prozent davon Förderung.")
        {
            Motif = "pool", Seed = 3,
        }),
        (2, new(18, 0), day => new("sturmvorsorge", "krueger", "Feuerwehr", "Wenn es stürmt: fünf Dinge vorher",
            "Blumentöpfe vom Balkon, Fahrräder anschließen, Fenster zu, Handy laden, Taschenlampe bereitlegen. Während des Sturms: bitte nicht in Parks und Wälder. Wenn ein Baum auf der Straße liegt: 112.")
        {
            Motif = "storm", Seed = 2, Channels = [FireBrigade, Mastodon, Bluesky], End = DemoEnd.Submitted,
        }),
        (3, new(9, 0), day => new("silvester", "elamrani", "Service", "Feuerwerk: Was wo erlaubt ist",
            "In der Altstadt und rund um das Krankenhaus ist Feuerwerk verboten, überall sonst nur in der Nacht zum Jahreswechsel. Bitte nehmen Sie Rücksicht auf Menschen und Tiere und räumen Sie am Morgen auf.")
        {
            Motif = "night-skyline", Seed = 2, End = DemoEnd.Returned,
            Comment = "Guter Text. Bitte nennen Sie noch die genauen Straßen der Verbotszone und ab wann die Stadtreinigung unterwegs ist, danach rufen sonst viele an.",
        }),
        (6, new(14, 0), day => new("kita-portal", "brandt", "Service", "Kita-Platz: Anmeldung für den Sommer",
            "Entwurf: Das Portal öffnet im nächsten Monat. Offen ist noch, ob die Unterlagen auch auf Papier abgegeben werden können (Frage an das Jugendamt).")
        {
            Motif = "kindergarten", Seed = 5, End = DemoEnd.Draft,
        }),
        (6, new(10, 0), day => new("weihnachtspost", "romano", "Stadtbild", "Postkarten aus Musterstadt",
            "Drei Motive, gezeichnet von Kindern der Kunstschule, kostenlos in der Tourist-Information. Welches nehmen wir als erstes?")
        {
            End = DemoEnd.Draft,
        }),
        (6, new(15, 0), day => new("sammlung", "okafor", "Veranstaltung", "Was im Keller des Museums wohnt",
            "Serie über die Sammlung, Folge 1: 4.000 Schmetterlinge und wie man sie vor Motten schützt. Fotos macht die Werkstatt.")
        {
            Channels = [Museum], End = DemoEnd.Draft,
        }),
    ];
}
