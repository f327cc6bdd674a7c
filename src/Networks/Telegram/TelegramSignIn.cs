using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Telegram;

/// <summary>A bot's token and the channel's name; the bot has to be an administrator of the channel who may post. The token never ends by itself.</summary>
internal sealed class TelegramSignIn(TelegramApi api, IOptions<TelegramSettings> settings) : ISignIn
{
    public const string Channel = "channel";

    public Network Network => TelegramNetwork.Network;

    public IReadOnlyList<SignInField> Fields { get; } =
    [
        new(Channel, "Networks.Telegram.Field.Channel", "Networks.Telegram.Field.Channel.Hint", Secret: false),
        new(TelegramApi.Token, "Networks.Telegram.Field.Token", "Networks.Telegram.Field.Token.Hint", Secret: true),
    ];

    public SignInStyle Style => SignInStyle.Form;

    public Task<SignInResult> WithFields(IReadOnlyDictionary<string, string> fields, CancellationToken ct)
    {
        var name = NameIn(fields.GetValueOrDefault(Channel, ""));
        var token = fields.GetValueOrDefault(TelegramApi.Token, "").Trim();
        if (name.Length == 0)
            return Refused("Networks.Telegram.ChannelMissing");
        return TelegramApi.IsToken(token)
            ? Look(new Session(settings.Value.ApiBase, "", $"@{name}", new Dictionary<string, string> { [TelegramApi.Token] = token }), $"@{name}", ct)
            : Refused("Networks.Telegram.TokenOdd");
    }

    public Task<SignInStart> Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, CancellationToken ct) =>
        Task.FromResult<SignInStart>(new SignInStart.Refused(Say.SignInByForm(Network.Name)));

    public Task<SignInResult> Finish(IReadOnlyDictionary<string, string> kept, string code, Uri redirect, CancellationToken ct) =>
        Task.FromResult<SignInResult>(new SignInResult.Refused(Say.SignInByForm(Network.Name)));

    public Task<SignInResult> Refresh(Session session, CancellationToken ct) => Check(session, ct);

    public Task<SignInResult> Check(Session session, CancellationToken ct) => Look(session, session.AccountId, ct);

    // The token belongs to the bot, which may serve other channels, too: nothing is revoked.
    public Task SignOut(Session session, CancellationToken ct) => Task.CompletedTask;

    private async Task<SignInResult> Look(Session session, string chat, CancellationToken ct)
    {
        var (bot, why) = await Ask(session, "getMe", [], ct);
        if (bot?.Number("id") is not { } botId)
            return why ?? new SignInResult.Away(Say.ServerUnclear(Network.Name));
        (var channel, why) = await Ask(session, "getChat", new JsonObject { ["chat_id"] = chat }, ct);
        if (channel is not { } found)
            return why!;
        if (found.Text("type").Length == 0)
            return new SignInResult.Away(Say.ServerUnclear(Network.Name));
        if (found.Text("type") != "channel")
            return new SignInResult.Refused(new Sentence("Networks.Telegram.NoChannel"));
        if (found.Text("username") is not { Length: > 0 } name || found.Number("id") is not { } id)
            return new SignInResult.Refused(new Sentence("Networks.Telegram.PrivateChannel"));
        (var member, why) = await Ask(session, "getChatMember", new JsonObject { ["chat_id"] = id, ["user_id"] = botId }, ct);
        if (member is not { } rights)
            return why!;
        if (rights.Text("status").Length == 0)
            return new SignInResult.Away(Say.ServerUnclear(Network.Name));
        if (rights.Text("status") != "creator" && !(rights.Text("status") == "administrator" && rights.At("can_post_messages") is { ValueKind: JsonValueKind.True }))
            return new SignInResult.Refused(new Sentence("Networks.Telegram.MayNotPost", $"@{bot.Value.Text("username")}", $"@{name}"));
        var here = session with { Server = settings.Value.ApiBase, AccountId = $"{id}", Handle = TheirWords.Handle($"@{name}") };
        return TheirWords.IsProfile(new Uri(settings.Value.LinkBase, Uri.EscapeDataString(name)).AbsoluteUri, out var profile)
            ? new SignInResult.Good(here, profile, null) { Health = HealthIn(rights) }
            : new SignInResult.Away(Say.ServerUnclear(Network.Name));
    }

    // It may post, or the sign-in was refused. What it has posted itself it may also change, and take away for two days.
    private static Health HealthIn(JsonElement rights) => new()
    {
        Missing = [],
        Says = rights.Text("status") != "creator" && rights.At("can_delete_messages") is { ValueKind: JsonValueKind.False } ? [new Sentence("Networks.Telegram.MayNotDelete")] : [],
    };

    private async Task<(JsonElement? Result, SignInResult? Why)> Ask(Session session, string method, JsonObject body, CancellationToken ct)
    {
        var answer = await api.Ask(session.Server, session.Secret(TelegramApi.Token), method, body, null, ct);
        if (Verdict.SignIn(answer, Network.Name) is { } away)
            return (null, away);
        var heard = (Answer.Heard)answer;
        if (TelegramApi.IsSignInLost(heard))
            return (null, new SignInResult.Refused(new Sentence("Networks.Telegram.TokenWrong")));
        if (TelegramApi.IsNotAllowed(heard))
            return (null, new SignInResult.Refused(new Sentence("Networks.Telegram.ChannelUnseen")));
        if (!heard.Good)
            return (null, new SignInResult.Refused(Say.SignInRefused(Network.Name, TelegramApi.Reason(heard))));
        return heard.Json?.At("result") is { ValueKind: JsonValueKind.Object } result ? (result, null) : (null, new SignInResult.Away(Say.ServerUnclear(Network.Name)));
    }

    // "@musterstadt", "musterstadt" or "https://t.me/musterstadt".
    private static string NameIn(string typed)
    {
        var name = typed.Trim().TrimEnd('/');
        name = name[(name.LastIndexOf('/') + 1)..].TrimStart('@');
        return name.Length is > 0 and <= 100 && name.All(one => char.IsAsciiLetterOrDigit(one) || one == '_') ? name : "";
    }

    private static Task<SignInResult> Refused(string key) => Task.FromResult<SignInResult>(new SignInResult.Refused(new Sentence(key)));
}
