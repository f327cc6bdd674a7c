using System.Globalization;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Media;

namespace Stadtfunk.Tests.Api;

/// <summary>Whoever heard no answer sends the same again, whatever it was. In a town of its own, because some of it is held still.</summary>
public sealed class EveryPostTests
{
    private static string Tomorrow { get; } = TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Every_post_of_the_api_is_answered_the_same_when_it_comes_again_with_its_key()
    {
        await using var town = await new ApiTown().Open();
        var bytes = Samples.Png(Samples.Noise(50, 30));
        var ways = new Dictionary<string, Func<Task<(HttpClient Who, string Path, Func<object> Body)>>>
        {
            ["CreatePost"] = () => Of(town.Writer, "posts", town.Draft("Noch einmal begonnen")),
            ["AddComment"] = async () => Step(town.Approver, await Draft(town), "comments", new { text = "Bitte kürzer." }),
            ["SubmitPost"] = async () => Step(town.Writer, await Draft(town), "submit", new { }),
            ["ReturnPost"] = async () => Step(town.Approver, await Submitted(town), "return", new { comment = "Bitte kürzer." }),
            ["ApprovePost"] = async () => Step(town.Approver, await Submitted(town), "approve", new { }),
            ["ReleasePost"] = async () => Step(town.Approver, await Approved(town), "release", new { at = Tomorrow }),
            ["ReschedulePost"] = async () => Step(town.Approver, await Scheduled(town), "reschedule", new { at = Tomorrow.Replace("+00:00", "-01:00", StringComparison.Ordinal) }),
            ["CallOffPost"] = async () => Step(town.Approver, await Scheduled(town), "call-off", new { }),
            ["WithdrawPost"] = async () => Step(town.Approver, await Out(town), "withdraw", new { comment = "Irrtum" }),
            ["ReopenPost"] = async () => Step(town.Writer, await Out(town), "correct", new { }),
            ["DropCorrection"] = async () => Step(town.Writer, await Done(town.Writer, await Out(town), "correct", new { }), "drop-correction", new { }),
            ["AddPicture"] = () => Task.FromResult<(HttpClient, string, Func<object>)>((town.Writer, "media", () => ApiTown.Upload(town.City, bytes, "Rauschen"))),
            ["RestorePicture"] = async () => await Of(town.Writer, $"media/{await Binned(town)}/restore", new { }),
            ["AnswerCheck"] = async () => await Of(town.Approver, $"deliveries/{await Row(town, DeliveryState.Asking)}/answer", new { answer = "leave" }),
            ["SendAgain"] = async () => await Of(town.Approver, $"deliveries/{await Row(town, DeliveryState.Missed)}/send-again", new { due = Tomorrow }),
            ["PauseChannel"] = () => Of(town.Approver, $"channels/{town.First}/pause", new { }),
            ["ResumeChannel"] = () => Of(town.Approver, $"channels/{town.First}/resume", new { }),
            ["PauseAll"] = () => Of(town.Approver, "pause", new { }),
            ["ResumeAll"] = () => Of(town.Approver, "resume", new { }),
        };
        var document = await ApiTown.Json(await town.Town.Http.GetAsync("api/openapi.json"));
        var posts = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Where(operation => operation.Name == "post")
            .Select(operation => operation.Value.GetProperty("operationId").GetString()!);
        Assert.Equal(posts.Order(StringComparer.Ordinal), ways.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, way) in ways)
        {
            var (who, path, body) = await way();
            var key = $"noch-einmal-{name}";
            using var first = await who.SendAsync(ApiTown.Post($"api/v1/{path}", body(), key));
            Assert.True(first.IsSuccessStatusCode, $"{name}: {(int)first.StatusCode} {await first.Content.ReadAsStringAsync()}");
            using var again = await who.SendAsync(ApiTown.Post($"api/v1/{path}", body(), key));
            Assert.True(again.Headers.Contains("Idempotency-Replayed"), $"{name}: {(int)again.StatusCode} {await again.Content.ReadAsStringAsync()}");
            Assert.Equal((name, first.StatusCode, first.Headers.Location, await first.Content.ReadAsStringAsync()), (name, again.StatusCode, again.Headers.Location, await again.Content.ReadAsStringAsync()));
        }
    }

    private static Task<(HttpClient, string, Func<object>)> Of(HttpClient who, string path, object body) => Task.FromResult<(HttpClient, string, Func<object>)>((who, path, () => body));

    private static (HttpClient, string, Func<object>) Step(HttpClient who, string post, string step, object body) => (who, $"posts/{post}/{step}", () => body);

    private static async Task<string> Draft(ApiTown town) =>
        (await ApiTown.Json(await town.Writer.PostAsJsonAsync("api/v1/posts", town.Draft($"Entwurf {Guid.CreateVersion7()}")))).GetProperty("id").GetString()!;

    private static async Task<string> Submitted(ApiTown town) => await Done(town.Writer, await Draft(town), "submit", new { });

    private static async Task<string> Approved(ApiTown town) => await Done(town.Approver, await Submitted(town), "approve", new { });

    private static async Task<string> Scheduled(ApiTown town) => await Done(town.Approver, await Approved(town), "release", new { at = Tomorrow });

    /// <summary>Published on all its channels.</summary>
    private static async Task<string> Out(ApiTown town)
    {
        var post = await Done(town.Approver, await Approved(town), "release", new { now = true });
        for (var i = 0; i < 300; i++, await Task.Delay(200))
            if ((await ApiTown.Json(await town.Writer.GetAsync($"api/v1/posts/{post}"))).GetProperty("state").GetString() == "published")
                return post;
        throw new TimeoutException(await town.Writer.GetStringAsync($"api/v1/posts/{post}/deliveries"));
    }

    private static async Task<string> Done(HttpClient who, string post, string step, object body)
    {
        await ApiTown.Json(await who.PostAsJsonAsync($"api/v1/posts/{post}/{step}", body));
        return post;
    }

    private static async Task<string> Binned(ApiTown town)
    {
        var taken = await ApiTown.Json(await town.Writer.PostAsync("api/v1/media", ApiTown.Upload(town.City, Samples.Png(Samples.Noise(30, 50)), "Weg damit")));
        (await town.Writer.DeleteAsync($"api/v1/media/{taken.GetProperty("id").GetString()}")).EnsureSuccessStatusCode();
        return taken.GetProperty("id").GetString()!;
    }

    /// <summary>A delivery that needs a person.</summary>
    private static async Task<string> Row(ApiTown town, DeliveryState state)
    {
        var post = await Out(town);
        var row = (await ApiTown.Json(await town.Writer.GetAsync($"api/v1/posts/{post}/deliveries")))[0].GetProperty("id").GetString()!;
        Assert.True(DeliveryId.TryParse(row, null, out var id));
        await town.Town.With((Db db) => db.Set<Delivery>().Where(x => x.Id == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.State, state).SetProperty(x => x.NextAt, (DateTime?)null)));
        return row;
    }
}
