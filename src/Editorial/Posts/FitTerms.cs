using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Editorial.Posts;

/// <summary>What is missing or does not go together where a network asks what a post says of itself.</summary>
internal static class FitTerms
{
    public static IEnumerable<Refusal> On(FitChannel channel, ChannelChoice choice, PostContent content, IReadOnlyDictionary<PictureId, PictureView> pictures)
    {
        if (channel.Rules.Asks is not { } asks)
            yield break;
        var said = choice.Terms ?? new Terms();
        // Never chosen by the program: whoever writes the post says who sees it, or leaves that to whoever finishes the draft.
        if (asks.AsksWho && said.Audience is null)
            yield return Refusal.Invalid("Editorial.AudienceMissing", channel.Name).On($"terms[{channel.Id}].audience");
        else if (asks.AsksWho && said.Audience != Terms.AsDraft && !asks.Audiences.Contains(said.Audience!))
            yield return Refusal.Invalid("Editorial.AudienceGone", channel.Name).On($"terms[{channel.Id}].audience");
        if (asks.AsksWho && said.PaidBrand && said.Audience is { } only && only == asks.NoPaidBrandFor)
            yield return Refusal.Invalid("Editorial.PaidBrandAlone", channel.Name).On($"terms[{channel.Id}].paidBrand");
        if (FitVideo.In(content, pictures, channel.Rules) is null && (said.Title?.Length ?? 0) - asks.MaxPictureTitle is > 0 and var over)
            yield return Refusal.Invalid("Editorial.PictureTitleTooLong", channel.Name, over, asks.MaxPictureTitle).On($"terms[{channel.Id}].title");
    }
}
