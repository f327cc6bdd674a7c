using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.LinkedIn;

/// <param name="Urn"><c>urn:li:organization:ID</c>: the author of what is posted.</param>
/// <param name="Name">As it stands on the page.</param>
/// <param name="Vanity">Its name in addresses.</param>
internal sealed record LinkedInPage(string Urn, string Name, string Vanity)
{
    public string Id => Urn[(Urn.LastIndexOf(':') + 1)..];
}

/// <summary>The pages for which the signed-in person may post.</summary>
internal sealed class LinkedInPages(LinkedInApi api)
{
    private const string Prefix = "urn:li:organization:";

    // More than that nobody looks after; each is asked for its name.
    private const int Most = 20;

    private static readonly string[] MayPost = ["ADMINISTRATOR", "CONTENT_ADMIN", "CONTENT_ADMINISTRATOR"];

    public async Task<(IReadOnlyList<LinkedInPage> Pages, SignInResult? Why)> Of(Session session, CancellationToken ct)
    {
        var answer = await api.Get(session, "rest/organizationalEntityAcls?q=roleAssignee&state=APPROVED&count=100", "organizationalEntityAcls", null, ct, finds: true);
        if (No(answer) is { } no)
            return ([], no);
        if (answer is not Answer.Heard { Json: { } json } || json.At("elements") is null)
            return ([], new SignInResult.Away(Say.ServerUnclear(LinkedInNetwork.Name)));
        var urns = json.Items("elements").Where(role => MayPost.Contains(role.Text("role")))
            .Select(role => role.Text("organizationalTarget") is { Length: > 0 } target ? target : role.Text("organization"))
            .Where(urn => urn.StartsWith(Prefix, StringComparison.Ordinal) && TheirWords.IsAccountId(urn)).Distinct().Take(Most);
        var pages = new List<LinkedInPage>();
        foreach (var urn in urns)
        {
            var about = await api.Get(session, $"rest/organizations/{Uri.EscapeDataString(urn[Prefix.Length..])}", "organizations/{id}", null, ct);
            if (No(about) is { } unread)
                return ([], unread);
            var page = (Answer.Heard)about;
            pages.Add(new LinkedInPage(urn, page.Text("localizedName"), page.Text("vanityName")));
        }
        return (pages, null);
    }

    /// <summary>An id, a URN, a name in addresses, or a link to the page or to what its administrators see.</summary>
    public static LinkedInPage? Named(IReadOnlyList<LinkedInPage> pages, string typed)
    {
        var parts = typed.Trim().Trim('/').Split('/');
        var after = Array.FindIndex(parts, part => part is "company" or "showcase" or "school") + 1;
        var word = Uri.UnescapeDataString(after > 0 && after < parts.Length ? parts[after] : parts[^1]).Split('?', '#')[0];
        return pages.FirstOrDefault(page => word == page.Urn || word == page.Id || word.Equals(page.Vanity, StringComparison.OrdinalIgnoreCase)
            || word.Equals(page.Name, StringComparison.OrdinalIgnoreCase));
    }

    public static string Listed(IEnumerable<LinkedInPage> pages) => TheirWords.Handle(string.Join(", ", pages.Select(page => $"{page.Name} ({(page.Vanity.Length > 0 ? page.Vanity : page.Id)})")));

    private SignInResult? No(Answer answer)
    {
        if (api.VersionOver(answer) is Step.Later { Why: var why })
            return new SignInResult.Away(why);
        if (Verdict.SignIn(answer, LinkedInNetwork.Name) is { } away)
            return away;
        var heard = (Answer.Heard)answer;
        return heard.Status == 401 ? new SignInResult.Refused(Say.SignInLost(LinkedInNetwork.Name))
            : heard.Good ? null
            : new SignInResult.Refused(Say.SignInRefused(LinkedInNetwork.Name, LinkedInApi.Reason(heard)));
    }
}
