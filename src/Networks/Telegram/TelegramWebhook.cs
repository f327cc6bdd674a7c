using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Telegram;

/// <summary>Telegram at the door: a bot whose <c>setWebhook</c> was given a secret word says it with every update.</summary>
internal sealed class TelegramWebhook(IOptions<TelegramSettings> settings) : IWebhook
{
    public string Door => TelegramNetwork.Key;

    public string Name => TelegramNetwork.Name;

    public string Setup => "Networks.Telegram.Webhook";

    public string Network => TelegramNetwork.Key;

    public IEnumerable<string> SecretsIn(IEnumerable<IReadOnlyDictionary<string, string>> kept) => [settings.Value.WebhookSecret];

    public string? WordFor(string secret) => null;

    public HookGreeting? Greet(HookCall call, string secret) => null;

    public HookProof Prove(HookCall call, string secret, DateTime now) => HookSign.IsWord(call.Header("X-Telegram-Bot-Api-Secret-Token"), secret) ? HookProof.Good : HookProof.Forged;

    public string? IdIn(ReadOnlyMemory<byte> body) => HookSign.Json(body)?.Number("update_id") is { } update ? $"{update}" : null;
}
