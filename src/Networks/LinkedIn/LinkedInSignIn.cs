using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.LinkedIn;

/// <summary>
/// Signs in on LinkedIn's own page with the application that the city has registered there, for one page of an organisation. A token holds for sixty
/// days; only some applications are given a refresh token with it, which holds for a year however often it is used.
/// </summary>
internal sealed class LinkedInSignIn(LinkedInApi api, LinkedInPages pages, IOptions<LinkedInSettings> settings, TimeProvider clock) : ISignIn
{
    private const string Page = "page";
    private const string Scopes = "w_organization_social r_organization_social rw_organization_admin";

    public Network Network => LinkedInNetwork.Network;

    public IReadOnlyList<SignInField> Fields { get; } =
    [
        new(LinkedInApi.ClientId, "Networks.LinkedIn.Field.ClientId", "Networks.LinkedIn.Field.ClientId.Hint", Secret: false),
        new(LinkedInApi.ClientSecret, "Networks.LinkedIn.Field.ClientSecret", "Networks.LinkedIn.Field.ClientSecret.Hint", Secret: true),
        new(Page, "Networks.LinkedIn.Field.Page", "Networks.LinkedIn.Field.Page.Hint", Secret: false) { Optional = true },
    ];

    public SignInStyle Style => SignInStyle.OAuth;

    public Task<SignInResult> WithFields(IReadOnlyDictionary<string, string> fields, CancellationToken ct) =>
        Task.FromResult<SignInResult>(new SignInResult.Refused(Say.SignInByBrowser(LinkedInNetwork.Name)));

