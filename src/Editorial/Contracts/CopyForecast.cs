using Stadtfunk.Kernel.Access;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Contracts;

/// <summary>
/// Asked before a correction is let out, and answered by the room that sends: what becomes of the copies that are out, or were to be. One per channel,
/// those that are left out included.
/// </summary>
public interface ICopyForecast
{
    /// <param name="chosen">The channels of the correction.</param>
    /// <param name="pictures">Its pictures, in order.</param>
    Task<IReadOnlyList<CopyForecast>> Of(Actor actor, PostId post, IReadOnlyCollection<ChannelId> chosen, IReadOnlyList<PictureId> pictures, CancellationToken ct);
}

/// <param name="Sentence">What happens there, in the reader's language.</param>
/// <param name="NewText">The correction will stand there.</param>
/// <param name="Link">Of the copy, where somebody may have to look at it; null otherwise.</param>
public sealed record CopyForecast(ChannelId Channel, string ChannelName, string Sentence, bool NewText, Uri? Link);
