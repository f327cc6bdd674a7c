using System.Globalization;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Telegram;

/// <summary>What is live on Telegram: one message, or as many as an album has pictures. Kept as <c>chat/12,13,14</c>.</summary>
internal sealed record TelegramId(string Chat, IReadOnlyList<long> Messages)
{
    public static TelegramId? Read(string? remoteId)
    {
        if (remoteId?.Split('/') is not [{ Length: > 0 } chat, var list])
            return null;
        var messages = new List<long>();
        foreach (var word in list.Split(','))
            if (TryNumber(word, out var number))
                messages.Add(number);
            else
                return null;
        return new TelegramId(chat, messages);
    }

    public static bool TryNumber(string word, out long number) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;

    public Receipt Receipt(Uri links, string handle) =>
        new($"{Chat}/{string.Join(',', Messages)}", new Uri(links, $"{handle.TrimStart('@')}/{Messages[0].ToString(CultureInfo.InvariantCulture)}"));
}
