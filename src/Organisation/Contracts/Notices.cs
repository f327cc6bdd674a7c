using System.Globalization;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Organisation.Contracts;

/// <summary>What people can be told of; for each of them everybody chooses whether and how.</summary>
public enum NoticeKind
{
    /// <summary>A post waits for my approval.</summary>
    ApprovalWaits,

    /// <summary>My post came back.</summary>
    PostReturned,

    /// <summary>Something did not go out, or somebody has to look.</summary>
    PostTrouble,

    /// <summary>A slot has no post yet.</summary>
    SlotGap,

    /// <summary>A channel has to be connected again.</summary>
    ChannelTrouble,

    /// <summary>Something has waited for too long for somebody else.</summary>
    Escalation,

    /// <summary>Somebody said something about a post of mine, or one that I spoke about.</summary>
    Comment,

    /// <summary>Something is to be done by hand now.</summary>
    ByHand,

    /// <summary>The consent for a picture runs out, or has.</summary>
    Consent,
}

/// <param name="Kind">By this people choose.</param>
/// <param name="Key">What it is about, at most 120 characters: nobody is told twice with one key.</param>
/// <param name="Text">Key of the sentence; it must not need more than the arguments.</param>
/// <param name="Args">What the sentence names; days and moments as <see cref="NoticeTime"/> writes them.</param>
/// <param name="Link">Site-relative: where something can be done about it.</param>
public sealed record Notice(NoticeKind Kind, string Key, string Text, IReadOnlyList<string> Args, string Link);

/// <summary>A day or a moment of the city's wall clock among the arguments of a notice: each reader gets it in the own language.</summary>
public static class NoticeTime
{
    // No title has it: people cannot type it.
    private const char Mark = '\u001f';

    public static string Of(DateOnly day) => Mark + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Of(DateTime local) => Mark + local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    internal static string Read(string argument, CultureInfo language) =>
        argument.Length == 0 || argument[0] != Mark ? argument
        : DateOnly.TryParseExact(argument.AsSpan(1), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? ReaderLanguages.Words(day, language)
        : DateTime.TryParseExact(argument.AsSpan(1), "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? ReaderLanguages.Words(local, language)
        : argument[1..];
}

/// <summary>Tells people that something waits for them: on the desk and by mail, as each has chosen.</summary>
public interface INotices
{
    /// <summary>Adds to the caller's Db, written with the caller's SaveChanges. Whoever wants neither is left out.</summary>
    Task Tell(IReadOnlyCollection<PersonId> people, Notice notice, CancellationToken ct);

    /// <summary>How many this person has not read.</summary>
    Task<int> Unread(PersonId person, CancellationToken ct);
}
