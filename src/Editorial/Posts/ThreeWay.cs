using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>
/// Two people changed the same post: each field as the one left it who changed it. A field that both changed differently is contested, and somebody has to choose.
/// </summary>
internal sealed class ThreeWay(PostContent basis, PostContent mine, PostContent theirs)
{
    public bool Contested { get; private set; }

    /// <param name="keepMine">Whose contested fields stay.</param>
    public PostContent Together(bool keepMine)
    {
        T Choose<T>(T was, T my, T their, Func<T, T, bool> same)
        {
            if (same(my, was) || same(my, their))
                return their;
            if (same(their, was))
                return my;
            Contested = true;
            return keepMine ? my : their;
        }

        T Value<T>(Func<PostContent, T> of) => Choose(of(basis), of(mine), of(theirs), EqualityComparer<T>.Default.Equals);
        Contested = false;
        return new PostContent(
            Value(one => one.Title),
            Value(one => one.Text),
            Value(one => one.Link),
            Value(one => one.Category),
            Value(one => one.Language),
            Choose(basis.Pictures, mine.Pictures, theirs.Pictures, (one, other) => one.SequenceEqual(other)),
            [.. Ids().Select(channel => Value(one => On(one, channel))).OfType<ChannelChoice>()])
        {
            Waits = Value(one => one.Waits),
        };
    }

    private IEnumerable<ChannelId> Ids() => basis.Channels.Concat(mine.Channels).Concat(theirs.Channels).Select(choice => choice.Channel).Distinct();

    // A channel that is neither chosen nor has a text of its own is the same as none.
    private static ChannelChoice? On(PostContent content, ChannelId channel) =>
        content.Channels.FirstOrDefault(choice => choice.Channel == channel && (choice.Chosen || choice.OwnText is not null));
}
