using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.X;

/// <summary>
/// Signs in on X's own page with the application that the city has registered there. A token holds for two hours; with each renewal X gives a new
/// refresh token, and the old one is worth nothing any more.
/// </summary>
internal sealed class XSignIn(XApi api, IOptions<XSettings> settings, TimeProvider clock) : ISignIn
{
    private const string Verifier = "verifier";
    private const string Scopes = "tweet.read tweet.write users.read media.write offline.access";
    private const string TokenDoor = "2/oauth2/token";

    // Without these nothing could be posted; the person may have taken them out on X's page.
    private static readonly string[] Needed = ["tweet.write", "media.write"];

    private const string MayRead = "users.read", MayRenew = "offline.access";
    private static readonly string[] Wanted = [.. Scopes.Split(' ').Where(scope => scope != MayRenew)];

    public Network Network => XNetwork.Network;

    public IReadOnlyList<SignInField> Fields { get; } =
    [
        new(XApi.ClientId, "Networks.X.Field.ClientId", "Networks.X.Field.ClientId.Hint", Secret: false),
        new(XApi.ClientSecret, "Networks.X.Field.ClientSecret", "Networks.X.Field.ClientSecret.Hint", Secret: true),
        new(XApi.MayEdit, "Networks.X.Field.MayEdit", "Networks.X.Field.MayEdit.Hint", Secret: false) { Optional = true, IsChoice = true },
    ];

    public SignInStyle Style => SignInStyle.OAuth;

    public Task<SignInResult> WithFields(IReadOnlyDictionary<string, string> fields, CancellationToken ct) =>
        Task.FromResult<SignInResult>(new SignInResult.Refused(Say.SignInByBrowser(XNetwork.Name)));

