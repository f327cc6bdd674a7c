using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Api;

public sealed class RefusalTests(ApiTown shared)
{
    [Fact]
    public async Task Nothing_under_v1_opens_without_a_token()
    {
        var town = await shared.Open();
        var operations = (await Document(town)).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Method: operation.Name.ToUpperInvariant(), path.Name))).ToList();
        Assert.NotEmpty(operations);
        foreach (var (method, path) in operations)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
            using var answer = await town.Town.Http.SendAsync(request);
            await ApiTown.Problem(answer, 401);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        }
    }

    [Fact]
    public async Task A_wrong_token_is_no_token()
    {
        var town = await shared.Open();
        using var stranger = town.Town.Client("sf_" + new string('0', 64));
        await ApiTown.Problem(await stranger.GetAsync("api/v1/me"), 401);
    }

    [Fact]
    public async Task Each_refusal_is_a_problem_with_its_status()
    {
        var town = await shared.Open();
        var writer = town.Writer;
        var none = Guid.CreateVersion7();
        await ApiTown.Problem(await writer.GetAsync("api/v1/gibt-es-nicht"), 404);
        await ApiTown.Problem(await writer.GetAsync($"api/v1/posts/{none}"), 404);
        using var wrongMethod = await writer.DeleteAsync("api/v1/posts");
        await ApiTown.Problem(wrongMethod, 405);
        Assert.Equal(["GET", "POST"], wrongMethod.Content.Headers.Allow.Order());
        await ApiTown.Problem(await writer.GetAsync("api/v1/posts/keine-id"), 400);
        await ApiTown.Problem(await writer.PostAsync("api/v1/posts", new StringContent("{ \"title\": ", Encoding.UTF8, "application/json")), 400);
        var place = await ApiTown.Problem(await writer.PostAsJsonAsync("api/v1/posts", new { title = "x", pictures = new[] { new { picture = "keine" } } }), 400);
        Assert.Contains("$.pictures[0].picture", place.GetProperty("detail").GetString());
        await ApiTown.Problem(await writer.PostAsync("api/v1/posts", new StringContent("title=x", Encoding.UTF8, "text/plain")), 415);
        await ApiTown.Problem(await writer.PostAsJsonAsync("api/v1/posts", new { title = "Ohne Einheit" }), 422);
        await ApiTown.Problem(await writer.PostAsync("api/v1/media", new StringContent("kein Bild")), 422);
        await ApiTown.Problem(await writer.PostAsJsonAsync("api/v1/pause", new { }), 403);
        await ApiTown.Problem(await writer.GetAsync("api/v1/posts?cursor=unsinn"), 422);
        await ApiTown.Problem(await town.Town.Http.GetAsync("api/nichts"), 404);
    }

    [Fact]
    public async Task Content_that_is_too_large_is_refused_with_and_without_a_key()
    {
        var town = await shared.Open();
        var large = JsonSerializer.Serialize(new { title = new string('x', 2 * 1024 * 1024) });
        foreach (var key in new[] { null, $"{Guid.CreateVersion7()}" })
            await ApiTown.Problem(await town.Writer.SendAsync(ApiTown.Post("api/v1/posts", new StringContent(large, Encoding.UTF8, "application/json"), key)), 413);
    }

    [Fact]
    public async Task Sentences_come_in_the_language_that_was_asked_for()
    {
        var town = await shared.Open();
        foreach (var (language, title) in new[] { ("de", "Anmeldung fehlt"), ("en", "Not signed in"), ("fr", "Anmeldung fehlt") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/me");
            request.Headers.AcceptLanguage.ParseAdd(language);
            Assert.Equal(title, (await ApiTown.Problem(await town.Town.Http.SendAsync(request), 401)).GetProperty("title").GetString());
        }
    }

    [Fact]
    public async Task A_token_does_less_than_its_person_when_it_was_made_so()
    {
        var town = await shared.Open();
        using var reads = town.Town.Client(await town.Town.Token(town.WriterId, Permission.See));
        Assert.Equal(HttpStatusCode.OK, (await reads.GetAsync("api/v1/posts")).StatusCode);
        await ApiTown.Problem(await reads.PostAsJsonAsync("api/v1/posts", town.Draft("Nur lesen")), 403);
        var me = await ApiTown.Json(await reads.GetAsync("api/v1/me"));
        Assert.Equal(["see"], me.GetProperty("permissions").EnumerateObject().Select(permission => permission.Name));
    }

    [Fact]
    public async Task A_token_opens_no_page_of_the_desk()
    {
        var town = await shared.Open();
        using var answer = await town.Writer.GetAsync("desk");
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Too_many_requests_are_told_when_it_goes_on()
    {
        await using var small = await RunningTown.Start(
            TestContext.Current.CancellationToken, [new("Api:ReadsPerMinute", "6"), new("Api:WritesPerMinute", "60")]);
        var city = await small.City();
        using var one = await small.Client("Eine", city, Role.Writer);
        using var other = await small.Client("Andere", city, Role.Writer);
        for (var left = 5; left >= 0; left--)
        {
            using var answer = await one.GetAsync("api/v1/me");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal($"{left}", answer.Headers.GetValues("RateLimit-Remaining").Single());
        }
        using var refused = await one.GetAsync("api/v1/me");
        await ApiTown.Problem(refused, 429);
        using var disguised = new HttpRequestMessage(HttpMethod.Get, "api/v1/me");
        disguised.Headers.TryAddWithoutValidation("Authorization", $"bEARER   {one.DefaultRequestHeaders.Authorization!.Parameter}");
        await ApiTown.Problem(await small.Http.SendAsync(disguised), 429);
        Assert.Equal(TimeSpan.FromSeconds(10), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("api/v1/me")).StatusCode);
        // Reads and writes have budgets of their own.
        await ApiTown.Problem(await one.PostAsJsonAsync("api/v1/posts", new { }), 422);
    }

    private static async Task<JsonElement> Document(ApiTown town) => await ApiTown.Json(await town.Town.Http.GetAsync("api/openapi.json"));
}
