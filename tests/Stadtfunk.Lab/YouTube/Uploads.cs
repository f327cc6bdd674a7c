using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.YouTube;

/// <summary>
/// Resumable uploads: an address is asked for, the bytes come in pieces, and the last one makes the video. What arrives is written down while it arrives, in
/// whole blocks of 256 KiB, also when the caller hangs up in the middle.
/// </summary>
internal sealed class Uploads(Arguments arguments, YouTubeNetwork network)
{
    private const int Block = 256 * 1024;
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);
    private readonly ConcurrentDictionary<string, Session> sessions = [];

    private sealed record Session(Account Me, JsonElement Body, long Length, string File, DateTime Ends)
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public string? Video { get; set; }
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/google/upload/youtube/v3/videos", YouTubeCall.Route(0, Begin, reads: true)).WithMetadata(new Operation("upload", YouTubeNetwork.Name));
        routes.MapPut("/google/upload/youtube/v3/videos", (Delegate)Take).WithMetadata(new Operation("media", YouTubeNetwork.Name));
        // As if a week had passed: the addresses of all uploads have ended.
        routes.MapDelete("/lab/youtube/uploads", () => sessions.Clear());
    }

    private IResult Begin(YouTubeCall call)
    {
        var headers = call.Http.Request.Headers;
        if (call.Query("uploadType") != "resumable" || call.Query("part") != "snippet,status") return YouTubeReply.Invalid("badRequest", "uploadType and part are needed");
        if (!long.TryParse(headers["X-Upload-Content-Length"], CultureInfo.InvariantCulture, out var length) || length <= 0
            || !headers["X-Upload-Content-Type"].ToString().StartsWith("video/", StringComparison.Ordinal))
            return YouTubeReply.Invalid("mediaBodyRequired", "The request does not include the video content.");
        if (Snippet.Fault(call.Body, snippet: true, status: true) is { } fault) return fault;
        if (!network.MaySpend(call.Me.Name, 1, "uploads", call.Habits.UploadsPerDay)) return YouTubeReply.Quota;
        var id = YouTubeNetwork.NewId() + YouTubeNetwork.NewId();
        var folder = Directory.CreateDirectory(Path.Combine(arguments.Data, "media", "youtube")).FullName;
        sessions[id] = new Session(call.Me, call.Body.Clone(), length, Path.Combine(folder, id), network.Now + Life);
        var request = call.Http.Request;
        call.Http.Response.Headers.Location = $"{request.Scheme}://{request.Host}{request.Path}?uploadType=resumable&upload_id={id}";
        return Results.Ok();
    }

    private async Task<IResult> Take(HttpContext context)
    {
        if (YouTubeCall.Open(context) is null) return YouTubeReply.InvalidToken;
        if (!sessions.TryGetValue(context.Request.Query["upload_id"].ToString(), out var session) || session.Ends <= network.Now) return YouTubeReply.No(404, "notFound", "Upload not found");
        await session.Turn.WaitAsync();
        try
        {
            if (session.Video is { } made) return Answer(session, made);
            var there = File.Exists(session.File) ? new FileInfo(session.File).Length : 0;
            var range = context.Request.Headers.ContentRange.ToString();
            if (range == $"bytes */{session.Length}") return context.Request.ContentLength is 0 or null ? Further(context, there) : Bad("A question has no body.");
            if (!Read(range, out var from, out var to, out var whole) || whole != session.Length || to >= whole || to - from + 1 != context.Request.ContentLength) return Bad($"Invalid Content-Range {range}.");
            if (from > there) return Bad($"The upload offset is {from} byte(s), which exceeds already uploaded size of {there} byte(s).");
            if (to + 1 < whole && (to - from + 1) % Block != 0) return Bad("The size of a piece has to be a multiple of 262144.");
            there = await Write(context, session, from, there);
            if (there < whole) return Further(context, there);
            var video = await Finish(session);
            session.Video = video;
            return Answer(session, video);
        }
        finally
        {
            session.Turn.Release();
        }
    }

    private static async Task<long> Write(HttpContext context, Session session, long from, long there)
    {
        await using var file = new FileStream(session.File, FileMode.OpenOrCreate, FileAccess.Write);
        file.Position = from;
        var bite = new byte[81920];
        try
        {
            for (int read; (read = await context.Request.Body.ReadAsync(bite)) > 0;) await file.WriteAsync(bite.AsMemory(0, read));
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or BadHttpRequestException)
        {
            // The caller has hung up: what came is here.
        }
        var end = Math.Max(there, file.Position == session.Length ? file.Position : file.Position / Block * Block);
        file.SetLength(end);
        return end;
    }

    private async Task<string> Finish(Session session)
    {
        await using var file = new FileStream(session.File, FileMode.Open, FileAccess.Read);
        var head = new byte[64];
        var type = PictureHead.Of(head.AsSpan(0, await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false)))?.Type ?? "application/octet-stream";
        file.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
        file.Close();
        File.Delete(session.File);
        var id = YouTubeNetwork.NewId();
        lock (network.Gate)
        {
            var blank = new Video(id, session.Me.Name, network.Now, "", "", "", "", "", "", new EntryPicture(id, null, null, type, session.Length, hash, 0, 0));
            network.Add(Snippet.Written(blank, session.Body, snippet: true, status: true, network[session.Me.Name].Audited));
        }
        return id;
    }

    private IResult Answer(Session session, string id)
    {
        lock (network.Gate)
            return network.Find(id, session.Me.Name) is { } video ? Results.Json(Videos.View(network, session.Me, video, ["snippet", "status"])) : Results.Json(new { kind = "youtube#video", id });
    }

    private static IResult Further(HttpContext context, long there)
    {
        if (there > 0) context.Response.Headers["Range"] = $"bytes=0-{there - 1}";
        return Results.StatusCode(308);
    }

    private static IResult Bad(string message) => YouTubeReply.Invalid("badContent", message);

    private static bool Read(string range, out long from, out long to, out long whole)
    {
        (from, to, whole) = (0, 0, 0);
        return range.StartsWith("bytes ", StringComparison.Ordinal) && range["bytes ".Length..].Split('-', '/') is [var first, var last, var all]
            && long.TryParse(first, out from) && long.TryParse(last, out to) && long.TryParse(all, out whole) && from <= to;
    }
}
