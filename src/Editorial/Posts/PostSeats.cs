using Orleans.Concurrency;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A window in which a post is open.</summary>
[GenerateSerializer, Immutable]
internal sealed record Taken([property: Id(0)] Guid Id, [property: Id(1)] Guid Person, [property: Id(2)] string Name);

/// <summary>Who else sits at a post. Two people may have one name.</summary>
internal sealed record Neighbour(string Name, bool IsMe);

/// <summary>Who sits at one post, in the whole cluster.</summary>
internal interface IPostSeats : IGrainWithGuidKey
{
    /// <summary>Sits down, or stays. Answers with everybody who sits here, oneself too.</summary>
    [AlwaysInterleave]
    Task<Taken[]> Take(Taken seat);

    [AlwaysInterleave]
    Task Leave(Guid seat);
}

/// <summary>Owns nothing that must last: on another node the seats are there again with the next look.</summary>
internal sealed class PostSeats(TimeProvider clock) : Grain, IPostSeats
{
    private readonly SeatBook book = new(clock);

    public Task<Taken[]> Take(Taken seat) => Task.FromResult(book.Take(seat));

    public Task Leave(Guid seat)
    {
        book.Leave(seat);
        return Task.CompletedTask;
    }
}

/// <summary>Seats that are not renewed are empty: a browser may have gone without a word.</summary>
internal sealed class SeatBook(TimeProvider clock)
{
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Empty = TimeSpan.FromSeconds(50);

    private readonly Lock one = new();
    private readonly Dictionary<Guid, (Taken Seat, long Seen)> seats = [];

    public Taken[] Take(Taken seat)
    {
        lock (one)
        {
            seats[seat.Id] = (seat, clock.GetTimestamp());
            foreach (var gone in seats.Where(x => clock.GetElapsedTime(x.Value.Seen) > Empty).Select(x => x.Key).ToList())
                seats.Remove(gone);
            return [.. seats.Values.Select(x => x.Seat)];
        }
    }

    public void Leave(Guid seat)
    {
        lock (one)
            seats.Remove(seat);
    }
}
