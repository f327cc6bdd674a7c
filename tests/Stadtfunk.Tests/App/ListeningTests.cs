using System.Net.Sockets;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Stadtfunk.App.Sockets;

namespace Stadtfunk.Tests.App;

/// <summary>Whether this runtime still knows the switch, and whether requests stay away from the thread that listens.</summary>
public sealed class ListeningTests
{
    [Fact]
    public async Task A_readers_connection_is_heard_at_once_and_its_requests_are_worked_on_by_the_pool()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(Listening.AtOnce));
        await using var app = builder.Build();
        app.Run(async context =>
        {
            var socket = context.Features.Get<IConnectionSocketFeature>()!.Socket;
            var atOnce = typeof(SafeSocketHandle).GetProperty("PreferInlineCompletions", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(socket.SafeHandle);
            var before = Thread.CurrentThread.IsThreadPoolThread;
            using var body = new StreamReader(context.Request.Body);
            var length = (await body.ReadToEndAsync(context.RequestAborted)).Length;
            await context.Response.WriteAsync($"{atOnce} {before} {Thread.CurrentThread.IsThreadPoolThread} {length}", context.RequestAborted);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler());
        // The second and third come over a connection that waits, the body in many pieces.
        for (var i = 0; i < 3; i++)
        {
            using var answer = await http.PostAsync(new Uri(app.Urls.First()), new StringContent(new string('x', 3_000_000)), TestContext.Current.CancellationToken);
            Assert.Equal("True True True 3000000", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }
}
