using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Tray;

internal enum TrayState
{
    Waiting,

    /// <summary>It is a picture of the library now.</summary>
    Kept,

    Discarded,
}

/// <summary>
/// That a picture was sent in, by whom and with which words. Those are forgotten once somebody has made something of it, at the latest after
/// <see cref="Remembered"/>; the row itself stays as long, so that the same sending does not come in twice.
/// </summary>
internal sealed class TrayEntry : IVersioned
{
    public const int MaxSender = 200, MaxText = 4000, MaxKey = 200;
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    /// <summary>So long what was discarded comes back with its sender.</summary>
    public static readonly TimeSpan Undo = TimeSpan.FromDays(1);

    private TrayEntry()
    {
    }

    public TrayEntry(UnitId unit, PictureId picture, bool fresh, Sending sent, DateTime at)
    {
        Id = TrayId.New();
        Unit = unit;
        Picture = picture;
        Fresh = fresh;
        Way = sent.Way;
        Sender = Short(sent.Sender, MaxSender);
        Text = Short(sent.Text, MaxText);
        Key = sent.Key;
        Proven = sent.Proven;
        // A clock that is wrong must not make it vanish, or stay.
        At = sent.At is { } when && when < at && when > at - Remembered ? when : at;
        Version = 1;
    }

    public TrayId Id { get; private set; }
    public UnitId Unit { get; private set; }
    public PictureId Picture { get; private set; }

    /// <summary>The picture came with it; otherwise the library had it already, and goes on having it whatever is decided here.</summary>
    public bool Fresh { get; private set; }
    public TrayWay Way { get; private set; }
    public string Sender { get; private set; } = "";
    public string Text { get; private set; } = "";

    /// <summary>Of the sending, made by the sender: of two with the same only the first counts.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Of a mail: its sender was proven; null where the sender was signed in.</summary>
    public bool? Proven { get; private set; }
    public DateTime At { get; private set; }
    public TrayState State { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    public PersonId? DecidedBy { get; private set; }
    public int Version { get; private set; }

    /// <summary>Written to it in a message of its own.</summary>
    /// <returns>False when there is no room for it, and nothing has changed.</returns>
    public bool Add(string words)
    {
        var all = Text.Length == 0 ? words : $"{Text}\n\n{words}";
        if (all.Length > MaxText)
            return false;
        Text = Short(all, MaxText);
        return true;
    }

    public void Keep(PersonId by, DateTime now)
    {
        (State, DecidedBy, DecidedAt) = (TrayState.Kept, by, now);
        (Sender, Text) = ("", "");
    }

    public void Discard(PersonId by, DateTime now) => (State, DecidedBy, DecidedAt) = (TrayState.Discarded, by, now);

    /// <summary>The library had thrown the picture away when it came.</summary>
    public void Brought() => Fresh = true;

    public void BringBack() => (State, DecidedBy, DecidedAt) = (TrayState.Waiting, null, null);

    public static string Short(string text, int most)
    {
        var clean = new string([.. text.Where(sign => !char.IsControl(sign) || sign == '\n')]).Trim();
        return clean.Length <= most ? clean : clean[..(char.IsHighSurrogate(clean[most - 1]) ? most - 1 : most)].TrimEnd();
    }
}
