using System.Collections.Concurrent;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Events;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Who has which post open, on this node; lossy like the pulse that tells of it. That nobody is written over does not hang on it.</summary>
internal sealed class PostTable(Pulse pulse)
{
    public const string Topic = "post-table";

    private readonly ConcurrentDictionary<Guid, Seat> seats = new();

    /// <summary>Sits down until disposed.</summary>
    public Seat Sit(PostId post, PersonId person, string name)
    {
        var seat = new Seat(this, Guid.CreateVersion7(), post, person, name);
        seats[seat.Id] = seat;
        pulse.Beat(Topic, post.Value);
        return seat;
    }

    internal sealed record Seat(PostTable Table, Guid Id, PostId Post, PersonId Person, string Name) : IDisposable
    {
        /// <summary>Names of the others, each once; the own name when another window of the same person is open.</summary>
        public IReadOnlyList<string> Beside => [.. Table.seats.Values.Where(seat => seat.Post == Post && seat.Id != Id).Select(seat => seat.Name).Distinct().Order(StringComparer.CurrentCulture)];

        public void Dispose()
        {
            if (Table.seats.TryRemove(Id, out _))
                Table.PulseAbout(Post);
        }
    }

    private void PulseAbout(PostId post) => pulse.Beat(Topic, post.Value);
}
