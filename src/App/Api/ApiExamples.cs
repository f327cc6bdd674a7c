using System.Text.Json.Nodes;

namespace Stadtfunk.App.Api;

/// <summary>Examples for the description; a test sends them to the program.</summary>
internal static class ApiExamples
{
    public static readonly IReadOnlyDictionary<string, string> Parameters = new Dictionary<string, string>
    {
        ["from"] = "The first day, in the city.",
        ["to"] = "The last day, in the city; at most 62 days.",
        ["cursor"] = "The next of the page before; none for the first page.",
        ["take"] = "How many, at most 100.",
        ["state"] = "Only posts in one of these states; may come several times.",
        ["unit"] = "Only of this unit.",
        ["category"] = "Only of this category.",
        ["text"] = "Words that stand in title or text.",
        ["q"] = "Words that begin words of name, description, credit or tags.",
        ["tag"] = "Only what has this tag.",
        ["shelf"] = "A part of the library: All, Videos, Documents, Unused, Consent, Undescribed or Bin.",
        ["mine"] = "True: only what the token's person wrote.",
        ["kind"] = "Only decisions of this kind: Submitted, StageApproved, Approved, Returned, Reset, Released, Rescheduled, CalledOff, Reopened, CorrectionDropped, WithdrawalAsked, Escalated.",
        ["id"] = "Id of the post or picture.",
        ["post"] = "Id of the post.",
        ["channel"] = "Id of the channel.",
        ["delivery"] = "Id of the delivery.",
    };

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["AddComment"] = """{ "text": "Bitte noch die Öffnungszeiten am Feiertag ergänzen." }""",
        ["CreatePost"] = """
            {
              "unit": "019ab000-0000-7000-8000-000000000001",
              "title": "Freibad öffnet am 1. Mai",
              "text": "Das Freibad am Stadtpark öffnet am 1. Mai um 9 Uhr. Der Eintritt ist am ersten Tag frei.",
              "link": "https://www.musterstadt.example/freibad",
              "language": "de",
              "due": "2027-04-28T09:00:00+02:00",
              "channels": [
                { "channel": "019ab000-0000-7000-8000-000000000002" },
                { "channel": "019ab000-0000-7000-8000-000000000003", "text": "Ab 1. Mai wieder offen: unser Freibad. Am ersten Tag ist der Eintritt frei." }
              ],
              "pictures": [ { "picture": "019ab000-0000-7000-8000-000000000004", "alt": "Das leere Schwimmbecken in der Morgensonne", "decorative": false } ]
            }
            """,
        ["ChangePicture"] = """
            {
              "alt": "Das leere Schwimmbecken in der Morgensonne", "credit": "Presseamt / L. Mertens", "focusX": 0.4, "focusY": 0.6, "tags": [ "Freibad", "Sommer" ],
              "rights": { "licence": "own", "licenceNote": "", "consent": "given", "consentUntil": "2028-12-31", "consentNote": "Formular im Presseamt" }
            }
            """,
        ["SetSubtitles"] = """{ "text": "WEBVTT\n\n00:00:00.000 --> 00:00:03.000\nGuten Tag aus dem Rathaus.", "language": "de" }""",
        ["SavePost"] = """{ "version": 3, "title": "Freibad öffnet am 1. Mai", "text": "Das Freibad am Stadtpark öffnet am 1. Mai um 10 Uhr.", "language": "de" }""",
        ["SaveVariant"] = """{ "version": 4, "text": "Ab 1. Mai, 10 Uhr: unser Freibad ist wieder offen.", "chosen": true }""",
        ["SubmitPost"] = """{ "version": 4 }""",
        ["ApprovePost"] = """{ "version": 5 }""",
        ["ReturnPost"] = """{ "version": 5, "comment": "Bitte noch die Öffnungszeit am Wochenende." }""",
        ["ReleasePost"] = """{ "version": 6, "now": true }""",
        ["ReschedulePost"] = """{ "at": "2027-04-28T10:00:00+02:00" }""",
        ["CallOffPost"] = """{ "comment": "Der Termin hat sich geändert." }""",
        ["WithdrawPost"] = """{ "comment": "Die Angabe war falsch." }""",
        ["ReopenPost"] = """{ "version": 7 }""",
        ["DropCorrection"] = """{ "version": 8 }""",
        ["AnswerCheck"] = """{ "answer": "itIsThere", "link": "https://mastodon.example/@musterstadt/112233445566778899" }""",
        ["SendAgain"] = """{ "due": null }""",
    };

    public static JsonNode? Of(string? operation) => operation is not null && Bodies.TryGetValue(operation, out var body) ? JsonNode.Parse(body) : null;

    public static JsonNode Problem() => JsonNode.Parse("""
        {
          "type": "https://tools.ietf.org/html/rfc4918#section-11.2",
          "title": "Eine Angabe passt noch nicht",
          "status": 422,
          "detail": "Zu einem Bild fehlt die Bildbeschreibung.",
          "errors": [ { "field": "pictures", "code": "Editorial.AltTextMissing", "sentence": "Zu einem Bild fehlt die Bildbeschreibung." } ]
        }
        """)!;
}
