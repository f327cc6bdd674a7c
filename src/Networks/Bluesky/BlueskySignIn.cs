using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Bluesky;

/// <summary>
/// Signs in with an app password. It is kept, because a refresh token dies when it is used twice or not for 90 days; a session is never
/// made where an old one can be refreshed, since the server takes only 30 sign-ins in five minutes.
/// </summary>
internal sealed class BlueskySignIn(Xrpc xrpc, IOptions<BlueskySettings> settings, TimeProvider clock) : ISignIn
{
    public const string Server = "server";
    public const string Handle = "handle";
    public const string Password = "password";

    private const string Example = "https://bsky.social";

    public Network Network => BlueskyNetwork.Network;

    public IReadOnlyList<SignInField> Fields { get; } =
    [
        new(Server, "Networks.Bluesky.Field.Server", "Networks.Bluesky.Field.Server.Hint", Secret: false, Example),
        new(Handle, "Networks.Bluesky.Field.Handle", "Networks.Bluesky.Field.Handle.Hint", Secret: false),
        new(Password, "Networks.Bluesky.Field.Password", "Networks.Bluesky.Field.Password.Hint", Secret: true),
    ];

    public SignInStyle Style => SignInStyle.Form;

    public async Task<SignInResult> WithFields(IReadOnlyDictionary<string, string> fields, CancellationToken ct)
    {
        var handle = fields.GetValueOrDefault(Handle, "").Trim().TrimStart('@');
        var password = fields.GetValueOrDefault(Password, "").Trim();
        if (!ServerAddress.TryRead(fields.GetValueOrDefault(Server, Example), Example, out var server, out var why))
            return new SignInResult.Refused(why);
        if (handle.Length == 0)
            return new SignInResult.Refused(new Sentence("Networks.Bluesky.HandleMissing"));
        return password.Length == 0 ? new SignInResult.Refused(new Sentence("Networks.Bluesky.PasswordMissing")) : await WithRules(await Create(server, handle, password, ct), ct);
    }

    public Task<SignInStart> Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, CancellationToken ct) =>
        Task.FromResult<SignInStart>(new SignInStart.Refused(Say.SignInByForm(Network.Name)));

    public Task<SignInResult> Finish(IReadOnlyDictionary<string, string> kept, string code, Uri redirect, CancellationToken ct) =>
        Task.FromResult<SignInResult>(new SignInResult.Refused(Say.SignInByForm(Network.Name)));

    public async Task<SignInResult> Refresh(Session session, CancellationToken ct)
    {
        var answer = await xrpc.Call(session.Server, "com.atproto.server.refreshSession", null, session.Secret(BlueskySession.RefreshToken), null, ct);
        if (Verdict.SignIn(answer, session.Server.Host) is { } away)
            return away;
        // Any clear no means that the refresh token is dead; whether the account is too, the app password tells.
        return answer is Answer.Heard { Good: true } heard
            ? Opened(heard, session.Server, session.Secret(BlueskySession.AppPassword))
            : await Create(session.Server, session.AccountId, session.Secret(BlueskySession.AppPassword), ct);
    }

    public async Task<SignInResult> Check(Session session, CancellationToken ct)
    {
        var answer = await xrpc.Query(session.Home(), "com.atproto.server.getSession", "", session.Secret(BlueskySession.AccessToken), null, ct);
        if (Verdict.SignIn(answer, session.Home().Host) is { } away)
            return away;
        var heard = (Answer.Heard)answer;
        if (Xrpc.IsSignInLost(heard))
            return await WithRules(await Refresh(session, ct), ct);
        if (heard.Good && heard.Text("did").Length == 0)
            return new SignInResult.Away(Say.ServerUnclear(session.Home().Host));
        if (!heard.Good || heard.Text("did") != session.AccountId)
            return new SignInResult.Refused(Say.SignInRefused(session.Server.Host, Xrpc.Reason(heard)));
        return await WithRules(Inactive(heard) ?? Good(session with { Handle = TheirWords.Handle(heard.Text("handle")) }), ct);
    }

    public Task SignOut(Session session, CancellationToken ct) =>
        xrpc.Call(session.Server, "com.atproto.server.deleteSession", null, session.Secret(BlueskySession.RefreshToken), null, ct);

    private async Task<SignInResult> Create(Uri server, string identifier, string password, CancellationToken ct)
    {
        var body = Xrpc.Json(new JsonObject { ["identifier"] = identifier, ["password"] = password });
        var answer = await xrpc.Call(server, "com.atproto.server.createSession", body, null, null, ct);
        if (Verdict.SignIn(answer, server.Host) is { } away)
            return away;
        var heard = (Answer.Heard)answer;
        if (heard.Good)
            return Opened(heard, server, password);
        return new SignInResult.Refused(heard.Text("error") switch
        {
            "AuthenticationRequired" => new Sentence("Networks.Bluesky.PasswordWrong"),
            "AuthFactorTokenRequired" => new Sentence("Networks.Bluesky.MainPassword"),
            "AccountTakedown" or "AccountDeactivated" => new Sentence("Networks.Bluesky.AccountNotActive", heard.Text("error")),
            _ => Say.SignInRefused(server.Host, Xrpc.Reason(heard)),
        });
    }

    /// <summary>How large a file may be the account's own server says; where it does not, what the network says holds.</summary>
    private async Task<SignInResult> WithRules(SignInResult result, CancellationToken ct)
    {
        if (result is not SignInResult.Good good)
            return result;
        var answer = await xrpc.Query(good.Session.Home(), "com.atproto.server.describeServer", "", null, null, ct);
        var rules = Network.Rules;
        return answer is Answer.Heard { Good: true, Json: { } json } && json.Number("blobUploadLimit") is { } most and > 0 && most < rules.Video!.MaxBytes
            ? good with { Rules = rules with { Video = rules.Video with { MaxBytes = most } } }
            : good with { Rules = rules };
    }

    private SignInResult Opened(Answer.Heard heard, Uri server, string appPassword)
    {
        if (heard.Json is not { } json || BlueskySession.Read(json, server, appPassword, clock.GetUtcNow().UtcDateTime) is not { } session)
            return new SignInResult.Away(Say.ServerUnclear(server.Host));
        if (BlueskySession.IsOfMainPassword(session))
            return new SignInResult.Refused(new Sentence("Networks.Bluesky.MainPassword"));
        return Inactive(heard) ?? Good(session);
    }

    private static SignInResult? Inactive(Answer.Heard heard) =>
        heard.Json?.At("active") is { ValueKind: System.Text.Json.JsonValueKind.False }
            ? new SignInResult.Refused(new Sentence("Networks.Bluesky.AccountNotActive", heard.Text("status")))
            : null;

    private SignInResult.Good Good(Session session) => new(session, new Uri(settings.Value.Base, $"profile/{session.AccountId}"), null);
}
