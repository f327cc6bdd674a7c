using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Stadtfunk.Tests.Support;

/// <summary>What goes wrong with one call; the path tells which calls are meant.</summary>
/// <param name="Path">Part of the path.</param>
/// <param name="After">The real server gets the request and does its work first.</param>
/// <param name="Act">Spoils the answer.</param>
public sealed record ProxyFault(string Path, bool After, Func<HttpContext, Task> Act);

/// <summary>Stands between the product and a real server that cannot fail on demand, and counts what it let through.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }, disposeHandler: true);
    private readonly ConcurrentQueue<string> arrived = new();
    private readonly Uri target;
    private volatile ProxyFault? fault;
    private int spoiledCalls;

    private FaultProxy(WebApplication app, Uri target)
    {
        this.app = app;
        this.target = target;
    }

    public Uri Url { get; private set; } = null!;

    /// <summary>Every request that reached us, as method and path.</summary>
    public IReadOnlyCollection<string> Arrived => arrived;

    public static async Task<FaultProxy> Start(Uri target)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var proxy = new FaultProxy(app, target);
        app.Run(proxy.Handle);
        await app.StartAsync();
        proxy.Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
        return proxy;
    }

    /// <summary>How many calls the current fault has spoiled.</summary>
    public int Spoiled => spoiledCalls;

    public void Spoil(ProxyFault next)
    {
        spoiledCalls = 0;
        fault = next;
    }

    public void Mend() => fault = null;

    public static Task Reset(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    public static Func<HttpContext, Task> Say(int status, string body, string type = "application/json", params (string Name, string Value)[] headers) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(body);
    };

    /// <summary>To the very same address, where the call would be taken a second time.</summary>
    public static Task Redirect(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = context.Request.GetEncodedUrl();
        return Task.CompletedTask;
    }

    public static async Task Hang(HttpContext context)
    {
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        context.Abort();
    }

    public static async Task Flood(HttpContext context)
    {
        var piece = new byte[64 * 1024];
        context.Response.ContentLength = 200_000_000;
        for (var sent = 0L; sent < 200_000_000 && !context.RequestAborted.IsCancellationRequested; sent += piece.Length)
            await context.Response.Body.WriteAsync(piece.AsMemory(0, (int)Math.Min(piece.Length, 200_000_000 - sent)), context.RequestAborted);
    }

    public static async Task CutOff(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 500;
        await context.Response.WriteAsync("""{"uri":"at://did:plc:""");
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    private async Task Handle(HttpContext context)
    {
        arrived.Enqueue($"{context.Request.Method} {context.Request.Path}");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var spoiled = fault is { } armed && context.Request.Path.Value!.Contains(armed.Path, StringComparison.Ordinal) ? armed : null;
        if (spoiled is not null)
            Interlocked.Increment(ref spoiledCalls);
        if (spoiled is { After: false })
        {
            await spoiled.Act(context);
            return;
        }
        using var answer = await Forward(context.Request, body.ToArray());
        if (spoiled is not null)
        {
            await spoiled.Act(context);
            return;
        }
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync());
    }

    private async Task<HttpResponseMessage> Forward(HttpRequest from, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(from.Method), new Uri(target, from.Path.Value + from.QueryString.Value));
        if (body.Length > 0)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(from.ContentType!) } };
        if (from.Headers.Authorization.ToString() is { Length: > 0 } authorization)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await http.SendAsync(request);
    }
}
