using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Tests.Editorial;
using Stadtfunk.Tests.Support;
using Stadtfunk.Website;
using Stadtfunk.Website.Shelf;

namespace Stadtfunk.Tests.Website;

/// <summary>A reader on the street: asks for public pages as a browser does, and knows nothing of what is behind them. Behind them is a whole newsroom.</summary>
internal sealed class Street : IAsyncDisposable
{
    private RequestDelegate pipeline = _ => Task.CompletedTask;

    public required Newsroom Room { get; init; }

    public static async Task<Street> Open(Action<IServiceCollection>? configure = null)
    {
        var room = await Newsroom.Open(services =>
        {
            services.AddSingleton<IWebHostEnvironment>(new SourceFiles());
            configure?.Invoke(services);
        });
        var street = new Street { Room = room };
        var app = new ApplicationBuilder(room.House.Get<IServiceProvider>());
        app.UseWebsiteShelf();
        app.Run(context =>
        {
            // What is not public goes on to the desk.
            context.Response.StatusCode = StatusCodes.Status418ImATeapot;
            return Task.CompletedTask;
        });
        street.pipeline = app.Build();
        await street.Hear();
        return street;
    }

    public async Task<Reply> Get(string address, string method = "GET", params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext();
        var mark = address.IndexOf('?', StringComparison.Ordinal);
        context.Request.Method = method;
        context.Request.Path = mark < 0 ? address : address[..mark];
        context.Request.QueryString = new QueryString(mark < 0 ? "" : address[mark..]);
        foreach (var (name, value) in headers)
            context.Request.Headers[name] = value;
        var body = new MemoryStream();
        context.Response.Body = body;
        await pipeline(context);
        await context.Response.CompleteAsync();
        return new Reply(context.Response.StatusCode, context.Response.Headers, body.ToArray());
    }

    /// <summary>Writes, approves, releases and puts live; the events are handled.</summary>
    public async Task<ReleasedPost> Live(PostContent content)
    {
        var post = await Room.Scheduled(content);
        await Room.House.With((IPostProgress progress) => progress.WentLive(post.Id, 1, Room.House.Now, default));
        await Report(progress => progress.Moved(post.Id, 1, PostState.Published, default));
        return (await Room.Revision(post.Id, 1))!;
    }

    public async Task<ReleasedPost> Correct(PostId post, PostContent content)
    {
        var open = Newsroom.Good(await Room.House.With((ReopenPost use) => use.Run(Room.Writer, post, null, default)));
        Newsroom.Good(await Room.Save(Room.Writer, open, content));
        Newsroom.Good(await Room.House.With((SubmitPost use) => use.Run(Room.Writer, post, null, default)));
        Newsroom.Good(await Room.Approve(Room.MuseumApprover, post));
        var revision = Newsroom.Good(await Room.Release(Room.MuseumApprover, post, null)).Revision;
        await Report(progress => progress.WentLive(post, revision, Room.House.Now, default));
        return (await Room.Revision(post, revision))!;
    }

    public Task Withdraw(PostId post) => Report(progress => progress.Withdrawn(post, Room.House.Now, default));

    public async Task Report(Func<IPostProgress, Task> report)
    {
        await Room.House.With(report);
        await Hear();
    }

    /// <summary>Turns the pump; then this node reads what has changed.</summary>
    public async Task Hear()
    {
        await Room.House.Pump();
        await Room.House.Get<EditionReader>().Read(default);
    }

    public ValueTask DisposeAsync() => Room.DisposeAsync();

    /// <summary>The program's static files, from the source tree.</summary>
    private sealed class SourceFiles : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = "";
        public IFileProvider WebRootFileProvider { get; set; } = new KernelFiles();
        public string ApplicationName { get; set; } = "Stadtfunk.Tests";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
        public string ContentRootPath { get; set; } = "";
        public string EnvironmentName { get; set; } = "Production";
    }

    private sealed class KernelFiles : IFileProvider
    {
        private const string Prefix = "/_content/Stadtfunk.Kernel";
        private readonly PhysicalFileProvider files = new(Path.Combine(SourceTree.Root, "src", "Kernel", "wwwroot"));

        public IDirectoryContents GetDirectoryContents(string path) => NotFoundDirectoryContents.Singleton;

        public IFileInfo GetFileInfo(string path) =>
            path.StartsWith(Prefix, StringComparison.Ordinal) ? files.GetFileInfo(path[Prefix.Length..]) : new NotFoundFileInfo(path);

        public Microsoft.Extensions.Primitives.IChangeToken Watch(string filter) => NullChangeToken.Singleton;
    }
}

internal sealed record Reply(int Status, IHeaderDictionary Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string ETag => Headers.ETag.ToString();

    public string Unpacked()
    {
        using Stream packed = Headers.ContentEncoding.ToString() switch
        {
            "br" => new BrotliStream(new MemoryStream(Body), CompressionMode.Decompress),
            "gzip" => new GZipStream(new MemoryStream(Body), CompressionMode.Decompress),
            _ => new MemoryStream(Body),
        };
        return new StreamReader(packed, Encoding.UTF8).ReadToEnd();
    }
}
