using System.Globalization;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.Telegram;

/// <summary>
/// All channels. An account of "telegram" is a channel of that name, its token that of the bot that may post there. As the real one it
/// knows no idempotency and shows a bot nothing of what stands in the channel.
/// </summary>
internal sealed class TelegramNetwork(Book book, AccountBook accounts, LabClock clock)
{
    public const string Name = "telegram";

    /// <summary>About what a channel takes in a minute.</summary>
    public const int PerMinute = 20;

    private readonly Dictionary<string, Channel> channels = [];

    public Lock Gate { get; } = new();

    public Channel? Find(string? chat, Grant grant)
    {
        if (accounts.Of(Name, grant.Account) is not { } account) return null;
        if (!channels.TryGetValue(account.Name, out var channel)) channels[account.Name] = channel = Load(account);
        return chat == channel.Id.ToString(CultureInfo.InvariantCulture) || string.Equals(chat, $"@{channel.Name}", StringComparison.OrdinalIgnoreCase) ? channel : null;
    }

    /// <summary>Seconds to wait; null when one more message may go out now.</summary>
    public int? Wait(Channel channel)
    {
        while (channel.Sent.TryPeek(out var oldest) && oldest <= clock.Now.AddMinutes(-1)) channel.Sent.Dequeue();
        return channel.Sent.Count < PerMinute ? null : (int)Math.Ceiling((channel.Sent.Peek().AddMinutes(1) - clock.Now).TotalSeconds);
    }

    public IReadOnlyList<Message> Post(Channel channel, string text, IReadOnlyList<EntryPicture> pictures, IReadOnlyDictionary<string, string>? more = null)
    {
        var album = pictures.Count > 1 ? channel.Last + 1 : (long?)null;
        List<Message> messages = pictures.Count == 0
            ? [new(++channel.Last, null, text, null, clock.Now)]
            : [.. pictures.Select((picture, place) => new Message(++channel.Last, album, place == 0 ? text : "", picture, clock.Now))];
        book.Append(Line(channel, Entry.Post, messages, text) with { Url = $"https://t.me/{channel.Name}/{messages[0].Id}", More = more ?? new Dictionary<string, string>() });
        foreach (var message in messages) channel.Messages[message.Id] = message;
        channel.Sent.Enqueue(clock.Now);
        return messages;
    }

    public Message Edit(Channel channel, Message message, string text)
    {
        var whole = Whole(channel, message);
        book.Append(Line(channel, Entry.Edit, whole, text));
        return channel.Messages[message.Id] = message with { Text = text };
    }

    public void Pin(Channel channel, Message message, bool silent) =>
        book.Append(Line(channel, Entry.Pin, Whole(channel, message), message.Text) with { More = new Dictionary<string, string> { ["message"] = $"{message.Id}", ["silent"] = silent ? "yes" : "no" } });

    public void Delete(Channel channel, IReadOnlyList<Message> gone)
    {
        var whole = Whole(channel, gone[0]);
        foreach (var message in gone) channel.Messages.Remove(message.Id);
        // A part of an album can go alone; the post is gone with its last part.
        if (!whole.Any(message => channel.Messages.ContainsKey(message.Id))) book.Append(Line(channel, Entry.Delete, whole, gone[0].Text));
    }

    public void Reset()
    {
        lock (Gate) channels.Clear();
    }

    private static IReadOnlyList<Message> Whole(Channel channel, Message message) =>
        message.Album is { } album ? [.. channel.Messages.Values.Where(one => one.Album == album).OrderBy(one => one.Id)] : [message];

    private Entry Line(Channel channel, string kind, IReadOnlyList<Message> messages, string text) => new()
    {
        At = clock.Now, Network = Name, Account = channel.Name, Kind = kind, Text = text,
        Id = $"{channel.Id}/{string.Join(',', messages.Select(message => message.Id))}",
        Pictures = [.. messages.Select(message => message.Picture).OfType<EntryPicture>()],
    };

    private Channel Load(Account account)
    {
        var channel = new Channel(account.Name, -1_000_000_000_000 - long.Parse(account.Id, CultureInfo.InvariantCulture) % 1_000_000_000);
        foreach (var entry in book.Read(Name, account.Name).Where(entry => entry.Kind != Entry.Broken))
        {
            var ids = entry.Id[(entry.Id.IndexOf('/') + 1)..].Split(',').Select(long.Parse).ToList();
            channel.Last = Math.Max(channel.Last, ids[^1]);
            for (var place = 0; place < ids.Count; place++)
                if (entry.Kind == Entry.Delete) channel.Messages.Remove(ids[place]);
                else channel.Messages[ids[place]] = new Message(ids[place], ids.Count > 1 ? ids[0] : null, place == 0 ? entry.Text ?? "" : "", entry.Pictures.ElementAtOrDefault(place), channel.Messages.GetValueOrDefault(ids[place])?.At ?? entry.At);
        }
        return channel;
    }
}
