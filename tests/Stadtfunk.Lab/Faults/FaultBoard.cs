namespace Stadtfunk.Lab.Faults;

/// <summary>The switches that are on, and how often each has struck.</summary>
internal sealed class FaultBoard
{
    private readonly Lock gate = new();
    private readonly List<Armed> armed = [];

    public sealed record Strike(Fault Fault, int DelayMs);

    public sealed record Shown(Fault Fault, int Hits);

    public void Replace(IEnumerable<Fault> faults)
    {
        lock (gate)
        {
            armed.Clear();
            armed.AddRange(faults.Select(fault => new Armed(fault)));
        }
    }

    public void Add(Fault fault)
    {
        lock (gate) armed.Add(new Armed(fault));
    }

    public void Clear() => Replace([]);

    /// <summary>Those made for exactly this network and account; what is left out is not looked at.</summary>
    public void Remove(string? network, string? account)
    {
        lock (gate) armed.RemoveAll(one => (network ?? one.Fault.Network) == one.Fault.Network && (account ?? one.Fault.Account) == one.Fault.Account);
    }

    public IReadOnlyList<Shown> All()
    {
        lock (gate) return [.. armed.Select(one => new Shown(one.Fault, one.Hits))];
    }

    /// <summary>What strikes this call: every fitting latency, and the first fitting fault of another kind.</summary>
    public IReadOnlyList<Strike> Take(string network, string? account, string endpoint)
    {
        var strikes = new List<Strike>();
        lock (gate)
        {
            foreach (var one in armed)
            {
                var spoiled = strikes.Exists(strike => strike.Fault.Kind is not FaultKind.Latency);
                if (spoiled && one.Fault.Kind is not FaultKind.Latency) continue;
                if (one.Fits(network, account, endpoint) && one.Strikes()) strikes.Add(new Strike(one.Fault, one.Delay()));
            }
        }
        return strikes;
    }

    private sealed class Armed(Fault fault)
    {
        private readonly Random dice = new(fault.Seed);

        public Fault Fault => fault;
        public int Hits { get; private set; }

        public bool Fits(string network, string? account, string endpoint) =>
            (fault.Network ?? network) == network && (fault.Account is null || fault.Account == account) && (fault.Endpoint ?? endpoint) == endpoint
            && (fault.Count is not { } count || Hits < count);

        public bool Strikes()
        {
            if (fault.Probability < 1 && dice.NextDouble() >= fault.Probability) return false;
            Hits++;
            return true;
        }

        public int Delay() => fault.Ms + (fault.RandomMs > 0 ? dice.Next(fault.RandomMs + 1) : 0);
    }
}
