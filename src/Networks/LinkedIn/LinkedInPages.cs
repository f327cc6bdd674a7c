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

    private static readonly string[] MayPost = ["ADMINISTRATOR", "CONTENT_ADMIN", "CONTENT_ADMINISTRATOR"];

    /// <summary>All of them by name. One that may not be read is left out, unless that leaves none.</summary>
    public async Task<(IReadOnlyList<LinkedInPage> Pages, SignInResult? Why)> Of(Session session, CancellationToken ct)
    {
        var (urns, why) = await Urns(session, ct);
        SignInResult? unread = null;
        var pages = new List<LinkedInPage>();
        foreach (var urn in urns)
        {
            var about = await About(session, urn, ct);
            if (No(about) is not { } no)
                pages.Add(PageOf(urn, about));
            else if (about is Answer.Heard { Status: 403 or 404 } && no is SignInResult.Refused)
                unread ??= no;
            else
                return ([], no);
        }
        return (pages, why ?? (pages.Count == 0 ? unread : null));
    }

    /// <summary>The one of this session; null when the person may not post there any more.</summary>
    public async Task<(LinkedInPage? Page, SignInResult? Why)> Own(Session session, CancellationToken ct)
    {
        var (urns, why) = await Urns(session, ct);
        if (why is not null || !urns.Contains(session.AccountId))
            return (null, why);
        var about = await About(session, session.AccountId, ct);
        return No(about) is { } no ? (null, no) : (PageOf(session.AccountId, about), null);
    }

    private async Task<(IReadOnlyList<string> Urns, SignInResult? Why)> Urns(Session session, CancellationToken ct)
    {
        var answer = await api.Get(session, "rest/organizationalEntityAcls?q=roleAssignee&state=APPROVED&count=100", "organizationalEntityAcls", null, ct, finds: true);
        if (No(answer) is { } no)
            return ([], no);
        if (answer is not Answer.Heard { Json: { } json } || json.At("elements") is null || json.Items("elements").Any(role => role.Text("role").Length == 0))
            return ([], new SignInResult.Away(Say.ServerUnclear(LinkedInNetwork.Name)));
        return ([.. json.Items("elements").Where(role => MayPost.Contains(role.Text("role")))
            .Select(role => role.Text("organizationalTarget") is { Length: > 0 } target ? target : role.Text("organization"))
            .Where(urn => urn.StartsWith(Prefix, StringComparison.Ordinal) && TheirWords.IsAccountId(urn)).Distinct()], null);
    }

    private Task<Answer> About(Session session, string urn, CancellationToken ct) =>
        api.Get(session, $"rest/organizations/{Uri.EscapeDataString(urn[Prefix.Length..])}", "organizations/{id}", null, ct);

    private static LinkedInPage PageOf(string urn, Answer about)
    {
        var page = (Answer.Heard)about;
        return new LinkedInPage(urn, page.Text("localizedName"), page.Text("vanityName"));
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
