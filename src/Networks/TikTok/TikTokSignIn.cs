using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.TikTok;

/// <summary>
/// Signs in at TikTok with the app that the city has registered there. A token holds for a day; the refresh token for a year, and each renewal gives another.
/// The app proves itself with its secret: TikTok knows PKCE for apps on a phone only.
/// </summary>
internal sealed class TikTokSignIn(TikTokApi api, TikTokCreators creators, IOptions<TikTokSettings> settings, TimeProvider clock) : ISignIn
{
    private const string TokenDoor = "v2/oauth/token/";

    public Network Network => TikTokNetwork.Network;

    public IReadOnlyList<SignInField> Fields { get; } =
    [
        new(TikTokApi.ClientId, "Networks.TikTok.Field.ClientId", "Networks.TikTok.Field.ClientId.Hint", Secret: false),
        new(TikTokApi.ClientSecret, "Networks.TikTok.Field.ClientSecret", "Networks.TikTok.Field.ClientSecret.Hint", Secret: true),
    ];

    public SignInStyle Style => SignInStyle.OAuth;

    // Who it is and how it is called, its posts, and to bring drafts. The right to publish is asked for only where it is of use: an app that has not got it is refused as a whole.
    private string[] Needed => ["user.info.basic", "user.info.profile", "video.list", "video.upload", .. settings.Value.Audited ? (string[])[TikTokApi.MayPublish] : []];

    public Task<SignInResult> WithFields(IReadOnlyDictionary<string, string> fields, CancellationToken ct) =>
        Task.FromResult<SignInResult>(new SignInResult.Refused(Say.SignInByBrowser(TikTokNetwork.Name)));

