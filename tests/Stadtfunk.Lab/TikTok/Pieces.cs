using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.TikTok;

/// <summary>The bytes of videos, in pieces of the promised size and in their order, within an hour. A piece that breaks off has not come.</summary>
internal sealed class Pieces(Arguments arguments, TikTokNetwork network)
{
    private const long MostLast = 128_000_000;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = [];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/tiktok/upload/{channel}/{id}", (Delegate)Take).WithMetadata(new Operation("media", TikTokNetwork.Name));
        // As if an hour had passed: the addresses of all uploads have ended.
        routes.MapDelete("/lab/tiktok/uploads", () =>
        {
            lock (network.Gate)
                foreach (var job in network.Jobs) job.Ends = network.Now;
        });
    }

    private async Task<IResult> Take(HttpContext context, string id)
    {
        var turn = turns.GetOrAdd(id, _ => new SemaphoreSlim(1));
        await turn.WaitAsync();
        try
        {
            Job? job;
            lock (network.Gate) job = network.Jobs.Find(one => one.Id == id && one.WholeAt is null && one.Size > 0);
            if (job is null || context.Request.Query["upload_token"] != "geheim") return Results.StatusCode(404);
            if (job.Ends <= network.Now) return Results.StatusCode(403);
            if (context.Request.ContentType is not "video/mp4") return Results.StatusCode(400);
            if (!Read(context.Request.Headers.ContentRange.ToString(), out var from, out var to, out var whole) || whole != job.Size || to - from + 1 != context.Request.ContentLength) return Results.StatusCode(400);
            var number = job.Came / job.Piece;
            var last = number == job.Pieces - 1;
            if (from != job.Came || (last ? to != whole - 1 || to - from + 1 > MostLast : to - from + 1 != job.Piece)) return Results.StatusCode(416);
            return await Write(context, job, to + 1) ? last ? await Finish(job) : Results.StatusCode(206) : Results.StatusCode(400);
        }
        finally
        {
            turn.Release();
        }
    }

    private string FileOf(Job job) => Path.Combine(Directory.CreateDirectory(Path.Combine(arguments.Data, "media", "tiktok")).FullName, job.Id);

    private async Task<bool> Write(HttpContext context, Job job, long end)
    {
        await using var file = new FileStream(FileOf(job), FileMode.OpenOrCreate, FileAccess.Write);
        file.Position = job.Came;
        try
        {
            await context.Request.Body.CopyToAsync(file);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or BadHttpRequestException)
        {
            return false;
        }
        if (file.Position != end) return false;
        job.Came = end;
        return true;
    }

    private async Task<IResult> Finish(Job job)
    {
        await using var file = new FileStream(FileOf(job), FileMode.Open, FileAccess.Read);
        var head = new byte[64];
        var type = PictureHead.Of(head.AsSpan(0, await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false)))?.Type ?? "application/octet-stream";
        file.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
        file.Close();
        File.Delete(FileOf(job));
        lock (network.Gate)
        {
            job.Media = [new EntryPicture(job.Id, null, null, type, job.Size, hash, 0, 0)];
            network.Whole(job);
        }
        return Results.StatusCode(201);
    }

    private static bool Read(string range, out long from, out long to, out long whole)
    {
        (from, to, whole) = (0, 0, 0);
        return range.StartsWith("bytes ", StringComparison.Ordinal) && range["bytes ".Length..].Split('-', '/') is [var first, var end, var all]
            && long.TryParse(first, CultureInfo.InvariantCulture, out from) && long.TryParse(end, CultureInfo.InvariantCulture, out to) && long.TryParse(all, CultureInfo.InvariantCulture, out whole) && from <= to;
    }
}
