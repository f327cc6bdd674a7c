using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Of what a network takes only so many in a text: what is too much for it, and what it advises against.</summary>
internal static class FitLimits
{
    /// <param name="text">As it stands on that channel, without the link that comes to it.</param>
    public static IEnumerable<Refusal> On(FitChannel channel, ChannelChoice choice, PostContent content, string text)
    {
        if (channel.Rules.Limits is not { } limits)
            yield break;
        foreach (var (what, has, most) in limits.Over(FitText.Full(text, content, channel.Rules), FitText.LinkOf(content)))
            yield return Refusal.Invalid(KeyOf(what), channel.Name, most, has - most).On(choice.OwnText is null ? "text" : $"variants[{channel.Id}]");
    }

    public static Hint? HintOn(FitChannel channel, PostContent content) =>
        channel.Rules.Limits is { ManyHashtags: { } many } limits && Tally.Hashtags(content.OwnTextOf(channel.Id) ?? content.Text) is var has && has > many && !(has > limits.Hashtags)
            ? new Hint(Refusal.Invalid("Editorial.Hint.ManyHashtags", has, channel.Network.RealName ?? channel.Network.Name, many), channel.Id)
            : null;

    private static string KeyOf(Counted what) => what switch
    {
        Counted.Links => "Editorial.TooManyLinks",
        Counted.Hashtags => "Editorial.TooManyHashtags",
        Counted.Mentions => "Editorial.TooManyMentions",
        _ => "Editorial.TooManyCashtags",
    };
}
