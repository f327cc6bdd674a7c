using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Renditions;
using Xunit;

namespace Stadtfunk.Tests.Media;

public sealed class BilderTests
{
    [Fact]
    public async Task Serves_renditions_for_ever_and_never_an_original()
    {
        await using var media = await MediaHouse.Open();
        var picture = await media.Took(Samples.Jpeg(Samples.Noise(600, 400)), "a.jpg");
        var made = (await media.Rendition(picture.Id, 480, null, "image/webp")).Value!;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(media.House.Get<FileStore>());
        await using var app = builder.Build();
        BilderEndpoints.Map(app);
        app.MapMethods("/videos/{start}/{name}", ["GET", "HEAD"], Stadtfunk.Media.Videos.VideoEndpoints.Serve);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(address) };

        var whole = await http.GetAsync(made.Path);
        Assert.Equal("image/webp", whole.Content.Headers.ContentType!.MediaType);
        Assert.Equal(await media.Stored(made.Hash), await whole.Content.ReadAsByteArrayAsync());
        Assert.Equal("public, max-age=31536000, immutable", whole.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("nosniff", whole.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", whole.Headers.GetValues("Content-Security-Policy").Single());

        var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, made.Path));
        Assert.Equal((HttpStatusCode.OK, made.Bytes), (head.StatusCode, head.Content.Headers.ContentLength));
        var known = new HttpRequestMessage(HttpMethod.Get, made.Path) { Headers = { IfNoneMatch = { whole.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await http.SendAsync(known)).StatusCode);
        var part = new HttpRequestMessage(HttpMethod.Get, made.Path) { Headers = { Range = new RangeHeaderValue(10, 19) } };
        Assert.Equal(10, (await (await http.SendAsync(part)).Content.ReadAsByteArrayAsync()).Length);

        await ServesFilmsInParts(media, http);
        foreach (var closed in (string[])[$"/bilder/{picture.Hash[..2]}/{picture.Hash[2..]}", $"/bilder/{picture.Hash[..2]}/{picture.Hash[2..]}.jpg", "/bilder/ab/..%2f..%2fstadtfunk.db", $"/bilder/{made.Hash[..2]}/{made.Hash[2..]}.jpg"])
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(closed)).StatusCode);
    }

    private static async Task ServesFilmsInParts(MediaHouse media, HttpClient http)
    {
        var film = (await media.Add(VideoSamples.Plain, "film.mp4")).Value!.Picture.Id;
        await media.House.With((Stadtfunk.Media.Videos.VideoRound round) => round.Tick(default));
        Assert.True((await media.House.With((Stadtfunk.Media.Videos.SetSubtitles set) => set.Run(media.Writer, film, VideoSamples.Subtitles, "de", default))).Ok);
        var video = (await media.House.With((Stadtfunk.Media.Contracts.IPictures pictures) => pictures.Find(film, default)))!.Video!;
        var part = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, video.Path) { Headers = { Range = new RangeHeaderValue(100, 299) } });
        Assert.Equal((HttpStatusCode.PartialContent, "video/mp4", 200, video.Bytes), (part.StatusCode, part.Content.Headers.ContentType!.MediaType, (await part.Content.ReadAsByteArrayAsync()).Length, part.Content.Headers.ContentRange!.Length!.Value));
        var subtitles = await http.GetAsync(video.Subtitles!.Path);
        Assert.Equal("text/vtt", subtitles.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("WEBVTT", await subtitles.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/videos/{video.Hash[..2]}/{video.Hash[2..]}.mp4")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/videos/ab/..%2f..%2fstadtfunk.db")).StatusCode);
    }
}
