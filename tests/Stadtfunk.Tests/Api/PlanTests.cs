using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Api;

/// <summary>What comes between writing and the receipt, each step seen to take effect over HTTP alone.</summary>
public sealed class PlanTests(ApiTown shared)
{
    [Fact]
    public async Task A_post_is_planned_withdrawn_and_a_check_answered_over_http()
    {
        var town = await shared.Open();
        var post = await Approved(town, "Geplant und verworfen", town.First);
        var (at, later) = (Hour(2), Hour(5));
        await Step(town, post, "release", new { at }, "scheduled");
        Assert.Equal(("waiting", at.UtcDateTime), Planned(Assert.Single(await Deliveries(town, post, 1))));
        await Step(town, post, "reschedule", new { at = later }, "scheduled");
        await Until(async () => Planned((await Deliveries(town, post, 1))[0]) == ("waiting", later.UtcDateTime));
        await Step(town, post, "call-off", new { }, "draft");
        await Until(async () => State((await Deliveries(town, post, 1))[0]) == "withdrawn");

        // Once more, and now it goes out and is taken away again.
        Assert.Equal("submitted", State(await ApiTown.Json(await town.Writer.PostAsJsonAsync($"api/v1/posts/{post}/submit", new { }))));
        await Step(town, post, "approve", new { }, "approved");
        await Step(town, post, "release", new { now = true }, "scheduled");
        await Until(async () => (await Deliveries(town, post, 1)).Count(x => State(x) == "published") == 1);
        await Until(async () => await StateOf(town, post) == "published");
        var page = (await ApiTown.Json(await town.Writer.GetAsync($"api/v1/posts/{post}"))).GetProperty("page").GetString();
        Assert.Equal(HttpStatusCode.OK, (await town.Town.Http.GetAsync(page)).StatusCode);
        await ApiTown.Json(await town.Approver.PostAsJsonAsync($"api/v1/posts/{post}/withdraw", new { comment = "Irrtum" }));
        await Until(async () => (await Deliveries(town, post, 1)).Any(x => x.GetProperty("kind").GetString() == "delete" && State(x) == "published"));
        await Until(async () => await StateOf(town, post) == "withdrawn");
        await Until(async () => (await town.Town.Http.GetAsync(page)).StatusCode == HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_channel_is_held_and_let_go_and_what_it_needs_a_person_for_is_answered()
    {
        var town = await shared.Open();
        var lead = await town.Town.ActorOf(await town.Town.Person("Leitung im Halt", town.City, Role.DeskLead));
        var channel = await town.Town.Practice(lead, town.City, "Übung im Halt");
        await NoContent(town.Approver.PostAsJsonAsync($"api/v1/channels/{channel}/pause", new { }));
        string[] names = ["Ist da", "Ist nicht da", "Bleibt liegen", "Noch einmal", "Nur gehalten"];
        var posts = new List<string>();
        foreach (var name in names)
        {
            var post = await Approved(town, $"Gehalten: {name}", channel);
            await Step(town, post, "release", new { now = true }, "scheduled");
            posts.Add(post);
        }
        foreach (var post in posts)
            await Until(async () => await Live(town, post));
        Assert.All(await Task.WhenAll(posts.Select(post => Deliveries(town, post, 1))), rows => Assert.Equal("waiting", State(Assert.Single(rows))));

        // What only an accident brings about: three calls whose outcome nobody knows, and one that was refused.
        foreach (var post in posts[..4])
            await town.Town.With<Db, bool>(async db =>
            {
                var row = await db.Set<Delivery>().SingleAsync(x => x.Post == Stadtfunk.Editorial.Contracts.PostId.Parse(post, null));
                var now = TimeProvider.System.GetUtcNow().UtcDateTime;
                row.Wake(now);
                Assert.True(row.LeaseToPrepare("Unfall", now));
                row.Begin("uebung-im-halt");
                Assert.True(row.Intend(now));
                if (post == posts[3])
                    row.Refused(new Sentence("Publishing.PictureGone"));
                else
                    row.Ask(new Sentence("Publishing.NobodyCanTell"));
                return await db.SaveChangesAsync() > 0;
            });
        var ids = (await Task.WhenAll(posts.Select(post => Deliveries(town, post, 1)))).Select(rows => rows[0].GetProperty("id").GetString()!).ToList();
        var listed = await town.Approver.GetStringAsync("api/v1/checks");
        Assert.All(ids[..4], id => Assert.Contains(id, listed, StringComparison.Ordinal));
        Assert.DoesNotContain(ids[4], listed, StringComparison.Ordinal);

        await ApiTown.Problem(await town.Writer.PostAsJsonAsync($"api/v1/deliveries/{ids[1]}/answer", new { answer = "notThere" }), 403);
        await ApiTown.Problem(await town.Approver.PostAsJsonAsync($"api/v1/deliveries/{ids[0]}/answer", new { answer = "itIsThere", link = "https://anderswo.example/1" }), 422);
        await NoContent(town.Approver.PostAsJsonAsync($"api/v1/deliveries/{ids[1]}/answer", new { answer = "notThere" }));
        await NoContent(town.Approver.PostAsJsonAsync($"api/v1/deliveries/{ids[2]}/answer", new { answer = "leave" }));
        await NoContent(town.Approver.PostAsJsonAsync($"api/v1/deliveries/{ids[3]}/send-again", new { due = (string?)null }));
        await NoContent(town.Approver.PostAsJsonAsync($"api/v1/channels/{channel}/resume", new { }));
        foreach (var place in new[] { 1, 3, 4 })
            await Until(async () => State((await Deliveries(town, posts[place], 1))[0]) == "published");
        Assert.Equal("withdrawn", State((await Deliveries(town, posts[2], 1))[0]));

        // The first one, somebody says, is there: under the link of a post that is nobody else's receipt.
        Assert.Equal("asking", State((await Deliveries(town, posts[0], 1))[0]));
        await ApiTown.Problem(await town.Approver.PostAsJsonAsync($"api/v1/deliveries/{ids[0]}/answer",
            new { answer = "itIsThere", link = (await Deliveries(town, posts[4], 1))[0].GetProperty("link").GetString() }), 422);
        Assert.DoesNotContain(ids[1], await town.Approver.GetStringAsync("api/v1/checks"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_is_held_and_let_go_over_http()
    {
        await using var town = await RunningTown.Start(TestContext.Current.CancellationToken);
        var city = await town.City();
        await town.Practice(await town.ActorOf(await town.Person("Leitung", city, Role.DeskLead)), city, "Übung eins");
        using var approver = await town.Client("Freigeberin", city, Role.Approver);
        for (var tries = 0; tries < 100 && !(await approver.GetStringAsync("api/v1/units")).Contains($"{city}", StringComparison.Ordinal); tries++)
            await Task.Delay(200);
        await NoContent(approver.PostAsJsonAsync("api/v1/pause", new { }));
        Assert.Equal(1, await town.With((Db db) => db.Set<Pause>().CountAsync()));
        await NoContent(approver.PostAsJsonAsync("api/v1/resume", new { }));
        Assert.Equal(0, await town.With((Db db) => db.Set<Pause>().CountAsync()));
    }

    private static async Task<string> Approved(ApiTown town, string title, ChannelId channel)
    {
        var draft = new { unit = town.City, title, text = $"{title}. Mehr steht auf der Seite der Stadt.", language = "de", channels = new[] { new { channel } }, submit = true };
        var made = await ApiTown.Json(await town.Writer.PostAsJsonAsync("api/v1/posts", draft));
        Assert.Equal("submitted", State(made));
        var post = made.GetProperty("id").GetString()!;
        await Step(town, post, "approve", new { }, "approved");
        return post;
    }

    private static async Task Step(ApiTown town, string post, string step, object body, string becomes) =>
        Assert.Equal(becomes, State(await ApiTown.Json(await town.Approver.PostAsJsonAsync($"api/v1/posts/{post}/{step}", body))));

    private static async Task NoContent(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        Assert.True(answer.StatusCode == HttpStatusCode.NoContent, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static string? State(JsonElement one) => one.GetProperty("state").GetString();

    private static (string?, DateTime) Planned(JsonElement delivery) => (State(delivery), delivery.GetProperty("due").GetDateTime().ToUniversalTime());

    private static async Task<string?> StateOf(ApiTown town, string post) => State(await ApiTown.Json(await town.Writer.GetAsync($"api/v1/posts/{post}")));

    private static async Task<bool> Live(ApiTown town, string post) =>
        await town.Town.With((Db db) => db.Set<Release>().AnyAsync(x => x.Post == Stadtfunk.Editorial.Contracts.PostId.Parse(post, null) && x.LiveAt != null));

    /// <summary>As soon as there are so many.</summary>
    private static async Task<List<JsonElement>> Deliveries(ApiTown town, string post, int least)
    {
        List<JsonElement> rows = [];
        await Until(async () => (rows = [.. (await ApiTown.Json(await town.Writer.GetAsync($"api/v1/posts/{post}/deliveries"))).EnumerateArray()]).Count >= least);
        return rows;
    }

    private static async Task Until(Func<Task<bool>> good)
    {
        var end = Environment.TickCount64 + 60_000;
        while (!await good())
        {
            Assert.True(Environment.TickCount64 < end, "It did not come to that within a minute.");
            await Task.Delay(150);
        }
    }

    // Whole seconds, as they are stored everywhere.
    private static DateTimeOffset Hour(int hours) => DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddHours(hours).ToUnixTimeSeconds());
}
