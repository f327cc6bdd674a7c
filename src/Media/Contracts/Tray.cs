using System.Text.Json.Serialization;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Media.Contracts;

[JsonConverter(typeof(IdJson<TrayId>))]
public readonly record struct TrayId(Guid Value) : IId<TrayId>
{
    public static TrayId Of(Guid value) => new(value);
    public static TrayId New() => new(Guid.CreateVersion7());
    public static TrayId Parse(string s, IFormatProvider? provider) => Id.Parse<TrayId>(s);
    public static bool TryParse(string? s, IFormatProvider? provider, out TrayId result) => Id.TryParse(s, out result);
    public override string ToString() => Value.ToString();
}

/// <summary>How a picture came into the tray.</summary>
public enum TrayWay
{
    /// <summary>Shared from a phone's gallery, or chosen on the page for it.</summary>
    Share,

    /// <summary>Sent to the mailbox for pictures.</summary>
    Mail,

    /// <summary>Sent to the city's number at WhatsApp.</summary>
    WhatsApp,

    /// <summary>Sent to the city's bot at Telegram.</summary>
    Telegram,
}

/// <summary>A picture that somebody sent in and nobody has decided on.</summary>
/// <param name="Unit">For whom it came.</param>
/// <param name="Picture">Upright and free of place and device data; not to be used before somebody has answered for it.</param>
/// <param name="Preview">Address of a small rendition; null when the file is gone.</param>
/// <param name="Sender">Name or address; empty once it was forgotten.</param>
/// <param name="Text">What was written with it; may be empty.</param>
/// <param name="At">UTC; when it came.</param>
/// <param name="MayDecide">The reader may make something of it.</param>
public sealed record TrayEntryView(TrayId Id, UnitId Unit, PictureView Picture, string? Preview, TrayWay Way, string Sender, string Text, DateTime At, bool MayDecide)
{
    /// <summary>Of a mail: the city's own mail server found it to be from whom it says (DKIM, SPF); null where the sender was signed in.</summary>
    public bool? Proven { get; init; }

    /// <summary>The library had the picture before, and keeps it whatever is decided.</summary>
    public bool InLibrary { get; init; }
}

/// <summary>What somebody sent and brought no picture that can be used.</summary>
/// <param name="Unit">For whom it came.</param>
/// <param name="Sender">Name or address.</param>
/// <param name="Text">What was written; may be empty.</param>
/// <param name="Why">A sentence.</param>
/// <param name="At">UTC; when it came.</param>
/// <param name="MayRemove">The reader may take it away.</param>
public sealed record TrayLineView(TrayId Id, UnitId Unit, TrayWay Way, string Sender, string Text, string Why, DateTime At, bool MayRemove)
{
    /// <summary>Of a mail: the city's own mail server found it to be from whom it says (DKIM, SPF); null where the way itself knows who sent it.</summary>
    public bool? Proven { get; init; }
}

/// <summary>What has to be known of a picture before it leaves the tray.</summary>
/// <param name="Alt">May be empty: the post asks again.</param>
/// <param name="Credit">Whose picture it is.</param>
/// <param name="Consent">Null: nobody has said it, and the picture stays.</param>
/// <param name="ConsentUntil">The last day on which it may be used; null for ever.</param>
/// <param name="ConsentNote">Who agreed, where the paper lies.</param>
public sealed record TrayAnswers(string Alt, string Credit, Licence Licence, Consent? Consent, DateOnly? ConsentUntil, string ConsentNote);

/// <summary>The tray of pictures for the room that makes posts of them. All of it in the caller's transaction.</summary>
public interface ITray
{
    /// <summary>What waits in the units that the actor sees, newest first.</summary>
    Task<IReadOnlyList<TrayEntryView>> Waiting(Actor actor, CancellationToken ct);

    /// <summary>Into the library, with its answers; sender and text are forgotten. The entry as it stood before, for who makes a post of it.</summary>
    Task<Outcome<TrayEntryView>> Keep(Actor actor, TrayId entry, TrayAnswers answers, CancellationToken ct);

    /// <summary>Not wanted: the picture goes into the bin, unless the library had it before.</summary>
    Task<Outcome<Done>> Discard(Actor actor, TrayId entry, CancellationToken ct);

    /// <summary>Takes <see cref="Discard"/> back.</summary>
    Task<Outcome<Done>> BringBack(Actor actor, TrayId entry, CancellationToken ct);

    /// <summary>What came without a usable picture, in the units that the actor sees, newest first.</summary>
    Task<IReadOnlyList<TrayLineView>> Unusable(Actor actor, CancellationToken ct);

    /// <summary>Takes such a line away.</summary>
    Task<Outcome<Done>> Remove(Actor actor, TrayId line, CancellationToken ct);
}
