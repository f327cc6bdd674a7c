using Microsoft.EntityFrameworkCore;
using Stadtfunk.App.Data;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.App.Health;

/// <summary>Answers what a monitor asks: can it work right now. 200 when ready, 503 when not.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var last = new LastAnswer();
        routes.MapGet("/health", (IServiceScopeFactory scopes, IPumpHealth pump, RoundHealth rounds, DatabaseChoice database, IRoomToPublish room, TimeProvider clock, IConfiguration settings, CancellationToken ct) =>
            last.Or(clock, () => Answer(scopes, pump, rounds, database, room, clock, settings)).WaitAsync(ct)).ExcludeFromDescription();
    }

    private static async Task<IResult> Answer(IServiceScopeFactory scopes, IPumpHealth pump, RoundHealth rounds, DatabaseChoice choice, IRoomToPublish room, TimeProvider clock, IConfiguration settings)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (database, stuck, mails) = await DatabaseAnswers(scopes);
        var pumpGood = pump.LastTurn is { } turn && now - turn < TimeSpan.FromSeconds(15);
        var free = FreeMegabytes(settings["Data:Directory"] ?? ".");
        var diskGood = free is null or > 200;
        // Of several nodes only one does a round: what this one saw of it long ago says nothing, what failed here just now does.
        var roundsGood = choice.IsPostgres ? !rounds.FailsNow(IRoomToPublish.Round) : rounds.IsGood(IRoomToPublish.Round);
        var ready = database && pumpGood && diskGood && roundsGood;
        var body = new
        {
            ready,
            degraded = stuck is { Count: > 0 } || mails is { FailingSince: not null },
            database = database ? "ok" : "away",
            pump = new { ok = pumpGood, lastTurn = pump.LastTurn, stuck },
            rounds = rounds.Last.ToDictionary(round => round.Key, round => new { ok = round.Value.Good && (choice.IsPostgres || !rounds.IsStale(round.Key)), at = round.Value.At, stale = rounds.IsStale(round.Key) }),
            mails = mails is null ? null : new { set = mails.IsSet, waiting = mails.Waiting, failingSince = mails.FailingSince, fault = mails.Fault?.ToString() },
            disk = new { ok = diskGood, freeMegabytes = free, publishing = room.HasRoom },
        };
        return Results.Json(body, statusCode: ready ? 200 : 503);
    }

    private static async Task<(bool Answers, StuckView? Stuck, MailsView? Mails)> DatabaseAnswers(IServiceScopeFactory scopes)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (!await scope.ServiceProvider.GetRequiredService<Db>().Database.CanConnectAsync(limit.Token))
                return (false, null, null);
            return (true, await scope.ServiceProvider.GetRequiredService<StuckEvents>().Read(limit.Token), await scope.ServiceProvider.GetRequiredService<MailHealth>().Read(limit.Token));
        }
        catch (Exception)
        {
            return (false, null, null);
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

    /// <summary>However many ask, the question is put once a second: it costs a connection, and anybody may ask. A no is asked again sooner: it may just have ended.</summary>
    private sealed class LastAnswer
    {
        private readonly Lock gate = new();
        private Task<IResult>? answer;
        private long asked;

        public Task<IResult> Or(TimeProvider clock, Func<Task<IResult>> ask)
        {
            lock (gate)
            {
                if (answer is not null && (!answer.IsCompleted || (answer.IsCompletedSuccessfully && clock.GetElapsedTime(asked) < Keeps(answer))))
                    return answer;
                asked = clock.GetTimestamp();
                return answer = ask();
            }
        }

        private static TimeSpan Keeps(Task<IResult> answer) =>
            answer.GetAwaiter().GetResult() is IStatusCodeHttpResult { StatusCode: 200 } ? TimeSpan.FromSeconds(1) : TimeSpan.FromMilliseconds(200);
    }
}