    public Task<SignInStart> Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, CancellationToken ct)
    {
        var (client, secret) = (fields.GetValueOrDefault(XApi.ClientId, "").Trim(), fields.GetValueOrDefault(XApi.ClientSecret, "").Trim());
        if (client.Length == 0 || secret.Length == 0)
            return Task.FromResult<SignInStart>(new SignInStart.Refused(new Sentence("Networks.AppMissing", XNetwork.Name)));
        var verifier = Oauth.NewVerifier();
        var query = Oauth.Query(
            ("response_type", "code"), ("client_id", client), ("redirect_uri", redirect.AbsoluteUri), ("scope", Scopes), ("state", state),
            ("code_challenge", Oauth.ChallengeOf(verifier)), ("code_challenge_method", "S256"));
        var keep = new Dictionary<string, string> { [XApi.ClientId] = client, [XApi.ClientSecret] = secret, [Verifier] = verifier };
        if (fields.GetValueOrDefault(XApi.MayEdit) == SignInField.Yes)
            keep[XApi.MayEdit] = SignInField.Yes;
        return Task.FromResult<SignInStart>(new SignInStart.GoTo(new Uri(settings.Value.PageBase, $"i/oauth2/authorize?{query}"), keep));
    }

    /// <summary>The code is good for thirty seconds, so it is changed before anything else is done.</summary>
    public async Task<SignInResult> Finish(IReadOnlyDictionary<string, string> kept, string code, Uri redirect, CancellationToken ct)
    {
        using var form = Oauth.Form(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect.AbsoluteUri), ("code_verifier", kept[Verifier]));
        var (session, why) = await AtDoor(new Session(settings.Value.ApiBase, "", "", kept.Where(one => one.Key != Verifier).ToDictionary()), form, first: true, ct);
        return session is null ? why! : await Check(session, ct);
    }

    public async Task<SignInResult> Refresh(Session session, CancellationToken ct)
    {
        if (session.Secret(XApi.RefreshToken) is not { Length: > 0 } refresh)
            return new SignInResult.Refused(Say.SignInLost(XNetwork.Name));
        using var form = Oauth.Form(("grant_type", "refresh_token"), ("refresh_token", refresh));
        var (renewed, why) = await AtDoor(session, form, first: false, ct);
        // Nothing more is asked: the new tokens have to be kept, whatever else is slow just now.
        return renewed is null ? why! : Profile(renewed) is { } profile ? new SignInResult.Good(renewed, profile, RulesOf(renewed)) { Health = HealthOf(renewed) } : new SignInResult.Away(Say.ServerUnclear(XNetwork.Name));
    }

    public async Task<SignInResult> Check(Session session, CancellationToken ct)
    {
        var answer = await api.Get(session, "2/users/me", "2/users/me", null, ct);
        if (XApi.OutOfCredit(answer) is Step.Later { Why: var poor })
            return new SignInResult.Away(poor);
        if (Verdict.SignIn(answer, XNetwork.Name) is { } away)
            return away;
        var heard = (Answer.Heard)answer;
        if (heard.Status == 401)
            return new SignInResult.Refused(Say.SignInLost(XNetwork.Name));
        // A right that was taken back ends no sign-in: who we are is known.
        if (heard.Status == 403 && XApi.Stopped(heard) is null && Lacks(session, MayRead) && session.AccountId.Length > 0 && Profile(session) is { } known)
            return new SignInResult.Good(session, known, RulesOf(session)) { Health = HealthOf(session) };
        if (!heard.Good)
            return new SignInResult.Refused(XApi.Stopped(heard)?.Why ?? Say.SignInRefused(XNetwork.Name, XApi.Reason(heard)));
        var (id, name) = (heard.Text("data", "id"), heard.Text("data", "username"));
        var here = session with { AccountId = id, Handle = TheirWords.Handle($"@{name}") };
        return TheirWords.IsAccountId(id) && name.Length > 0 && Profile(here) is { } profile
            ? new SignInResult.Good(here, profile, RulesOf(session)) { Health = HealthOf(session) }
            : new SignInResult.Away(Say.ServerUnclear(XNetwork.Name));
    }

    private static Health HealthOf(Session session) => new()
    {
        Missing = session.Secret(XApi.Granted) is { Length: > 0 } granted ? [.. Wanted.Except(granted.Split(' '))] : null,
    };

    private static bool Lacks(Session session, string scope) => session.Secret(XApi.Granted) is { Length: > 0 } granted && !granted.Split(' ').Contains(scope);

    private static Rules? RulesOf(Session session) => session.Secret(XApi.MayEdit) == SignInField.Yes ? XNetwork.Network.Rules with { Edits = XNetwork.Edits } : null;

    public async Task SignOut(Session session, CancellationToken ct)
    {
        foreach (var (name, hint) in new[] { (XApi.RefreshToken, "refresh_token"), (XApi.Token, "access_token") })
            if (session.Secret(name) is { Length: > 0 } token)
            {
                using var form = Oauth.Form(("token", token), ("token_type_hint", hint));
                await api.Door(session.Server, "2/oauth2/revoke", session.Secret(XApi.ClientId), session.Secret(XApi.ClientSecret), form, ct);
            }
    }

    private async Task<(Session? Session, SignInResult? Why)> AtDoor(Session session, HttpContent form, bool first, CancellationToken ct)
    {
        var answer = await api.Door(session.Server, TokenDoor, session.Secret(XApi.ClientId), session.Secret(XApi.ClientSecret), form, ct);
        if (Verdict.SignIn(answer, XNetwork.Name) is { } away)
            return (null, away);
        var heard = (Answer.Heard)answer;
        // Only the door itself ends a sign-in; whatever else stands before it may be gone tomorrow.
        if (!first && !heard.Good && (heard.Status is not (400 or 401) || heard.Text("error").Length == 0))
            return (null, new SignInResult.Away(Say.ServerUnclear(XNetwork.Name)));
        if (!heard.Good)
            return (null, new SignInResult.Refused(heard.Status == 401 ? new Sentence("Networks.AppRefused", Say.Refused(XNetwork.Name, XApi.Reason(heard)).Args)
                : first ? new Sentence("Networks.CodeRefused", Say.Refused(XNetwork.Name, XApi.Reason(heard)).Args) : Say.SignInLost(XNetwork.Name)));
        if (heard.Text("access_token") is not { Length: > 0 } token)
            return (null, new SignInResult.Away(Say.ServerUnclear(XNetwork.Name)));
        // Later an account may take back what it likes: the channel stays signed in with what it has, its health names what is missing, and what needs that does not go out.
        if (first && heard.Text("scope") is { Length: > 0 } scope && Needed.Except(scope.Split(' ')).Any())
            return (null, new SignInResult.Refused(new Sentence("Networks.RightsMissing", XNetwork.Name, string.Join(", ", Needed.Except(scope.Split(' '))))));
        var secrets = new Dictionary<string, string>(session.Secrets) { [XApi.Token] = token };
        if (heard.Text("scope") is { Length: > 0 } granted)
            secrets[XApi.Granted] = granted;
        if (heard.Text("refresh_token") is { Length: > 0 } refresh)
            secrets[XApi.RefreshToken] = refresh;
        // The old one is used up.
        else if (!first && secrets.GetValueOrDefault(XApi.Granted, "") is { Length: > 0 } now && !now.Split(' ').Contains(MayRenew))
            secrets.Remove(XApi.RefreshToken);
        var ends = Oauth.After(heard.Json?.Number("expires_in"), clock);
        var renews = secrets.GetValueOrDefault(XApi.RefreshToken, "").Length > 0;
        return (session with { Secrets = secrets, ExpiresAt = renews ? ends : null, EndsAt = renews ? null : ends }, null);
    }

    private Uri? Profile(Session session) =>
        TheirWords.IsProfile(new Uri(settings.Value.PageBase, Uri.EscapeDataString(session.Handle.TrimStart('@'))).AbsoluteUri, out var profile) ? profile : null;
}
