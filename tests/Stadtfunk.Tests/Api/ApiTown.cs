using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Api;
using Stadtfunk.Tests.Support;

[assembly: AssemblyFixture(typeof(ApiTown))]

namespace Stadtfunk.Tests.Api;

/// <summary>One running town for all tests of the API: a press office with a writer, an approver, and two practice channels.</summary>
public sealed class ApiTown : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private RunningTown? town;

    public RunningTown Town => town!;
    public UnitId City { get; private set; }
    public PersonId WriterId { get; private set; }
    public HttpClient Writer { get; private set; } = null!;
    public HttpClient Approver { get; private set; } = null!;
    public ChannelId First { get; private set; }
    public ChannelId Second { get; private set; }

    public async Task<ApiTown> Open()
    {
        await gate.WaitAsync();
        try
        {
            if (town is not null) return this;
            var started = await RunningTown.Start(CancellationToken.None);
            City = await started.City();
            var lead = await started.Person("Leitung", City, Role.DeskLead);
            var actor = await started.ActorOf(lead);
            First = await started.Practice(actor, City, "Übung eins");
            Second = await started.Practice(actor, City, "Übung zwei");
            WriterId = await started.Person("Schreiberin", City, Role.Writer);
            Writer = started.Client(await started.Token(WriterId));
            Approver = await started.Client("Freigeberin", City, Role.Approver);
            await KnowsItsUnits(Approver);
            town = started;
            return this;
        }
        finally
        {
            gate.Release();
        }
    }

    // The tree of units was written from outside; the program looks again within seconds.
    private async Task KnowsItsUnits(HttpClient client)
    {
        for (var tries = 0; tries < 100 && !(await client.GetStringAsync("api/v1/units")).Contains($"{City}", StringComparison.Ordinal); tries++)
            await Task.Delay(200);
    }

    public object Draft(string title, string? text = null) => new
    {
        unit = City, title, text = text ?? $"{title}. Weitere Angaben stehen auf der Seite der Stadt.", language = "de",
        channels = new object[] { new { channel = First }, new { channel = Second, text = $"{title}, kurz gesagt." } },
    };

    public static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Is it a problem with this status and at least one sentence?</summary>
    public static async Task<JsonElement> Problem(HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var where = $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode} {text}";
        Assert.True(status == (int)answer.StatusCode, where);
        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", where);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        var errors = problem.GetProperty("errors").EnumerateArray().ToList();
        Assert.NotEmpty(errors);
        foreach (var error in errors)
        {
            Assert.NotEmpty(error.GetProperty("code").GetString()!);
            // A key without a text shows as "[key]".
            Assert.DoesNotMatch(@"^\[|^$", error.GetProperty("sentence").GetString()!);
        }
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        return problem;
    }

    public static HttpRequestMessage Post(string path, object? body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body as HttpContent ?? JsonContent.Create(body ?? new { }) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    public static MultipartFormDataContent Upload(UnitId unit, byte[] bytes, string alt)
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return new MultipartFormDataContent { { new StringContent($"{unit}"), "unit" }, { new StringContent(alt), "alt" }, { file, "file", "bild.png" } };
    }

    public async ValueTask DisposeAsync()
    {
        if (town is null) return;
        Writer.Dispose();
        Approver.Dispose();
        await town.DisposeAsync();
    }
}
