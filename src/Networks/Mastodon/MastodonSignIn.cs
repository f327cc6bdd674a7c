using System.Text.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Mastodon;

/// <summary>
/// Signs in on the server's own page. Each server gets to know this installation as an application first. Tokens of most servers do
/// not end by themselves, so refreshing only asks whether they still hold; where they do (Pleroma, Akkoma), the server says when.
/// </summary>
internal sealed class MastodonSignIn(MastodonApi api, TimeProvider clock) : ISignIn
{
    public const string Server = "server";

    private const string Example = "social.musterstadt.de";
    private const string Verifier = "verifier";
    private const string Scopes = "scopes";

    // "profile" is the narrow right to read who we are; servers that do not know it get the wider one.
    private static readonly string[] ScopesToTry =
        ["profile read:statuses write:statuses write:media", "read:accounts read:statuses write:statuses write:media"];

    private static readonly string[] Needed = ["read:statuses", "write:statuses", "write:media"];

    public Network Network => MastodonNetwork.Network;

    public IReadOnlyList<SignInField> Fields { get; } = [new(Server, "Networks.Mastodon.Field.Server", "Networks.Mastodon.Field.Server.Hint", Secret: false)];

    public SignInStyle Style => SignInStyle.OAuth;

    public Task<SignInResult> WithFields(IReadOnlyDictionary<string, string> fields, CancellationToken ct) =>
        Task.FromResult<SignInResult>(new SignInResult.Refused(Say.SignInByBrowser(Network.Name)));

