using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.YouTube;

/// <summary>
/// Signs in at Google with the project that the city has registered there. A token holds for an hour; the refresh token for as long as nobody takes the
/// right away, but only for seven days while the project is in testing.
/// </summary>
internal sealed partial class YouTubeSignIn(YouTubeApi api, IOptions<YouTubeSettings> settings, TimeProvider clock) : ISignIn
{
    private const string Verifier = "verifier";
    private const string Right = "https://www.googleapis.com/auth/";

    // To upload, and to change, caption and delete.
    private static readonly string[] Needed = [Right + "youtube.upload", Right + "youtube.force-ssl"];

    public Network Network => YouTubeNetwork.Network;

    public IReadOnlyList<SignInField> Fields { get; } =
    [
        new(YouTubeApi.ClientId, "Networks.YouTube.Field.ClientId", "Networks.YouTube.Field.ClientId.Hint", Secret: false),
        new(YouTubeApi.ClientSecret, "Networks.YouTube.Field.ClientSecret", "Networks.YouTube.Field.ClientSecret.Hint", Secret: true),
        new(YouTubeApi.Playlist, "Networks.YouTube.Field.Playlist", "Networks.YouTube.Field.Playlist.Hint", Secret: false) { Optional = true },
    ];

    public SignInStyle Style => SignInStyle.OAuth;

    public Task<SignInResult> WithFields(IReadOnlyDictionary<string, string> fields, CancellationToken ct) =>
        Task.FromResult<SignInResult>(new SignInResult.Refused(Say.SignInByBrowser(YouTubeNetwork.Name)));

