using System.Net;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Api;

/// <summary>The program dies in the middle of a POST; whoever sent it sends the same again and does not ask what happened.</summary>
public sealed class KilledWhilePostingTests
{
    [Fact]
    public async Task The_same_key_after_a_kill_makes_exactly_one_post()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var town = await RunningTown.Start(ct);
        var city = await town.City();
        using var writer = await town.Client("Schreiberin", city, Role.Writer);
        for (var round = 0; round < 2; round++)
        {
            var titles = Enumerable.Range(0, 16).Select(place => $"Runde{round} Nummer{place:00}").ToList();
            var first = titles.Select(title => Send(writer, city, title)).ToList();
            await Task.WhenAny(first);
            await Task.Delay(Random.Shared.Next(12), ct);
            await town.Kill();
            var before = await Task.WhenAll(first);
            // Some were under way: otherwise nothing was tried.
            Assert.Contains(null, before);
            await town.Restart(ct);
            foreach (var (title, early) in titles.Zip(before))
            {
                using var again = await writer.SendAsync(Request(city, title), ct);
                Assert.Equal(HttpStatusCode.Created, again.StatusCode);
                if (early is not null)
                    Assert.Equal(early, await again.Content.ReadAsStringAsync(ct));
                var found = (await ApiTown.Json(await writer.GetAsync($"api/v1/posts?text={Uri.EscapeDataString(title)}", ct))).GetProperty("posts");
                Assert.Equal(1, found.GetArrayLength());
            }
        }
    }

    /// <summary>The answer, or null when there was none.</summary>
    private static async Task<string?> Send(HttpClient writer, UnitId city, string title)
    {
        try
        {
            using var answer = await writer.SendAsync(Request(city, title));
            return answer.StatusCode == HttpStatusCode.Created ? await answer.Content.ReadAsStringAsync() : null;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return null;
        }
    }

    private static HttpRequestMessage Request(UnitId city, string title) =>
        ApiTown.Post("api/v1/posts", new { unit = city, title, text = "Text", language = "de" }, $"kill-{title.Replace(' ', '-')}");
}