    public Task<SignInStart> Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, CancellationToken ct)
    {
        var (client, secret) = (fields.GetValueOrDefault(TikTokApi.ClientId, "").Trim(), fields.GetValueOrDefault(TikTokApi.ClientSecret, "").Trim());
        if (client.Length == 0 || secret.Length == 0)
            return Task.FromResult<SignInStart>(new SignInStart.Refused(new Sentence("Networks.AppMissing", TikTokNetwork.Name)));
        var query = Oauth.Query(("client_key", client), ("scope", string.Join(',', Needed)), ("response_type", "code"), ("redirect_uri", redirect.AbsoluteUri), ("state", state));
        var keep = new Dictionary<string, string> { [TikTokApi.ClientId] = client, [TikTokApi.ClientSecret] = secret };
        return Task.FromResult<SignInStart>(new SignInStart.GoTo(new Uri(settings.Value.ConsentBase, $"v2/auth/authorize/?{query}"), keep));
    }

    public async Task<SignInResult> Finish(IReadOnlyDictionary<string, string> kept, string code, Uri redirect, CancellationToken ct)
    {
        using var form = Oauth.Form(("client_key", kept[TikTokApi.ClientId]), ("client_secret", kept[TikTokApi.ClientSecret]), ("code", code),
            ("grant_type", "authorization_code"), ("redirect_uri", redirect.AbsoluteUri));
        var (session, why) = await AtDoor(new Session(settings.Value.ApiBase, "", "", kept), form, first: true, ct);
        return session is null ? why! : await Check(session, ct);
    }

    public async Task<SignInResult> Refresh(Session session, CancellationToken ct)
    {
        if (session.Secret(TikTokApi.RefreshToken) is not { Length: > 0 } refresh)
            return new SignInResult.Refused(Say.SignInLost(TikTokNetwork.Name));
        using var form = Oauth.Form(("client_key", session.Secret(TikTokApi.ClientId)), ("client_secret", session.Secret(TikTokApi.ClientSecret)),
            ("grant_type", "refresh_token"), ("refresh_token", refresh));
        var (renewed, why) = await AtDoor(session, form, first: false, ct);
        // Nothing more is asked: the new tokens have to be kept, whatever else is slow just now.
        return renewed is null ? why! : Profile(renewed) is { } profile ? new SignInResult.Good(renewed, profile, null) : new SignInResult.Away(Say.ServerUnclear(TikTokNetwork.Name));
    }

    public async Task<SignInResult> Check(Session session, CancellationToken ct)
    {
        var answer = await api.Get(session, "v2/user/info/?fields=open_id,display_name,username", "user/info", ct);
        if (Verdict.SignIn(answer, TikTokNetwork.Name) is { } away)
            return away;
        var heard = (Answer.Heard)answer;
        if (!TikTokErrors.IsGood(answer))
            return TikTokErrors.OfUpload(answer) switch
            {
                Step.SignInLost lost => new SignInResult.Refused(lost.Why),
                Step.Stopped stopped => new SignInResult.Refused(stopped.Why),
                Step.Refused refused => new SignInResult.Refused(Say.SignInRefused(TikTokNetwork.Name, refused.Why.Args.Length > 1 ? refused.Why.Args[1] : "")),
                _ => new SignInResult.Away(Say.ServerUnclear(TikTokNetwork.Name)),
            };
        var (id, name) = (heard.Text("data", "user", "open_id"), heard.Text("data", "user", "username"));
        var here = session with { AccountId = id, Handle = TheirWords.Handle($"@{name}") };
        if (!TheirWords.IsAccountId(id) || name.Length == 0 || Profile(here) is not { } profile)
            return new SignInResult.Away(Say.ServerUnclear(TikTokNetwork.Name));
        var creator = MayAsk(session) ? await CreatorOf(session, ct) : null;
        return new SignInResult.Good(here, profile, RulesOf(creator))
        {
            RulesStay = creator is null && MayAsk(session),
            Health = new Health { Missing = [.. Needed.Except(session.Secret(TikTokApi.Granted).Split(','))], Says = creator is { MayBePublic: false } ? [new Sentence("Networks.TikTok.AccountPrivate")] : [] },
        };
    }

    public async Task SignOut(Session session, CancellationToken ct)
    {
        using var form = Oauth.Form(("client_key", session.Secret(TikTokApi.ClientId)), ("client_secret", session.Secret(TikTokApi.ClientSecret)), ("token", session.Secret(TikTokApi.Token)));
        await api.Door("v2/oauth/revoke/", form, ct);
    }

    /// <summary>Only an app that may publish is told what an account allows.</summary>
    private bool MayAsk(Session session) => settings.Value.Audited && TikTokCreators.MayPublish(session);

    /// <summary>Who may see its posts, and how long a video may be: that differs from account to account. Null where TikTok did not say.</summary>
    private async Task<Creator?> CreatorOf(Session session, CancellationToken ct)
    {
        var answer = await creators.Ask(session, null, ct);
        return TikTokErrors.IsGood(answer) ? TikTokCreators.Read((Answer.Heard)answer) : null;
    }

    private static Rules? RulesOf(Creator? creator)
    {
        if (creator is null)
            return null;
        var rules = TikTokNetwork.Network.Rules with
        {
            Asks = new TermRules(creator.Audiences)
            {
                Comments = creator.Comments, Duets = creator.Duets, Stitches = creator.Stitches, NoPaidBrandFor = TikTokCreators.Alone, MaxPictureTitle = TikTokNetwork.MaxPictureTitle,
            },
        };
        return creator.Longest is { } longest && longest < rules.Video!.Longest ? rules with { Video = rules.Video with { Longest = longest } } : rules;
    }

    private async Task<(Session? Session, SignInResult? Why)> AtDoor(Session session, HttpContent form, bool first, CancellationToken ct)
    {
        var answer = await api.Door(TokenDoor, form, ct);
        if (Verdict.SignIn(answer, TikTokNetwork.Name) is { } away)
            return (null, away);
        var heard = (Answer.Heard)answer;
        // A no may come with any status; only the door's own word ends a sign-in.
        if (heard.Text("error") is { Length: > 0 } error)
            return (null, new SignInResult.Refused(error is "invalid_client" ? Refusal("Networks.AppRefused", heard) : first ? Refusal("Networks.CodeRefused", heard) : Say.SignInLost(TikTokNetwork.Name)));
        if (heard.Text("access_token") is not { Length: > 0 } token || heard.Text("refresh_token") is not { Length: > 0 } refresh)
            return (null, new SignInResult.Away(Say.ServerUnclear(TikTokNetwork.Name)));
        var granted = heard.Text("scope") is { Length: > 0 } scope ? scope : string.Join(',', Needed);
        // People may leave out what they like; what a renewal leaves out the check says.
        if (first && Needed.Except(granted.Split(',')).ToList() is { Count: > 0 } missing)
            return (null, new SignInResult.Refused(new Sentence("Networks.RightsMissing", TikTokNetwork.Name, string.Join(", ", missing))));
        var secrets = new Dictionary<string, string>(session.Secrets) { [TikTokApi.Token] = token, [TikTokApi.RefreshToken] = refresh, [TikTokApi.Granted] = granted };
        return (session with { Secrets = secrets, ExpiresAt = Oauth.After(heard.Json?.Number("expires_in"), clock), EndsAt = Oauth.After(heard.Json?.Number("refresh_expires_in"), clock) }, null);
    }

    private static Sentence Refusal(string key, Answer.Heard heard) =>
        new(key, Say.Refused(TikTokNetwork.Name, heard.Text("error_description") is { Length: > 0 } words ? words : heard.Text("error")).Args);

    private Uri? Profile(Session session) =>
        TheirWords.IsProfile(new Uri(settings.Value.PageBase, $"@{Uri.EscapeDataString(session.Handle.TrimStart('@'))}").AbsoluteUri, out var profile) ? profile : null;
}