    public async Task<SignInStart> Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, CancellationToken ct)
    {
        if (!ServerAddress.TryRead(fields.GetValueOrDefault(Server, ""), Example, out var server, out var why))
            return new SignInStart.Refused(why);
        Answer.Heard? no = null;
        foreach (var scopes in ScopesToTry)
        {
            var answer = await api.Post(server, "api/v1/apps", Oauth.Form(
                ("client_name", "Stadtfunk"), ("redirect_uris", redirect.AbsoluteUri), ("scopes", scopes)), null, "apps", null, ct);
            if (Verdict.SignIn(answer, server.Host) is SignInResult.Away away)
                return new SignInStart.Refused(away.Why);
            no = (Answer.Heard)answer;
            if (no.Good)
                return GoTo(no, server, redirect, state, scopes);
        }
        return new SignInStart.Refused(new Sentence("Networks.Mastodon.AppRefused", server.Host, MastodonApi.Reason(no!)));
    }

    public async Task<SignInResult> Finish(IReadOnlyDictionary<string, string> kept, string code, Uri redirect, CancellationToken ct)
    {
        var server = new Uri(kept[Server]);
        var answer = await api.Post(server, "oauth/token", Oauth.Form(
            ("grant_type", "authorization_code"), ("code", code), ("client_id", kept[MastodonSession.ClientId]), ("client_secret", kept[MastodonSession.ClientSecret]),
            ("redirect_uri", redirect.AbsoluteUri), ("code_verifier", kept[Verifier]), ("scope", kept[Scopes])), null, "token", null, ct);
        if (Verdict.SignIn(answer, server.Host) is { } away)
            return away;
        var heard = (Answer.Heard)answer;
        if (!heard.Good)
            return new SignInResult.Refused(new Sentence("Networks.Mastodon.CodeRefused", server.Host, MastodonApi.Reason(heard)));
        if (heard.Text("access_token") is not { Length: > 0 } token)
            return new SignInResult.Away(Say.ServerUnclear(server.Host));
        var secrets = new Dictionary<string, string>
        {
            [MastodonSession.Token] = token,
            [MastodonSession.ClientId] = kept[MastodonSession.ClientId],
            [MastodonSession.ClientSecret] = kept[MastodonSession.ClientSecret],
        };
        if (heard.Text("scope") is { Length: > 0 } granted)
            secrets[MastodonSession.Granted] = granted;
        return await Check(new Session(server, "", "", secrets) { EndsAt = Oauth.After(heard.Json?.Number("expires_in"), clock) }, ct);
    }

    public Task<SignInResult> Refresh(Session session, CancellationToken ct) => Check(session, ct);

    public async Task<SignInResult> Check(Session session, CancellationToken ct)
    {
        var host = session.Server.Host;
        var answer = await api.Get(session.Server, "api/v1/accounts/verify_credentials", session.Secret(MastodonSession.Token), "verify_credentials", null, ct);
        if (Verdict.SignIn(answer, host) is { } away)
            return away;
        var me = (Answer.Heard)answer;
        if (me.Status == 401)
            return new SignInResult.Refused(Say.SignInLost(host));
        if (!me.Good)
            return new SignInResult.Refused(Say.SignInRefused(host, MastodonApi.Reason(me)));
        var id = me.Text("id");
        if (!TheirWords.IsAccountId(id) || !TheirWords.IsProfile(me.Text("url"), out var profile))
            return new SignInResult.Away(Say.ServerUnclear(host));
        var about = await About(session.Server, ct);
        if (about is not Answer.Heard { Good: true, Json: { } instance })
            return Verdict.SignIn(about, host) ?? new SignInResult.Away(Say.ServerUnclear(host));
        var secrets = new Dictionary<string, string>(session.Secrets) { [MastodonSession.HonoursKeys] = ServerRules.HonoursKeys(instance) ? "yes" : "no" };
        var checkedSession = session with { AccountId = id, Handle = TheirWords.Handle($"@{me.Text("username")}@{Domain(instance, host)}"), Secrets = secrets };
        return new SignInResult.Good(checkedSession, profile, ServerRules.Read(instance)) { Health = HealthOf(session, me) };
    }

    // "limited" is there only where moderators have silenced the account (docs.joinmastodon.org/entities/Account).
    private static Health HealthOf(Session session, Answer.Heard me) => new()
    {
        Missing = session.Secret(MastodonSession.Granted).Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } granted
            ? [.. Needed.Where(scope => !granted.Contains(scope) && !granted.Contains(scope.Split(':')[0]))] : null,
        Says = me.Json?.At("limited") is { ValueKind: JsonValueKind.True } ? [new Sentence("Networks.Mastodon.Limited", session.Server.Host)] : [],
    };

    public Task SignOut(Session session, CancellationToken ct) => api.Post(session.Server, "oauth/revoke", Oauth.Form(
        ("client_id", session.Secret(MastodonSession.ClientId)), ("client_secret", session.Secret(MastodonSession.ClientSecret)),
        ("token", session.Secret(MastodonSession.Token))), null, "revoke", null, ct);

    private static SignInStart GoTo(Answer.Heard app, Uri server, Uri redirect, string state, string scopes)
    {
        if (app.Text("client_id") is not { Length: > 0 } client)
            return new SignInStart.Refused(Say.ServerUnclear(server.Host));
        var verifier = Oauth.NewVerifier();
        var query = Oauth.Query(
            ("response_type", "code"), ("client_id", client), ("redirect_uri", redirect.AbsoluteUri), ("scope", scopes), ("state", state),
            ("code_challenge", Oauth.ChallengeOf(verifier)), ("code_challenge_method", "S256"));
        return new SignInStart.GoTo(new Uri(server, $"oauth/authorize?{query}"), new Dictionary<string, string>
        {
            [Server] = server.AbsoluteUri,
            [MastodonSession.ClientId] = client,
            [MastodonSession.ClientSecret] = app.Text("client_secret"),
            [Verifier] = verifier,
            [Scopes] = scopes,
        });
    }

    private async Task<Answer> About(Uri server, CancellationToken ct)
    {
        var answer = await api.Get(server, "api/v2/instance", null, "v2/instance", null, ct);
        return answer is Answer.Heard { Status: 404 } ? await api.Get(server, "api/v1/instance", null, "v1/instance", null, ct) : answer;
    }

    private static string Domain(JsonElement instance, string host) => instance.Text("domain") is { Length: > 0 } domain ? domain : host;
}
