using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Api;

public sealed class JourneyTests(ApiTown shared)
{
    [Fact]
    public async Task A_post_goes_from_the_upload_to_its_receipts_over_http()
    {
        var town = await shared.Open();
        var picture = await ApiTown.Json(await town.Writer.PostAsync("api/v1/media", ApiTown.Upload(town.City, Samples.Png(), "Ein gestreiftes Bild")));
        var pictureId = picture.GetProperty("id").GetString();
        var draft = new
        {
            unit = town.City, title = "Das Rathaus öffnet länger", text = "Ab Dezember ist das Bürgerbüro donnerstags bis 19 Uhr offen.", language = "de",
            channels = new object[] { new { channel = town.First }, new { channel = town.Second, text = "Donnerstags bis 19 Uhr: unser Bürgerbüro." } },
            pictures = new object[] { new { picture = pictureId, alt = "Ein gestreiftes Bild" } },
        };
        using var created = await town.Writer.PostAsJsonAsync("api/v1/posts", draft);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var post = (await ApiTown.Json(created)).GetProperty("id").GetString();
        Assert.Equal($"/api/v1/posts/{post}", created.Headers.Location!.ToString());

        await Step(town.Writer, post, "submit", new { }, "submitted");
        await ApiTown.Problem(await town.Writer.PostAsJsonAsync($"api/v1/posts/{post}/approve", new { }), 403);
        await Step(town.Approver, post, "approve", new { }, "approved");
        await Step(town.Approver, post, "release", new { now = true }, "scheduled");

        var deliveries = await Published(town, post!, 2);
        foreach (var delivery in deliveries)
        {
            Assert.StartsWith($"{town.Town.Url}uebungsnetz/", delivery.GetProperty("link").GetString());
            // Outside the demo city the training network shows itself to those who are signed in.
            Assert.Equal(HttpStatusCode.Redirect, (await town.Town.Http.GetAsync(delivery.GetProperty("link").GetString())).StatusCode);
            var attempts = await ApiTown.Json(await town.Writer.GetAsync($"api/v1/deliveries/{delivery.GetProperty("id").GetString()}/attempts"));
            Assert.NotEqual(0, attempts.GetArrayLength());
        }
        var read = await ApiTown.Json(await town.Writer.GetAsync($"api/v1/posts/{post}"));
        // The post hears of its last delivery a moment later.
        for (var end = Environment.TickCount64 + 20_000; read.GetProperty("state").GetString() != "published" && Environment.TickCount64 < end; await Task.Delay(100))
            read = await ApiTown.Json(await town.Writer.GetAsync($"api/v1/posts/{post}"));
        Assert.Equal("published", read.GetProperty("state").GetString());
        Assert.Equal("Donnerstags bis 19 Uhr: unser Bürgerbüro.", read.GetProperty("channels")[1].GetProperty("ownText").GetString());
        var page = await (await town.Town.Http.GetAsync(read.GetProperty("page").GetString())).Content.ReadAsStringAsync();
        Assert.Contains("alt=\"Ein gestreiftes Bild\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_chosen_stays_until_somebody_says_another()
    {
        var town = await shared.Open();
        var lead = await town.Town.ActorOf(await town.Town.Person("Leitung der Formen", town.City, Role.DeskLead));
        var made = await town.Town.With<IChannels, Outcome<ChannelId>>(register => register.Create(lead, new NewChannel(town.City, "instagram", "Stadt zeigt", "Probe", null, null, null), CancellationToken.None));
        object Draft(int? version, object channel) => new { unit = town.City, version, title = "Mit Form", text = "Ein Bild für einen Tag.", language = "de", channels = new[] { channel } };
        var created = await ApiTown.Json(await town.Writer.PostAsJsonAsync("api/v1/posts", Draft(null, new { channel = made.Value, form = "story" })));
        var (path, version) = ($"api/v1/posts/{created.GetProperty("id").GetString()}", created.GetProperty("version").GetInt32());
        async Task<string?> Form() => (await ApiTown.Json(await town.Writer.GetAsync(path))).GetProperty("channels")[0].GetProperty("form").GetString();

        // Nothing is different, so nothing is written.
        Assert.Equal(version, (await ApiTown.Json(await town.Writer.PutAsJsonAsync(path, Draft(version, new { channel = made.Value })))).GetProperty("version").GetInt32());
        await ApiTown.Json(await town.Writer.PutAsJsonAsync($"{path}/variants/{made.Value}", new { version }));
        Assert.Equal("story", await Form());
        version = (await ApiTown.Json(await town.Writer.PutAsJsonAsync(path, Draft(version, new { channel = made.Value, form = (string?)null })))).GetProperty("version").GetInt32();
        Assert.Null(await Form());
        version = (await ApiTown.Json(await town.Writer.PutAsJsonAsync($"{path}/variants/{made.Value}", new { version, form = "story" }))).GetProperty("version").GetInt32();
        Assert.Equal("story", await Form());
        await ApiTown.Json(await town.Writer.PutAsJsonAsync($"{path}/variants/{made.Value}", new { version, form = "" }));
        Assert.Null(await Form());
    }

    [Fact]
    public async Task Pages_of_posts_follow_the_cursor_without_gap_or_double()
    {
        var town = await shared.Open();
        var made = new HashSet<string>();
        for (var i = 0; i < 5; i++)
            made.Add((await ApiTown.Json(await town.Writer.PostAsJsonAsync("api/v1/posts", town.Draft($"Blättern {i}")))).GetProperty("id").GetString()!);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await ApiTown.Json(await town.Writer.GetAsync($"api/v1/posts?text=Bl%C3%A4ttern&take=2{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}"));
            Assert.InRange(page.GetProperty("posts").GetArrayLength(), 1, 2);
            seen.AddRange(page.GetProperty("posts").EnumerateArray().Select(post => post.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        Assert.Equal(made.Order(), seen.Order());
    }

    private static async Task Step(HttpClient who, string? post, string step, object body, string becomes) =>
        Assert.Equal(becomes, (await ApiTown.Json(await who.PostAsJsonAsync($"api/v1/posts/{post}/{step}", body))).GetProperty("state").GetString());

    private static async Task<List<JsonElement>> Published(ApiTown town, string post, int count)
    {
        for (var i = 0; i < 300; i++)
        {
            var deliveries = (await ApiTown.Json(await town.Writer.GetAsync($"api/v1/posts/{post}/deliveries"))).EnumerateArray().ToList();
            if (deliveries.Count(delivery => delivery.GetProperty("state").GetString() == "published") == count)
                return deliveries;
            await Task.Delay(200);
        }
        throw new TimeoutException(await (await town.Writer.GetAsync($"api/v1/posts/{post}/deliveries")).Content.ReadAsStringAsync());
    }
}
