namespace Stadtfunk.Networks.Telegram;

/// <summary>
/// Settings <c>Networks:Telegram:Api</c>: where the Bot API answers (a city may run its own server of it), <c>Networks:Telegram:Links</c>:
/// where people read a channel, and <c>Networks:Telegram:WebhookSecret</c>: the word that a bot's updates come with.
/// </summary>
internal sealed class TelegramSettings
{
    public string Api { get; set; } = "https://api.telegram.org/";

    public string Links { get; set; } = "https://t.me/";

    public string WebhookSecret { get; set; } = "";

    public Uri ApiBase => Slashed(Api);

    public Uri LinkBase => Slashed(Links);

    private static Uri Slashed(string address) => new(address.EndsWith('/') ? address : $"{address}/");
}
