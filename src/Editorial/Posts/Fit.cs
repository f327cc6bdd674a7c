using System.Globalization;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <param name="Why">The sentence, with the field that it is about.</param>
/// <param name="Channel">Null: it holds everywhere, the website included.</param>
/// <param name="MayShorten">True when "shorten" mends it.</param>
internal sealed record Problem(Refusal Why, ChannelId? Channel, bool MayShorten = false);

/// <summary>Says what does not fit, one sentence each. Reads the rules of the channels and knows no network.</summary>
internal static class Fit
{
    /// <param name="page">Where the post will stand on the city's own website; null where every channel has a text of its own.</param>
    public static IReadOnlyList<Problem> Check(
        PostContent content, IReadOnlyList<FitChannel> channels, IReadOnlyDictionary<PictureId, PictureView> pictures, Uri? page = null)
    {
        var problems = Everywhere(content, pictures).Select(why => new Problem(why, null)).ToList();
        var video = content.Pictures.Any(picture => pictures.GetValueOrDefault(picture.Picture)?.Video is not null);
        foreach (var choice in content.Chosen)
            if (channels.FirstOrDefault(channel => channel.Id == choice.Channel) is { } channel)
                problems.AddRange(On(channel.As(choice.Form, video), choice, content, pictures, page));
            else
                problems.Add(new Problem(Refusal.Invalid("Editorial.ChannelGone").On("channels"), choice.Channel));
        return problems;
    }

    private static IEnumerable<Refusal> Everywhere(PostContent content, IReadOnlyDictionary<PictureId, PictureView> pictures)
    {
        if (content.Title.Length == 0)
            yield return Refusal.Invalid("Editorial.TitleMissing").On("title");
        if (content.Text.Length == 0 && content.Pictures.Count == 0)
            yield return Refusal.Invalid("Editorial.PostEmpty").On("text");
        if (!string.IsNullOrEmpty(content.Link) && Links.Read(content.Link) is null)
            yield return Refusal.Invalid("Editorial.LinkNotHttp").On("link");
        foreach (var why in FitDocument.Everywhere(content, pictures))
            yield return why;
        for (var place = 0; place < content.Pictures.Count; place++)
        {
            var picture = content.Pictures[place];
            if (!pictures.ContainsKey(picture.Picture))
                yield return Refusal.Invalid("Editorial.PictureGone", place + 1).On($"pictures[{place}]");
            else if (pictures[picture.Picture] is var known && (known.Blocked ?? known.Video?.Unfinished) is { } why)
                yield return (known.Document is null ? Refusal.Invalid("Editorial.PictureBlocked", place + 1, why) : Refusal.Invalid("Editorial.DocumentBlocked", known.FileName, why)).On($"pictures[{place}]");
            else if (pictures[picture.Picture].Document is not null && picture.Alt.Length == 0)
                yield return Refusal.Invalid("Editorial.DocumentTitleMissing").On($"pictures[{place}].alt");
            else if (!picture.Decorative && picture.Alt.Length == 0)
                yield return Refusal.Invalid("Editorial.AltTextMissing", place + 1).On($"pictures[{place}].alt");
        }
    }

    private static IEnumerable<Problem> On(FitChannel channel, ChannelChoice choice, PostContent whole, IReadOnlyDictionary<PictureId, PictureView> pictures, Uri? page)
    {
        var content = FitDocument.For(whole, pictures.GetValueOrDefault, channel.Rules);
        if (!channel.TakesPosts)
            yield return new Problem(Refusal.Invalid("Editorial.ChannelNotActive", channel.Name).On("channels"), channel.Id);
        var rules = channel.Rules;
        if (choice.Form is { } form && channel.Network.FormOf(form) is null)
            yield return new Problem(Refusal.Invalid("Editorial.FormUnknown", channel.Name).On($"forms[{channel.Id}]"), channel.Id);
        if (choice.OwnText is { } own && rules.TakesText)
            foreach (var why in OfOwnText(own, channel, content))
                yield return new Problem(why, channel.Id, MayShorten: own.Length > 0);
        if (rules is { TakesText: true, Limits: not null })
            foreach (var why in FitLimits.On(channel, choice, content, choice.OwnText ?? Common(content, page, rules, whole, pictures)))
                yield return new Problem(why, channel.Id);
        if (rules.NeedsPicture && content.Pictures.Count == 0)
            yield return new Problem(Refusal.Invalid("Editorial.NeedsPicture", channel.Name).On("pictures"), channel.Id);
        foreach (var why in FitVideo.On(channel, content, pictures).Concat(FitDocument.On(channel, content, pictures)).Concat(FitVideo.Words(channel, choice, content)).Concat(FitTerms.On(channel, choice, content, pictures)))
            yield return new Problem(why, channel.Id);
        if (FitVideo.In(content, pictures, rules) is null && content.Pictures.Count > rules.MaxPictures)
            yield return new Problem(
                Refusal.Invalid("Editorial.TooManyPictures", channel.Name, rules.MaxPictures, content.Pictures.Count - rules.MaxPictures).On("pictures"), channel.Id);
        if (rules.Picture.MaxAlt is { } mostAlt)
            for (var place = 0; place < whole.Pictures.Count; place++)
                if (pictures.GetValueOrDefault(whole.Pictures[place].Picture)?.Document is null && content.Pictures.Contains(whole.Pictures[place])
                    && new StringInfo(whole.Pictures[place].Alt).LengthInTextElements - mostAlt is > 0 and var over)
                    yield return new Problem(
                        Refusal.Invalid("Editorial.AltTextTooLong", channel.Name, place + 1, over, mostAlt).On($"pictures[{place}].alt"), channel.Id);
    }

    private static string Common(PostContent content, Uri? page, Rules rules, PostContent whole, IReadOnlyDictionary<PictureId, PictureView> pictures) => page is null ? content.Text
        : FitText.Common(content, page, rules, whole.Pictures.Any(picture => pictures.GetValueOrDefault(picture.Picture)?.Video is not null), FitDocument.In(whole, pictures.GetValueOrDefault));

    private static IEnumerable<Refusal> OfOwnText(string own, FitChannel channel, PostContent content)
    {
        var field = $"variants[{channel.Id}]";
        if (own.Length == 0 && content.Pictures.Count == 0)
            yield return Refusal.Invalid("Editorial.VariantEmpty", channel.Name).On(field);
        var full = FitText.Full(own, content, channel.Rules);
        var most = channel.Rules.MaxTextOf(content.Pictures.Count > 0);
        if (Count.Of(full, channel.Rules) - most is > 0 and var over)
            yield return Refusal.Invalid(channel.Rules.Counting == Counting.Bytes ? "Editorial.TextTooManyBytes" : "Editorial.TextTooLong", channel.Name, over, most).On(field);
        else if (Count.Bytes(full) - channel.Rules.MaxTextBytes is > 0 and var bytes)
            yield return Refusal.Invalid("Editorial.TextTooManyBytes", channel.Name, bytes, channel.Rules.MaxTextBytes!.Value).On(field);
    }
}
