using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.App.Health;

/// <summary>Answers what a monitor asks: can it work right now. 200 when ready, 503 when not.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", Answer).ExcludeFromDescription();

    private static async Task<IResult> Answer(IServiceScopeFactory scopes, IPumpHealth pump, RoundHealth rounds, TimeProvider clock, IConfiguration settings, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var database = await DatabaseAnswers(scopes, ct);
        var pumpGood = pump.LastTurn is { } turn && now - turn < TimeSpan.FromSeconds(15);
        var free = FreeMegabytes(settings["Data:Directory"] ?? ".");
        var diskGood = free is null or > 200;
        var ready = database && pumpGood && diskGood;
        var body = new
        {
            ready,
            database = database ? "ok" : "away",
            pump = new { ok = pumpGood, lastTurn = pump.LastTurn },
            rounds = rounds.Last.ToDictionary(round => round.Key, round => new { ok = round.Value.Good, at = round.Value.At }),
            disk = new { ok = diskGood, freeMegabytes = free },
        };
        return Results.Json(body, statusCode: ready ? 200 : 503);
    }

    private static async Task<bool> DatabaseAnswers(IServiceScopeFactory scopes, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<Db>().Database.CanConnectAsync(ct);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            return false;
        }
    }

    private static long? FreeMegabytes(string directory)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace / (1024 * 1024);
        }
        catch (Exception unreadable) when (unreadable is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
