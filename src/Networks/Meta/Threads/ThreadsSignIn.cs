using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta.Threads;

/// <summary>
/// The account that signs in is the account that posts. Its token lives for sixty days and can be renewed once it is a day old: that is done when a third of its life is
/// over, so that there is time for many a failure.
/// </summary>
internal sealed class ThreadsSignIn(
    [FromKeyedServices(ThreadsNetwork.Key)] GraphApi api, IOptions<ThreadsSettings> settings, TimeProvider clock) : ISignIn
{
    private const string Name = ThreadsNetwork.Name;
    private const string Scopes = "threads_basic,threads_content_publish,threads_delete";

    // Where an answer does not say it, or makes no sense.
    private static readonly TimeSpan Lives = TimeSpan.FromDays(60);

    public Network Network => ThreadsNetwork.Network;

    public IReadOnlyList<SignInField> Fields { get; } = MetaSession.AppFields;

    public SignInStyle Style => SignInStyle.OAuth;

    public Task<SignInResult> WithFields(IReadOnlyDictionary<string, string> fields, CancellationToken ct) =>
        Task.FromResult<SignInResult>(new SignInResult.Refused(Say.SignInByBrowser(Name)));

    public Task<SignInStart> Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, CancellationToken ct)
    {
        if (MetaSession.Missing(fields, out var appId, out var appSecret) is { } why)
            return Task.FromResult<SignInStart>(new SignInStart.Refused(why));
        var query = string.Join('&', new (string Name, string Value)[]
        {
            ("client_id", appId), ("redirect_uri", redirect.AbsoluteUri), ("scope", Scopes), ("response_type", "code"), ("state", state),
        }.Select(x => $"{x.Name}={Uri.EscapeDataString(x.Value)}"));
        return Task.FromResult<SignInStart>(new SignInStart.GoTo(new Uri(settings.Value.DialogBase, $"./oauth/authorize?{query}"), new Dictionary<string, string>
        {
            [MetaSession.AppId] = appId, [MetaSession.AppSecret] = appSecret,
        }));
    }

    public async Task<SignInResult> Finish(IReadOnlyDictionary<string, string> kept, string code, Uri redirect, CancellationToken ct)
    {
        var (id, secret) = (kept[MetaSession.AppId], kept[MetaSession.AppSecret]);
        var first = await api.AsApp(settings.Value.ApiBase, HttpMethod.Post, "oauth/access_token", Form(
            ("client_id", id), ("client_secret", secret), ("grant_type", "authorization_code"), ("redirect_uri", redirect.AbsoluteUri), ("code", code)), ct);
        // A wrong secret or a used code has no code of its own that could be relied on.
        if (first is Answer.Heard { Good: false, IsOwn: true, Status: < 500 and not 429 } no && (GraphError.In(no)?.Words ?? no.Text("error_message")) is { Length: > 0 } words)
            return new SignInResult.Refused(new Sentence("Networks.Meta.CodeRefused", Say.Refused(Name, words).Args));
        if (MetaLogin.Read(first, Name, out var why) is not { } json)
            return why!;
        var longer = await api.AsApp(settings.Value.ApiBase, HttpMethod.Get, "access_token", Form(
            ("grant_type", "th_exchange_token"), ("client_secret", secret), ("access_token", json.Text("access_token"))), ct);
        return await Renewed(new Session(settings.Value.ApiBase, "", "", MetaSession.Secrets("", id, secret)), longer, ct);
    }

    public async Task<SignInResult> Refresh(Session session, CancellationToken ct)
    {
        var answer = await api.AsApp(session.Server, HttpMethod.Get, "refresh_access_token", Form(
            ("grant_type", "th_refresh_token"), ("access_token", session.Secret(MetaSession.Token))), ct);
        // The old token is good until it ends: only a word about the token or the account itself takes it away.
        return await Renewed(session, answer, ct) is var result && result is SignInResult.Refused { Why: { Key: not "Networks.Meta.Stopped" } why } && !GraphError.IsAboutSignIn(why.Key)
            ? new SignInResult.Away(why) : result;
    }

    public async Task<SignInResult> Check(Session session, CancellationToken ct)
    {
        var answer = await api.Get(session, "me", "fields=id%2Cusername", "me", null, ct);
        if (MetaLogin.Read(answer, Name, out var why) is not { } me)
            return why!;
        var (id, name) = (me.Text("id"), me.Text("username"));
        if (!TheirWords.IsAccountId(id) || name.Length == 0 || !TheirWords.IsProfile($"https://www.threads.com/@{Uri.EscapeDataString(name)}", out var profile))
            return new SignInResult.Away(Say.ServerUnclear(Name));
        var here = session with { AccountId = id, Handle = TheirWords.Handle($"@{name}") };
        return new SignInResult.Good(here, profile, null)
        {
            Health = new Health
            {
                Missing = MetaHealth.Missing(await api.Inspect(here, "TH|", ct), Scopes.Split(',')),
                Quota = MetaHealth.QuotaIn(await MetaHealth.AskQuota(api, here, ThreadsNetwork.Limit, null, ct)),
            },
        };
    }

    // Threads has no way to give a token back.
    public Task SignOut(Session session, CancellationToken ct) => Task.CompletedTask;

    private async Task<SignInResult> Renewed(Session session, Answer answer, CancellationToken ct)
    {
        if (MetaLogin.Read(answer, Name, out var why) is not { } json)
            return why!;
        if (json.Text("access_token") is not { Length: > 0 } token)
            return new SignInResult.Away(Say.ServerUnclear(Name));
        var now = clock.GetUtcNow().UtcDateTime;
        var lives = json.Number("expires_in") is { } seconds and > 0 and < 100_000_000 ? TimeSpan.FromSeconds(seconds) : Lives;
        var secrets = MetaSession.Secrets(token, session.Secret(MetaSession.AppId), session.Secret(MetaSession.AppSecret));
        secrets[MetaSession.RenewAt] = (now + (lives / 3)).ToString("O", CultureInfo.InvariantCulture);
        return await Check(session with { Secrets = secrets, ExpiresAt = now + lives, EndsAt = now + lives }, ct);
    }

    private static IEnumerable<KeyValuePair<string, string>> Form(params (string Name, string Value)[] fields) => fields.Select(x => KeyValuePair.Create(x.Name, x.Value));
}
