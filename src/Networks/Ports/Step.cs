namespace Stadtfunk.Networks.Ports;

/// <summary>
/// What a network says after a call. Read it with <see cref="Match{T}"/>. Which one it is decides alone whether a post may ever be sent again,
/// so a network must be sure: what it does not understand is <see cref="Unknown"/>.
/// </summary>
public abstract record Step
{
    private Step()
    {
    }

    /// <summary>It is live (or, for a delete, gone).</summary>
    public sealed record Done(Receipt Receipt) : Step;

    /// <summary>
    /// Accepted; the network works on it. Poll with the ticket after a while. <see cref="Timeout.InfiniteTimeSpan"/>: there is nobody to ask, a person will say.
    /// </summary>
    public sealed record Waiting(string Ticket, TimeSpan After) : Step
    {
        /// <summary>Of an upload: how much is there already; null where nobody knows.</summary>
        public int? Percent { get; init; }

        /// <summary>
        /// Out of a send or a poll: what a person has to do there before it goes on (a draft to be finished in the network's app); null where the network
        /// alone is at work. It becomes their task, and the ticket is asked after meanwhile.
        /// </summary>
        public Sentence? ForPerson { get; init; }
    }

    /// <summary>Certainly not executed; may be tried again after a while (429, or no byte of the request left the house). Null: our own backoff.</summary>
    public sealed record Later(TimeSpan? After, Sentence Why) : Step
    {
        /// <summary>Prepared parts that the network no longer has: they go with the outcome, and are prepared again.</summary>
        public IReadOnlyList<string> Forget { get; init; } = [];

        /// <summary>The account was too fast: everything else of the channel waits with this one, also where the network names no time.</summary>
        public bool TooFast { get; init; }
    }

    /// <summary>A definite no; certainly nothing is live.</summary>
    public sealed record Refused(Sentence Why) : Step;

    /// <summary>
    /// A no that may mean that the network already has this post. Look for our own: found is published, else it is refused with this sentence.
    /// Whatever has to be asked to tell is asked in the lookup: after the one call nothing else is waited for.
    /// </summary>
    public sealed record Duplicate(Sentence Why) : Step;

    /// <summary>The token is not taken any more; certainly not executed.</summary>
    public sealed record SignInLost(Sentence Why) : Step;

    /// <summary>The network has stopped the account itself; certainly not executed. Nothing more goes out on it until a person has seen to it there and connected it anew.</summary>
    public sealed record Stopped(Sentence Why) : Step;

    /// <summary>It may or may not have happened (5xx, reset, time-out, an answer that nobody understands).</summary>
    public sealed record Unknown(Sentence Why) : Step;

    public T Match<T>(
        Func<Done, T> done,
        Func<Waiting, T> waiting,
        Func<Later, T> later,
        Func<Refused, T> refused,
        Func<Duplicate, T> duplicate,
        Func<SignInLost, T> signInLost,
        Func<Stopped, T> stopped,
        Func<Unknown, T> unknown) => this switch
        {
            Done x => done(x),
            Waiting x => waiting(x),
            Later x => later(x),
            Refused x => refused(x),
            Duplicate x => duplicate(x),
            SignInLost x => signInLost(x),
            Stopped x => stopped(x),
            Unknown x => unknown(x),
            _ => throw new InvalidOperationException("A step of another kind cannot exist."),
        };
}

/// <summary>What a lookup found out about an unknown outcome.</summary>
public abstract record Finding
{
    private Finding()
    {
    }

    /// <summary>Our post is there.</summary>
    public sealed record Found(Receipt Receipt) : Finding;

    /// <summary>It is certainly not there: only from a strongly consistent answer for our own key.</summary>
    /// <param name="OnlyUntil">
    /// UTC. Set where it is not certain that it is absent, but that a repetition with the same key makes no second post, and only until then
    /// (Mastodon keeps a key for an hour).
    /// </param>
    public sealed record Absent(DateTime? OnlyUntil = null) : Finding;

    /// <summary>
    /// What became of the call is certain now. Refused, and the refusal meant no earlier post of ours, so nothing is live: what follows is
    /// <see cref="Step.Later"/> or <see cref="Step.Refused"/>. Or accepted, and the network still works on it: <see cref="Step.Waiting"/>.
    /// </summary>
    public sealed record Clear(Step Step) : Finding;

    /// <summary>Nobody can say (a timeline that does not show it may be late; the network does not answer).</summary>
    public sealed record CannotTell(Sentence Why) : Finding
    {
        /// <summary>Of a read-back: the post stands, and this is what people have to know of it.</summary>
        public bool IsTold { get; init; }

        /// <summary>The network wants to be left alone for so long.</summary>
        public TimeSpan? After { get; init; }
    }

    public T Match<T>(Func<Found, T> found, Func<Absent, T> absent, Func<Clear, T> clear, Func<CannotTell, T> cannotTell) => this switch
    {
        Found x => found(x),
        Absent x => absent(x),
        Clear x => clear(x),
        CannotTell x => cannotTell(x),
        _ => throw new InvalidOperationException("A finding of another kind cannot exist."),
    };
}

/// <summary>A sentence for the people at the desk: key in the texts of Networks and arguments (numbers, the network's name, its own short code; never tokens or citizens' texts).</summary>
public sealed record Sentence(string Key, params string[] Args);
