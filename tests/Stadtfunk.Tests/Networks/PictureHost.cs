using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Tests.Networks;

/// <summary>Hands pictures and films out under the address that the product's own server would, for networks that fetch them.</summary>
internal sealed class PictureHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, (string Type, Func<CancellationToken, Task<Stream>> Open)> shown = new();

    private PictureHost(WebApplication app) => this.app = app;

    public Uri Url { get; private set; } = null!;

    /// <summary>What was fetched, in order.</summary>
    public ConcurrentQueue<string> Fetched { get; } = new();

    /// <summary>Answers to the next fetches in place of the file; afterwards the files again.</summary>
    public ConcurrentQueue<int> Failures { get; } = new();

    public static async Task<PictureHost> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = new PictureHost(builder.Build());
        host.app.Run(host.Answer);
        await host.app.StartAsync();
        host.Url = new Uri(host.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
        return host;
    }

    public OutgoingPicture Show(OutgoingPicture picture)
    {
        var path = $"/bilder/{picture.Name[..2]}/{picture.Name[2..]}.{picture.MediaType.Split('/')[^1].Replace("jpeg", "jpg")}";
        shown[path] = (picture.MediaType, picture.Open);
        return picture with { Public = new Uri(Url, path) };
    }

    public OutgoingVideo Show(OutgoingVideo video)
    {
        var path = $"/videos/{video.Name[..2]}/{video.Name[2..]}.mp4";
        shown[path] = (video.MediaType, video.Open);
        return video with { Public = new Uri(Url, path) };
    }

    private async Task Answer(HttpContext http)
    {
        Fetched.Enqueue(http.Request.Path);
        if (Failures.TryDequeue(out var status) || !shown.TryGetValue(http.Request.Path, out var file))
        {
            http.Response.StatusCode = status == 0 ? 404 : status;
            return;
        }
        http.Response.ContentType = file.Type;
        await using var bytes = await file.Open(default);
        await bytes.CopyToAsync(http.Response.Body);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
