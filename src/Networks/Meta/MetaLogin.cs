using System.Text.Json;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta;

/// <summary>A page as the person who signs in manages it.</summary>
/// <param name="Tasks">What the person may do there.</param>
/// <param name="Token">The page's own, which does not end by itself.</param>
/// <param name="Json">As it came, for what else was asked for.</param>
internal sealed record ManagedPage(string Id, string Name, string Link, IReadOnlySet<string> Tasks, string Token, JsonElement Json)
{
    public bool MayPost => Tasks.Contains("CREATE_CONTENT") || Tasks.Contains("MANAGE");
}

/// <summary>
/// The sign-in with Facebook, with which pages come and the Instagram accounts behind them: the dialog, a token of the person, a longer one, and with
/// it the pages. The person's token is not kept.
/// </summary>
internal sealed class MetaLogin(GraphApi api, IOptions<MetaSettings> settings)
{
    public const string Page = "page";

    private const int AtOnce = 100;
    private const int MostPages = 1000;
    private const int MostNamed = 12;

    public SignInStart Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, IEnumerable<string> scopes)
    {
        if (MetaSession.Missing(fields, out var appId, out var appSecret) is { } why)
            return new SignInStart.Refused(why);
        var query = string.Join('&', new (string Name, string Value)[]
        {
            ("client_id", appId), ("redirect_uri", redirect.AbsoluteUri), ("state", state), ("response_type", "code"), ("scope", string.Join(',', scopes)),
        }.Select(x => $"{x.Name}={Uri.EscapeDataString(x.Value)}"));
        return new SignInStart.GoTo(new Uri(settings.Value.DialogBase, $"./{settings.Value.Version}/dialog/oauth?{query}"), new Dictionary<string, string>
        {
            [MetaSession.AppId] = appId, [MetaSession.AppSecret] = appSecret, [Page] = fields.GetValueOrDefault(Page, "").Trim(),
        });
    }

    /// <summary>The pages of the person behind the code, or why not.</summary>
    public async Task<(IReadOnlyList<ManagedPage>? Pages, SignInResult? Why)> Pages(
        IReadOnlyDictionary<string, string> kept, string code, Uri redirect, IReadOnlyList<string> scopes, string fields, string network, CancellationToken ct)
    {
        var (shortly, why) = await Token(kept, network, [KeyValuePair.Create("code", code), KeyValuePair.Create("redirect_uri", redirect.AbsoluteUri)], ct);
        if (shortly is null)
            return (null, why);
        (var person, why) = await Token(
            kept, network, [KeyValuePair.Create("grant_type", "fb_exchange_token"), KeyValuePair.Create("fb_exchange_token", shortly)], ct);
        if (person is null)
            return (null, why);
        var session = new Session(settings.Value.GraphBase, "", "", MetaSession.Secrets(person, kept[MetaSession.AppId], kept[MetaSession.AppSecret]));
        if (await Lacking(session, scopes, network, ct) is { } lacking)
            return (null, lacking);
        return await Managed(session, $"fields={Uri.EscapeDataString($"id,name,link,access_token,tasks{fields}")}&limit={AtOnce}", network, ct);
    }

    // All of them: the one that was named may be the last, and "the only one" must not be the first of many.
    private async Task<(IReadOnlyList<ManagedPage>? Pages, SignInResult? Why)> Managed(Session session, string query, string network, CancellationToken ct)
    {
        var pages = new List<ManagedPage>();
        for (var after = ""; ;)
        {
            var answer = await api.Get(session, "me/accounts", after.Length > 0 ? $"{query}&after={Uri.EscapeDataString(after)}" : query, "me/accounts", null, ct);
            if (Read(answer, network, out var why) is not { } json)
                return (null, why);
            pages.AddRange(json.Items("data").Select(PageOf).OfType<ManagedPage>());
            after = json.Text("paging", "next").Length > 0 ? json.Text("paging", "cursors", "after") : "";
            if (after.Length == 0 || pages.Count >= MostPages)
                return (pages, null);
        }
    }

    /// <summary>
    /// The only one, or the one that was named. Never another: a post on the wrong page is worse than none.
    /// </summary>
    /// <param name="pages">To choose from.</param>
    /// <param name="named">Name, id or link; empty when there is only one.</param>
    /// <param name="alike">Is this one meant?</param>
    /// <param name="shown">How people call it.</param>
    /// <param name="none">What to say when there is none at all.</param>
    public static (ManagedPage? Page, Sentence? Why) Choose(
        IReadOnlyList<ManagedPage> pages, string named, Func<ManagedPage, string, bool> alike, Func<ManagedPage, string> shown, Sentence none)
    {
        if (pages.Count == 0)
            return (null, none);
        var fitting = named.Length == 0 ? pages : [.. pages.Where(page => alike(page, named))];
        if (fitting.Count == 1)
            return (fitting[0], null);
        var all = string.Join(", ", pages.Take(MostNamed).Select(shown)) + (pages.Count > MostNamed ? ", …" : "");
        return (null, named.Length == 0 ? new Sentence("Networks.Meta.PageMissing", all)
            : fitting.Count == 0 ? new Sentence("Networks.Meta.PageOther", named, all)
            : new Sentence("Networks.Meta.PageTwice", named, all));
    }

    /// <summary>By id, by name as it is written, or by link.</summary>
    public static bool IsNamed(string named, string id, string name, string link) =>
        named == id || named.TrimStart('@').Equals(name, StringComparison.OrdinalIgnoreCase) || (Path(named) is { Length: > 0 } path && (path == Path(link) || path == id));

    // "https://www.facebook.com/stadt.musterstadt/" and "facebook.com/stadt.musterstadt" are one.
    private static string Path(string link)
    {
        if (!link.Contains("://", StringComparison.Ordinal))
            link = $"https://{link}";
        if (!Uri.TryCreate(link, UriKind.Absolute, out var uri) || !uri.Host.Contains('.', StringComparison.Ordinal))
            return "";
        return uri.AbsolutePath == "/profile.php" && uri.Query.Split('?', '&').FirstOrDefault(x => x.StartsWith("id=", StringComparison.Ordinal)) is { } id
            ? id[3..] : uri.AbsolutePath.Trim('/').ToLowerInvariant();
    }

    private async Task<(string? Token, SignInResult? Why)> Token(
        IReadOnlyDictionary<string, string> kept, string network, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken ct)
    {
        var answer = await api.AsApp(settings.Value.GraphBase, HttpMethod.Post, $"{settings.Value.Version}/oauth/access_token",
            [KeyValuePair.Create("client_id", kept[MetaSession.AppId]), KeyValuePair.Create("client_secret", kept[MetaSession.AppSecret]), .. fields], ct);
        // A wrong secret is code 1 here, which elsewhere is a failure on their side.
        if (answer is Answer.Heard { Good: false, IsOwn: true } no && GraphError.In(no) is { Transient: false, Kind: not GraphNo.Later } error)
            return (null, new SignInResult.Refused(new Sentence("Networks.Meta.CodeRefused", Say.Refused(network, error.Words).Args)));
        return Read(answer, network, out var why) is { } json && json.Text("access_token") is { Length: > 0 } token
            ? (token, null) : (null, why ?? new SignInResult.Away(Say.ServerUnclear(network)));
    }

    // People can take single permissions out of the dialog and still agree to the rest.
    private async Task<SignInResult?> Lacking(Session session, IReadOnlyList<string> scopes, string network, CancellationToken ct)
    {
        var answer = await api.Get(session, "me/permissions", "", "me/permissions", null, ct);
        if (Read(answer, network, out var why) is not { } json)
            return why;
        var granted = json.Items("data").Where(one => one.Text("status") == "granted").Select(one => one.Text("permission")).ToHashSet();
        var lacking = scopes.Where(scope => !granted.Contains(scope)).ToList();
        return lacking.Count == 0 ? null : new SignInResult.Refused(new Sentence("Networks.Meta.PermissionMissing", network, string.Join(", ", lacking)));
    }

    public static JsonElement? Read(Answer answer, string network, out SignInResult? why)
    {
        why = Verdict.SignIn(answer, network);
        if (why is not null)
            return null;
        var heard = (Answer.Heard)answer;
        if (heard is { Good: true, Json: { ValueKind: JsonValueKind.Object } json })
            return json;
        why = GraphError.OfSignIn(heard, network);
        return null;
    }

    private static ManagedPage? PageOf(JsonElement page) =>
        page.Text("id") is var id && TheirWords.IsAccountId(id) && page.Text("access_token") is { Length: > 0 } token
            ? new ManagedPage(id, TheirWords.Handle(page.Text("name")), page.Text("link"), page.Items("tasks").Select(task => task.Text()).ToHashSet(), token, page)
            : null;
}
