using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Mastodon;
using Stadtfunk.Lab.Relay;

namespace Stadtfunk.Lab.Faults;

/// <summary>Stands before every network and spoils the calls that a switched-on fault strikes.</summary>
internal sealed class FaultGate(RequestDelegate next, FaultBoard board, AccountBook accounts, Instances instances, RelayPorts relays, IEnumerable<IStandIn> standIns, LabClock clock)
{
    public async Task Invoke(HttpContext context)
    {
        if (TargetOf(context) is not var (network, account, endpoint))
        {
            await next(context);
            return;
        }
        var strikes = board.Take(network, account, endpoint);
        if (strikes.Count == 0)
        {
            await next(context);
            return;
        }

        var spoiling = strikes.Select(strike => strike.Fault).FirstOrDefault(fault => fault.Kind is not FaultKind.Latency);
        if (spoiling is { Kind: FaultKind.HalfUpload })
        {
            await (Operation.Of(context) is { KeepsHalf: true } ? KeepHalf(context) : TakeHalf(context));
            return;
        }
        await TakeWhole(context);
        await Wait(strikes, after: false);
        if (spoiling is { After: false } && spoiling.Kind is not FaultKind.Drip)
        {
            await new BadAnswer(context, spoiling, clock, DialectOf(network)).Give([]);
            return;
        }

        // From here on the request takes effect; only its answer is held back.
        var wire = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        await next(context);
        context.Response.Body = wire;
        await Wait(strikes, after: true);
        if (spoiling is null) await wire.WriteAsync(held.ToArray(), context.RequestAborted);
        else await new BadAnswer(context, spoiling, clock, DialectOf(network)).Give(held.ToArray());
    }

    private Dialect DialectOf(string network) => standIns.FirstOrDefault(one => one.Name == network)?.Dialect ?? Dialect.Of(network);

    private (string Network, string? Account, string Endpoint)? TargetOf(HttpContext context)
    {
        if (relays.At(context) is { } relay) return (relay.Name, RelayPorts.AccountOf(context), RelayPorts.EndpointOf(context));
        if (Operation.Of(context) is not { } operation) return null;
        var network = operation.NetworkOf(context, instances);
        return (network, accounts.ByToken(network, Operation.TokenOf(context))?.Account ?? context.GetRouteValue("channel") as string, operation.Name);
    }

    // No token: a server that is slow does its work even when the caller has hung up.
    private static Task Wait(IReadOnlyList<FaultBoard.Strike> strikes, bool after) =>
        Task.Delay(strikes.Where(strike => strike.Fault.Kind is FaultKind.Latency && strike.Fault.After == after).Sum(strike => strike.DelayMs));

    private static async Task TakeWhole(HttpContext context)
    {
        context.Request.EnableBuffering(bufferThreshold: 1_000_000);
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        context.Request.Body.Position = 0;
    }

    /// <summary>The door itself reads, and the line breaks under it.</summary>
    private async Task KeepHalf(HttpContext context)
    {
        context.Request.Body = new BreakingStream(context.Request.Body, (context.Request.ContentLength ?? 2048) / 2);
        try
        {
            await next(context);
        }
        catch (IOException)
        {
            // As it was meant.
        }
        context.Abort();
    }

    private static async Task TakeHalf(HttpContext context)
    {
        var left = (context.Request.ContentLength ?? 2048) / 2;
        var bytes = new byte[8192];
        while (left > 0)
        {
            var read = await context.Request.Body.ReadAsync(bytes.AsMemory(0, (int)Math.Min(bytes.Length, left)), context.RequestAborted);
            if (read == 0) break;
            left -= read;
        }
        context.Abort();
    }
}
