namespace Stadtfunk.Networks.Telegram;

/// <summary>
/// Settings <c>Networks:Telegram:Api</c>: where the Bot API answers (a city may run its own server of it), and <c>Networks:Telegram:Links</c>:
/// where people read a channel.
/// </summary>
internal sealed class TelegramSettings
{
    public string Api { get; set; } = "https://api.telegram.org/";

    public string Links { get; set; } = "https://t.me/";

    public Uri ApiBase => Slashed(Api);

    public Uri LinkBase => Slashed(Links);

    private static Uri Slashed(string address) => new(address.EndsWith('/') ? address : $"{address}/");
}