    public Task<SignInStart> Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, CancellationToken ct)
    {
        var (client, secret) = (fields.GetValueOrDefault(YouTubeApi.ClientId, "").Trim(), fields.GetValueOrDefault(YouTubeApi.ClientSecret, "").Trim());
        if (client.Length == 0 || secret.Length == 0)
            return Task.FromResult<SignInStart>(new SignInStart.Refused(new Sentence("Networks.AppMissing", YouTubeNetwork.Name)));
        var typed = fields.GetValueOrDefault(YouTubeApi.Playlist, "").Trim();
        var playlist = typed.Length == 0 ? "" : PlaylistId().Match(typed).Groups[1].Value;
        if (typed.Length > 0 && playlist.Length == 0)
            return Task.FromResult<SignInStart>(new SignInStart.Refused(new Sentence("Networks.YouTube.PlaylistOdd")));
        var verifier = Oauth.NewVerifier();
        // Without "consent" Google gives a refresh token only the first time.
        var query = Oauth.Query(("response_type", "code"), ("client_id", client), ("redirect_uri", redirect.AbsoluteUri), ("scope", string.Join(' ', Needed)), ("state", state),
            ("access_type", "offline"), ("prompt", "consent"), ("code_challenge", Oauth.ChallengeOf(verifier)), ("code_challenge_method", "S256"));
        var keep = new Dictionary<string, string>
        {
            [YouTubeApi.ClientId] = client, [YouTubeApi.ClientSecret] = secret, [YouTubeApi.Playlist] = playlist, [Verifier] = verifier,
        };
        return Task.FromResult<SignInStart>(new SignInStart.GoTo(new Uri(settings.Value.ConsentBase, $"o/oauth2/v2/auth?{query}"), keep));
    }

    public async Task<SignInResult> Finish(IReadOnlyDictionary<string, string> kept, string code, Uri redirect, CancellationToken ct)
    {
        using var form = Oauth.Form(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect.AbsoluteUri), ("code_verifier", kept[Verifier]),
            ("client_id", kept[YouTubeApi.ClientId]), ("client_secret", kept[YouTubeApi.ClientSecret]));
        var (session, why) = await AtDoor(new Session(settings.Value.ApiBase, "", "", kept.Where(one => one.Key != Verifier).ToDictionary()), form, first: true, ct);
        if (session is null)
            return why!;
        // Only a person who connects is told of a playlist that is not theirs; a video is not held back for it, and no channel is shut.
        var said = await Check(session, ct);
        return said is SignInResult.Good good ? await Playlist(good.Session, ct) ?? good : said;
    }

    public async Task<SignInResult> Refresh(Session session, CancellationToken ct)
    {
        if (session.Secret(YouTubeApi.RefreshToken) is not { Length: > 0 } refresh)
            return new SignInResult.Refused(Say.SignInLost(YouTubeNetwork.Name));
        using var form = Oauth.Form(("grant_type", "refresh_token"), ("refresh_token", refresh),
            ("client_id", session.Secret(YouTubeApi.ClientId)), ("client_secret", session.Secret(YouTubeApi.ClientSecret)));
        var (renewed, why) = await AtDoor(session, form, first: false, ct);
        // Nothing more is asked: the new token has to be kept, whatever else is slow just now.
        return renewed is null ? why! : Profile(renewed) is { } profile ? new SignInResult.Good(renewed, profile, null) : new SignInResult.Away(Say.ServerUnclear(YouTubeNetwork.Name));
    }

    public async Task<SignInResult> Check(Session session, CancellationToken ct)
    {
        var answer = await api.Get(session, "channels?part=snippet%2CcontentDetails&mine=true", "channels", null, ct);
        if (No(answer) is { } no)
            return no;
        // Whoever has no channel gets an empty list, and a list says that it is one.
        if (((Answer.Heard)answer).Text("kind").Length == 0)
            return new SignInResult.Away(Say.ServerUnclear(YouTubeNetwork.Name));
        if (((Answer.Heard)answer).Json?.Items("items").ToList() is not [var mine, ..])
            return new SignInResult.Refused(new Sentence("Networks.YouTube.NoChannel"));
        var id = mine.Text("id");
        var handle = mine.Text("snippet", "customUrl") is { Length: > 0 } name ? name : mine.Text("snippet", "title");
        var secrets = new Dictionary<string, string>(session.Secrets) { [YouTubeApi.Uploads] = mine.Text("contentDetails", "relatedPlaylists", "uploads") };
        var here = session with { AccountId = id, Handle = TheirWords.Handle(handle), Secrets = secrets };
        if (!TheirWords.IsAccountId(id) || handle.Length == 0 || Profile(here) is not { } profile)
            return new SignInResult.Away(Say.ServerUnclear(YouTubeNetwork.Name));
        return new SignInResult.Good(here, profile, null)
        {
            Health = new Health { Missing = session.Secret(YouTubeApi.Granted) is { Length: > 0 } granted ? Lacking(granted) : null },
        };
    }

    public async Task SignOut(Session session, CancellationToken ct)
    {
        // The refresh token takes all others with it.
        using var form = Oauth.Form(("token", session.Secret(YouTubeApi.RefreshToken)));
        await api.Door("revoke", form, ct);
    }

    /// <summary>Null when there is none, or it is the channel's own.</summary>
    private async Task<SignInResult?> Playlist(Session session, CancellationToken ct)
    {
        if (session.Secret(YouTubeApi.Playlist) is not { Length: > 0 } playlist)
            return null;
        var answer = await api.Get(session, $"playlists?part=snippet&id={Uri.EscapeDataString(playlist)}", "playlists", null, ct);
        if (No(answer) is { } no)
            return no;
        var own = ((Answer.Heard)answer).Json?.Items("items").Any(item => item.Text("snippet", "channelId") == session.AccountId) == true;
        return own ? null : new SignInResult.Refused(new Sentence("Networks.YouTube.PlaylistOther", session.Handle));
    }

    private static SignInResult? No(Answer answer)
    {
        if (Verdict.SignIn(answer, YouTubeNetwork.Name) is { } away)
            return away;
        var heard = (Answer.Heard)answer;
        return heard switch
        {
            { Good: true } => null,
            { Status: 401 } when YouTubeErrors.Reason(heard) != "youtubeSignupRequired" => new SignInResult.Refused(Say.SignInLost(YouTubeNetwork.Name)),
            _ => YouTubeErrors.Reason(heard) switch
            {
                "" => new SignInResult.Away(Say.ServerUnclear(YouTubeNetwork.Name)),
                "quotaExceeded" or "dailyLimitExceeded" or "rateLimitExceeded" or "userRateLimitExceeded" => new SignInResult.Away(new Sentence("Networks.YouTube.QuotaUsedUp")),
                "youtubeSignupRequired" => new SignInResult.Refused(new Sentence("Networks.YouTube.NoChannel")),
                _ => new SignInResult.Refused(Say.SignInRefused(YouTubeNetwork.Name, YouTubeErrors.Message(heard))),
            },
        };
    }

    private async Task<(Session? Session, SignInResult? Why)> AtDoor(Session session, HttpContent form, bool first, CancellationToken ct)
    {
        var answer = await api.Door("token", form, ct);
        if (Verdict.SignIn(answer, YouTubeNetwork.Name) is { } away)
            return (null, away);
        var heard = (Answer.Heard)answer;
        // Only the door itself ends a sign-in; whatever else stands before it may be gone tomorrow.
        if (!first && !heard.Good && (heard.Status is not (400 or 401) || heard.Text("error").Length == 0))
            return (null, new SignInResult.Away(Say.ServerUnclear(YouTubeNetwork.Name)));
        if (!heard.Good)
            return (null, new SignInResult.Refused(heard.Text("error") == "invalid_client" ? Refusal("Networks.AppRefused", heard)
                : first ? Refusal("Networks.CodeRefused", heard) : Say.SignInLost(YouTubeNetwork.Name)));
        if (heard.Text("access_token") is not { Length: > 0 } token)
            return (null, new SignInResult.Away(Say.ServerUnclear(YouTubeNetwork.Name)));
        var granted = heard.Text("scope");
        // People may leave out what they like; what a renewal leaves out the check says.
        if (first && granted.Length > 0 && Lacking(granted) is { Count: > 0 } missing)
            return (null, new SignInResult.Refused(new Sentence("Networks.RightsMissing", YouTubeNetwork.Name, string.Join(", ", missing))));
        var secrets = new Dictionary<string, string>(session.Secrets) { [YouTubeApi.Token] = token };
        if (granted.Length > 0)
            secrets[YouTubeApi.Granted] = granted;
        if (heard.Text("refresh_token") is { Length: > 0 } refresh)
            secrets[YouTubeApi.RefreshToken] = refresh;
        var ends = Oauth.After(heard.Json?.Number("refresh_token_expires_in"), clock) ?? (first ? null : session.EndsAt);
        return (session with { Secrets = secrets, ExpiresAt = Oauth.After(heard.Json?.Number("expires_in"), clock), EndsAt = ends }, null);
    }

    private static List<string> Lacking(string granted) => [.. Needed.Except(granted.Split(' ')).Select(right => right[Right.Length..])];

    private static Sentence Refusal(string key, Answer.Heard heard) =>
        new(key, Say.Refused(YouTubeNetwork.Name, heard.Text("error_description") is { Length: > 0 } words ? words : heard.Text("error")).Args);

    private Uri? Profile(Session session) =>
        TheirWords.IsProfile(new Uri(settings.Value.PageBase, $"channel/{Uri.EscapeDataString(session.AccountId)}").AbsoluteUri, out var profile) ? profile : null;

    // The id itself, or a link that holds it.
    [GeneratedRegex(@"(?:^|[?&]list=)([A-Za-z0-9_-]{10,64})(?=&|#|$)")]
    private static partial Regex PlaylistId();
}
