using System.Globalization;
using Stadtfunk.Bench;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var number = args.Length > 1 && int.TryParse(args[1], out var n) ? n : (int?)null;
return args.FirstOrDefault() switch
{
    "kills" when args.Contains("all") => await Kills.Everywhere(number ?? 60, stop.Token),
    "kills" => await Kills.Run(number ?? 60, stop.Token),
    "nodes" => await Kills.TwoNodes(number ?? 200, stop.Token),
    "latency" when args.Contains("all") => await Latency.Everywhere(number ?? 10, stop.Token),
    "latency" => await Latency.Run(number ?? 12, stop.Token),
    "cpu" => await Cpu.Run(number ?? 300, stop.Token),
    "start" => await Startup.Run(number ?? 5, stop.Token),
    "memory" => await Startup.Memory(number ?? 600, stop.Token),
    "growth" => await Growth.Run(number ?? 100_000, stop.Token),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("bench kills [N] [all] | nodes [POSTS] | latency [CHANNELS] | latency all | cpu [POSTS] | start [TIMES] | memory [POSTS] | growth [POSTS]");
    return 2;
}
