using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Library;
using Stadtfunk.Media.Videos;
using Xunit;

namespace Stadtfunk.Tests.Media;

public sealed class PictureApiTests
{
    [Fact]
    public async Task A_program_uploads_a_picture_and_reads_it_or_a_sentence()
    {
        await using var media = await MediaHouse.Open();
        await using var app = await Serve(media);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        var unit = media.Unit.ToString();

        var added = await http.PostAsync("/api/v1/media", Form(unit, Samples.Jpeg(), "Schnee über der Aue.jpg"));
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var picture = JsonDocument.Parse(await added.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(("Schnee", "Schnee über der Aue.jpg", 320), (picture.GetProperty("alt").GetString(), picture.GetProperty("fileName").GetString(), picture.GetProperty("width").GetInt32()));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(added.Headers.Location)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("/api/v1/media", Form(unit, Samples.Jpeg(), "a.jpg"))).StatusCode);
        await DescribesAndThrowsAway(http, added.Headers.Location!);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/api/v1/media/{Guid.CreateVersion7()}")).StatusCode);

        foreach (var (content, code) in new (HttpContent, string)[]
        {
            (Form(unit, "<svg/>"u8.ToArray(), "a.svg"), "Media.IsSvg"), (Form("", Samples.Jpeg(), "a.jpg"), "Media.NoUnitSent"),
            (new MultipartFormDataContent { { new StringContent(unit), "unit" } }, "Media.NoFileSent"), (new StringContent("{}"), "Media.NotMultipart"),
            (Form(unit, new byte[70 * 1024 * 1024], "gross.jpg"), "Media.TooBig"),
        })
        {
            var refused = await http.PostAsync("/api/v1/media", content);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains($"\"{code}\"", await refused.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_picture_added_between_two_pages_repeats_none_and_hides_none()
    {
        await using var media = await MediaHouse.Open();
        await using var app = await Serve(media);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        // Two of the same moment, and the others apart.
        for (var i = 0; i < 5; i++)
        {
            await media.Took(Samples.Jpeg(Samples.Quarters(300 + (2 * i), 200)), $"alt-{i}.jpg");
            if (i != 2)
                media.House.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        var (seen, next) = (new List<string>(), "");
        for (var page = 0; next is not null; page++)
        {
            var answer = JsonDocument.Parse(await http.GetStringAsync($"/api/v1/media?take=2{(next.Length > 0 ? $"&cursor={next}" : "")}")).RootElement;
            seen.AddRange(answer.GetProperty("media").EnumerateArray().Select(one => one.GetProperty("fileName").GetString()!));
            next = answer.GetProperty("next").GetString();
            await media.Took(Samples.Jpeg(Samples.Quarters(400 + (2 * page), 200)), $"neu-{page}.jpg");
        }
        Assert.Equal(["alt-0.jpg", "alt-1.jpg", "alt-2.jpg", "alt-3.jpg", "alt-4.jpg"], seen.Order());
        var unknown = await http.GetAsync("/api/v1/media?cursor=20");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.Contains("Media.CursorUnknown", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task DescribesAndThrowsAway(HttpClient http, Uri picture)
    {
        var said = new { alt = "Schnee auf der Aue", credit = "A. Müller", focusX = 0.2, focusY = 0.4, tags = new[] { "Winter", "Aue" }, rights = new { licence = "ccBy", licenceNote = "", consent = "given", consentUntil = "2020-01-01", consentNote = "" } };
        var changed = JsonDocument.Parse(await (await http.PutAsync(picture, System.Net.Http.Json.JsonContent.Create(said))).Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(["Aue", "Winter"], changed.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Contains("Einwilligung", changed.GetProperty("blocked").GetString());
        var found = JsonDocument.Parse(await http.GetStringAsync("/api/v1/media?q=m%C3%BCller&tag=winter&take=5")).RootElement;
        Assert.Single(found.GetProperty("media").EnumerateArray());
        Assert.Equal(HttpStatusCode.NoContent, (await http.DeleteAsync(picture)).StatusCode);
        Assert.Empty(JsonDocument.Parse(await http.GetStringAsync("/api/v1/media")).RootElement.GetProperty("media").EnumerateArray());
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync(picture + "/restore", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PutAsync(picture + "/subtitles", System.Net.Http.Json.JsonContent.Create(new { text = "WEBVTT" }))).StatusCode);
    }

    private static MultipartFormDataContent Form(string unit, byte[] bytes, string name) => new()
    {
        { new StringContent(unit), "unit" }, { new StringContent("Schnee"), "alt" },
        { new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, "file", name },
    };

    /// <summary>A real server whose every request gets a scope of the house, signed in as the writer.</summary>
    private static async Task<WebApplication> Serve(MediaHouse media)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        // Only so that the endpoints know these for services; they come from the house.
        builder.Services.AddScoped<AddPicture>().AddScoped<PictureShow>().AddScoped<PictureList>().AddScoped<ChangePicture>().AddScoped<RemovePicture>().AddScoped<BringBackPicture>().AddScoped<SetSubtitles>().AddScoped<VideoLimit>().AddSingleton<Words>().AddScoped<IActors>(_ => throw new InvalidOperationException());
        // Who asks is set below; signing in is tried with the whole program (Api).
        builder.Services.Configure<Microsoft.AspNetCore.Routing.RouteOptions>(options => options.SuppressCheckForUnhandledSecurityMetadata = true);
        var app = builder.Build();
        app.Use(async (context, next) =>
        {
            await using var scope = media.House.Get<IServiceScopeFactory>().CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<IdentityHolder>().Value = new Identity(media.Writer.Person, null);
            var own = context.RequestServices;
            context.RequestServices = scope.ServiceProvider;
            await next(context);
            context.RequestServices = own;
        });
        PictureEndpoints.Map(app);
        await app.StartAsync();
        return app;
    }
}
