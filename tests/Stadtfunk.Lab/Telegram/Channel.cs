using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.Telegram;

/// <summary>One message of a channel. Pictures of an album are messages of their own with the same album number; the first carries the caption.</summary>
internal sealed record Message(long Id, long? Album, string Text, EntryPicture? Picture, DateTime At);

/// <summary>A public channel with its messages, as far as a bot's calls reach.</summary>
internal sealed class Channel(string name, long id)
{
    public string Name { get; } = name;

    /// <summary>-100 and the number, as for all channels.</summary>
    public long Id { get; } = id;

    public Dictionary<long, Message> Messages { get; } = [];

    /// <summary>Numbers count up in each channel and are never used again.</summary>
    public long Last { get; set; }

    /// <summary>When the last messages went out, for the allowance of a minute.</summary>
    public Queue<DateTime> Sent { get; } = new();
}
