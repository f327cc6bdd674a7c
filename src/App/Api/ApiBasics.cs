namespace Stadtfunk.App.Api;

/// <summary>What holds for the whole API, said once: in the document and on the page.</summary>
internal static class ApiBasics
{
    public const string Lead = "The same use cases as the desk, as JSON over HTTP.";

    public static readonly IReadOnlyList<(string Title, string Text)> All =
    [
        ("Sign-in", "Authorization: Bearer sf_…. A token acts for its person with the roles that the person has at this moment, narrowed to the token's permissions. "
            + "You make one at the desk under “My account”. The desk's cookie does not open the API, and a token opens no page of the desk."),
        ("Repeating", "Every POST takes an Idempotency-Key of 1 to 255 visible ASCII characters. The same key with the same content within 24 hours does nothing again "
            + "and gives the first answer with Idempotency-Replayed: true; with other content it is refused (422). Only what went well is kept: a refusal changed nothing and may be tried again. "
            + "A key belongs to the token that sent it; when the roles of its person have changed since, the answer is not told again (403), and nothing is done twice."),
        ("Pages", "A long list answers with next; give it back as cursor for the following page. take says how many (at most 100). next is null at the end."),
        ("Refusals", "Problem details (application/problem+json) with every sentence under errors, in German or English by Accept-Language. The code of a sentence stays the same."),
        ("Limits", "Each token has a budget for reads and one for writes, filled up evenly: RateLimit-Limit, RateLimit-Remaining and RateLimit-Reset (seconds) stand on every answer. "
            + "Beyond it comes 429 with Retry-After."),
        ("Forms", "Ids are UUIDs, enums are camelCase words, times are ISO 8601 with offset; answers are in UTC."),
    ];
}
