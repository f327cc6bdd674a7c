using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Api;

/// <summary>"It is not there, send" with a key: that it was said and that it was answered are there together or not at all, or else the same words would send twice.</summary>
public sealed class KeptTogetherTests
{
    [Fact]
    public async Task An_answer_that_cannot_be_kept_sends_nothing_and_one_that_was_kept_does_not_send_again()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var town = await RunningTown.Start(ct, onPostgres: false);
        var city = await town.City();
        var lead = await town.ActorOf(await town.Person("Leitung", city, Role.DeskLead));
        var channel = await town.Practice(lead, city, "Übung");
        using var client = await town.Client("Freigeberin", city, Role.DeskLead);
        using var writer = await town.Client("Schreiberin", city, Role.Writer);
        var draft = new { unit = city, title = "Einmal", text = "Einmal und nicht öfter.", language = "de", channels = new[] { new { channel } } };
        HttpResponseMessage? made = null;
        // A node remembers the tree of units for some seconds.
        for (var i = 0; i < 100 && made is not { IsSuccessStatusCode: true }; i++, await Task.Delay(100, ct))
            made = await writer.PostAsJsonAsync("api/v1/posts", draft, ct);
        var post = (await ApiTown.Json(made!)).GetProperty("id").GetString();
        await ApiTown.Json(await writer.PostAsJsonAsync($"api/v1/posts/{post}/submit", new { }, ct));
        await ApiTown.Json(await client.PostAsJsonAsync($"api/v1/posts/{post}/approve", new { release = true, now = true }, ct));
        var row = await Until(town, DeliveryState.Published, ct);
        await Ask(town, ct);

        await town.With((Db db) => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER no_room BEFORE INSERT ON kernel_idempotency BEGIN SELECT RAISE(ABORT, 'no room'); END;", ct));
        Assert.False((await Answer()).IsSuccessStatusCode);
        Assert.Equal(DeliveryState.Asking, (await Row(town, ct)).State);
        await town.With((Db db) => db.Database.ExecuteSqlRawAsync("DROP TRIGGER no_room;", ct));

        using var answered = await Answer();
        Assert.Equal((HttpStatusCode.NoContent, false), (answered.StatusCode, answered.Headers.Contains("Idempotency-Replayed")));
        await Until(town, DeliveryState.Published, ct);
        // Asked once more, the earlier words are no answer to it.
        await Ask(town, ct);
        using var again = await Answer();
        Assert.Equal((HttpStatusCode.NoContent, true), (again.StatusCode, again.Headers.Contains("Idempotency-Replayed")));
        await Task.Delay(2_000, ct);
        Assert.Equal(DeliveryState.Asking, (await Row(town, ct)).State);
        using var other = await client.SendAsync(ApiTown.Post($"api/v1/deliveries/{row.Id}/answer", new { answer = "leave" }, "nicht-da"), ct);
        await ApiTown.Problem(other, 422);

        Task<HttpResponseMessage> Answer() => client.SendAsync(ApiTown.Post($"api/v1/deliveries/{row.Id}/answer", new { answer = "notThere" }, "nicht-da"), ct);
    }

    private static Task<Delivery> Row(RunningTown town, CancellationToken ct) => town.With((Db db) => db.Set<Delivery>().AsNoTracking().SingleAsync(ct));

    private static Task<int> Ask(RunningTown town, CancellationToken ct) => town.With((Db db) => db.Set<Delivery>()
        .ExecuteUpdateAsync(set => set.SetProperty(x => x.State, DeliveryState.Asking).SetProperty(x => x.NextAt, (DateTime?)null), ct));

    private static async Task<Delivery> Until(RunningTown town, DeliveryState state, CancellationToken ct)
    {
        for (var i = 0; i < 300; i++, await Task.Delay(100, ct))
            if (await town.With((Db db) => db.Set<Delivery>().AsNoTracking().SingleOrDefaultAsync(ct)) is { } row && row.State == state)
                return row;
        throw new TimeoutException($"{(await Row(town, ct)).State}");
    }
}
