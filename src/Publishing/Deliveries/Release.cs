using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>One released revision on its way: its page goes live at the due time, and only then may its deliveries begin.</summary>
internal sealed class Release
{
    /// <summary>The page itself may be as late as an hour; then a person is asked.</summary>
    private static readonly TimeSpan PageCutOff = TimeSpan.FromHours(1);

    private Release()
    {
    }

    /// <param name="after">What has to appear before it; null when it goes out at its time, whatever else does.</param>
    public Release(PostId post, int revision, DateTime due, AwaitedPost? after = null)
    {
        (AfterPost, AfterChannel, Held) = (after?.Post, after?.Channel, after is not null);
        Post = post;
        Revision = revision;
        NewTime(due);
    }

    public PostId Post { get; private set; }
    public int Revision { get; private set; }
    public DateTime Due { get; private set; }
    public DateTime CutOff { get; private set; }
    public DateTime? LiveAt { get; private set; }

    /// <summary>Called off, missed or withdrawn: the round passes it by.</summary>
    public bool Closed { get; private set; }

    /// <summary>
    /// Raised with every change and whenever the whole is worked out anew; a concurrency token. Going live, a new time and calling off exclude
    /// each other, and on PostgreSQL two nodes work the whole out one after the other.
    /// </summary>
    public int Turn { get; private set; }

    public PostId? AfterPost { get; private set; }
    public ChannelId? AfterChannel { get; private set; }

    /// <summary>Waits for another's receipt: neither its time nor its cut-off counts yet.</summary>
    public bool Held { get; private set; }

    public AwaitedPost? After => AfterPost is { } post && AfterChannel is { } channel ? new AwaitedPost(post, channel) : null;

    /// <summary>What it waited for has appeared.</summary>
    public void LetGo(DateTime due)
    {
        Held = false;
        NewTime(due);
    }

    public void WentLive(DateTime now)
    {
        LiveAt = now;
        Turn++;
    }

    public void Close()
    {
        Closed = true;
        Turn++;
    }

    public void NewTime(DateTime due)
    {
        Due = due;
        CutOff = due + PageCutOff;
        Closed = false;
        Turn++;
    }
}