    public Task<SignInStart> Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, CancellationToken ct)
    {
        var (client, secret) = (fields.GetValueOrDefault(LinkedInApi.ClientId, "").Trim(), fields.GetValueOrDefault(LinkedInApi.ClientSecret, "").Trim());
        if (client.Length == 0 || secret.Length == 0)
            return Task.FromResult<SignInStart>(new SignInStart.Refused(new Sentence("Networks.AppMissing", LinkedInNetwork.Name)));
        var query = Oauth.Query(("response_type", "code"), ("client_id", client), ("redirect_uri", redirect.AbsoluteUri), ("state", state), ("scope", Scopes));
        var keep = new Dictionary<string, string> { [LinkedInApi.ClientId] = client, [LinkedInApi.ClientSecret] = secret, [Page] = fields.GetValueOrDefault(Page, "").Trim() };
        return Task.FromResult<SignInStart>(new SignInStart.GoTo(new Uri(settings.Value.PageBase, $"oauth/v2/authorization?{query}"), keep));
    }

    public async Task<SignInResult> Finish(IReadOnlyDictionary<string, string> kept, string code, Uri redirect, CancellationToken ct)
    {
        var app = kept.Where(one => one.Key != Page).ToDictionary();
        using var form = Oauth.Form(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect.AbsoluteUri),
            ("client_id", kept[LinkedInApi.ClientId]), ("client_secret", kept[LinkedInApi.ClientSecret]));
        var (session, why) = await AtDoor(new Session(settings.Value.ApiBase, "", "", app), form, first: true, ct);
        if (session is null)
            return why!;
        (var mine, why) = await pages.Of(session, ct);
        if (why is not null)
            return why;
        var typed = kept.GetValueOrDefault(Page, "");
        var page = typed.Length > 0 ? LinkedInPages.Named(mine, typed) : mine is [var only] ? only : null;
        return page is not null ? For(session, page)
            : new SignInResult.Refused(mine.Count == 0 ? new Sentence("Networks.LinkedIn.NoPage")
                : new Sentence(typed.Length > 0 ? "Networks.LinkedIn.OtherPage" : "Networks.LinkedIn.WhichPage", LinkedInPages.Listed(mine)));
    }

    public async Task<SignInResult> Refresh(Session session, CancellationToken ct)
    {
        // Without a refresh token there is nothing to renew: is the old one still taken?
        if (session.Secret(LinkedInApi.RefreshToken) is not { Length: > 0 } refresh)
            return await Check(session, ct);
        using var form = Oauth.Form(("grant_type", "refresh_token"), ("refresh_token", refresh),
            ("client_id", session.Secret(LinkedInApi.ClientId)), ("client_secret", session.Secret(LinkedInApi.ClientSecret)));
        var (renewed, why) = await AtDoor(session, form, first: false, ct);
        // Nothing more is asked: the new token has to be kept, whatever else is slow just now.
        return renewed is null ? why! : new SignInResult.Good(renewed, new Uri(settings.Value.PageBase, $"company/{Uri.EscapeDataString(renewed.Handle)}/"), null);
    }

    public async Task<SignInResult> Check(Session session, CancellationToken ct)
    {
        var (page, why) = await pages.Own(session, ct);
        return why ?? (page is not null ? For(session, page) : new SignInResult.Refused(new Sentence("Networks.LinkedIn.PageLost", session.Handle)));
    }

    // LinkedIn has no door for giving a token back; the member takes the application's rights away in the settings.
    public Task SignOut(Session session, CancellationToken ct) => Task.CompletedTask;

    private SignInResult For(Session session, LinkedInPage page)
    {
        var handle = TheirWords.Handle(page.Vanity.Length > 0 ? page.Vanity : page.Id);
        return TheirWords.IsProfile(new Uri(settings.Value.PageBase, $"company/{Uri.EscapeDataString(handle)}/").AbsoluteUri, out var profile)
            ? new SignInResult.Good(session with { AccountId = page.Urn, Handle = handle }, profile, null) { Health = HealthOf(session) }
            : new SignInResult.Away(Say.ServerUnclear(LinkedInNetwork.Name));
    }

    // Whoever may not post for the page any more was refused before.
    private static Health HealthOf(Session session) => new()
    {
        Missing = session.Secret(LinkedInApi.Granted) is { Length: > 0 } granted ? [.. Scopes.Split(' ').Except(granted.Split(' ', ','))] : null,
    };

    private async Task<(Session? Session, SignInResult? Why)> AtDoor(Session session, HttpContent form, bool first, CancellationToken ct)
    {
        var answer = await api.Door(form, ct);
        if (Verdict.SignIn(answer, LinkedInNetwork.Name) is { } away)
            return (null, away);
        var heard = (Answer.Heard)answer;
        // Only the door itself ends a sign-in; whatever else stands before it may be gone tomorrow.
        if (!first && !heard.Good && (heard.Status is not (400 or 401) || heard.Text("error").Length == 0))
            return (null, new SignInResult.Away(Say.ServerUnclear(LinkedInNetwork.Name)));
        if (!heard.Good)
            return (null, new SignInResult.Refused(heard.Text("error") == "invalid_client" ? Refusal("Networks.AppRefused", heard)
                : first ? Refusal("Networks.CodeRefused", heard) : Say.SignInLost(LinkedInNetwork.Name)));
        if (heard.Text("access_token") is not { Length: > 0 } token)
            return (null, new SignInResult.Away(Say.ServerUnclear(LinkedInNetwork.Name)));
        var missing = heard.Text("scope") is { Length: > 0 } scope ? Scopes.Split(' ').Except(scope.Split(' ', ',')).ToList() : [];
        if (missing.Count > 0)
            return (null, new SignInResult.Refused(new Sentence("Networks.RightsMissing", LinkedInNetwork.Name, string.Join(", ", missing))));
        var secrets = new Dictionary<string, string>(session.Secrets) { [LinkedInApi.Token] = token };
        if (heard.Text("scope") is { Length: > 0 } granted)
            secrets[LinkedInApi.Granted] = granted;
        var ends = Oauth.After(heard.Json?.Number("expires_in"), clock);
        if (heard.Text("refresh_token") is not { Length: > 0 } refresh)
            return (session with { Secrets = secrets, ExpiresAt = null, EndsAt = ends }, null);
        secrets[LinkedInApi.RefreshToken] = refresh;
        return (session with { Secrets = secrets, ExpiresAt = ends, EndsAt = Oauth.After(heard.Json?.Number("refresh_token_expires_in"), clock) ?? session.EndsAt }, null);
    }

    private static Sentence Refusal(string key, Answer.Heard heard) => new(key, Say.Refused(LinkedInNetwork.Name, LinkedInApi.Reason(heard)).Args);
}
