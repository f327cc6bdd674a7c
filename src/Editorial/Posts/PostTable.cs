using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Events;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Who has which post open, on whichever node. That nobody is written over does not hang on it.</summary>
internal sealed class PostTable(IServiceProvider services, Pulse pulse, TimeProvider clock, ILogger<PostTable> log)
{
    public const string Topic = "post-table";

    private readonly IGrainFactory? grains = services.GetService<IGrainFactory>();

    /// <summary>Without a cluster (a verb, a test of one room).</summary>
    private readonly ConcurrentDictionary<PostId, SeatBook> own = new();

    /// <summary>Sits down until disposed.</summary>
    public async Task<Seat> Sit(PostId post, PersonId person, string name)
    {
        var seat = new Seat(this, post, new Taken(Guid.CreateVersion7(), person.Value, name));
        await seat.Look();
        seat.KeepLooking(clock);
        pulse.Beat(Topic, post.Value);
        return seat;
    }

    private async Task<Taken[]> Take(PostId post, Taken seat)
    {
        try
        {
            return grains is null ? Own(post).Take(seat) : await grains.GetGrain<IPostSeats>(post.Value).Take(seat);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            // Its node is just dying: the next look asks another.
            Log.SeatsAway(log, post.Value, away);
            return [];
        }
    }

    private async Task Leave(PostId post, Guid seat)
    {
        try
        {
            if (grains is null)
                Own(post).Leave(seat);
            else
                await grains.GetGrain<IPostSeats>(post.Value).Leave(seat);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            Log.SeatsAway(log, post.Value, away);
        }
        pulse.Beat(Topic, post.Value);
    }

    private void LookAgain(PostId post) => pulse.BeatHere(Topic, post.Value);

    private SeatBook Own(PostId post) => own.GetOrAdd(post, _ => new SeatBook(clock));

    internal sealed class Seat(PostTable table, PostId post, Taken taken) : IAsyncDisposable
    {
        private ITimer? timer;
        private bool left;

        public PostId Post => post;

        /// <summary>The others, each once; oneself when another window of the same person is open.</summary>
        public IReadOnlyList<Neighbour> Beside { get; private set; } = [];

        /// <summary>Who sits here now; the own seat is kept by it.</summary>
        public async Task Look()
        {
            if (left)
                return;
            var all = await table.Take(post, taken);
            Beside = [.. all.Where(seat => seat.Id != taken.Id).DistinctBy(seat => seat.Person).Select(seat => new Neighbour(seat.Name, seat.Person == taken.Person))
                .OrderBy(one => one.Name, StringComparer.CurrentCulture)];
        }

        internal void KeepLooking(TimeProvider clock) => timer = clock.CreateTimer(_ => table.LookAgain(post), null, SeatBook.Renewal, SeatBook.Renewal);

        public async ValueTask DisposeAsync()
        {
            left = true;
            if (timer is not null)
                await timer.DisposeAsync();
            await table.Leave(post, taken.Id);
        }
    }
}
