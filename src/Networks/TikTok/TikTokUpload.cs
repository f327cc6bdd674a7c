using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.TikTok;

/// <param name="Ends">The address holds for an hour.</param>
/// <param name="Id">By which TikTok says at any time what became of it.</param>
/// <param name="There">Where the bytes go.</param>
internal sealed record Begun(DateTimeOffset Ends, string Id, Uri There);

/// <summary>
/// Brings a video to TikTok. Text and visibility go ahead with the first call; nothing is posted before the last piece has come, so that piece is the one call.
/// What is kept: the id and the address (sealed: who has it can send bytes), how many bytes came, and whether all of them are there.
/// </summary>
internal sealed class TikTokUpload(TikTokApi api, TikTokCreators creators, TikTokStatus status, TimeProvider clock)
{
    private const string Upload = "upload";
    private const string Sent = "sent";
    private const string Whole = "whole";

    // TikTok takes pieces from 5 MB on; small ones get through a slow line within the 25 s of a call.
    private const long Piece = 5 * 1024 * 1024;

    // Then something else of the channel has its turn, and people see how far it is.
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    // A last piece that we gave up after 25 s may still be on its way.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    public static Begun? Kept(Errand errand) => errand.Post.Video is { } video && errand.Opened(Upload).Split(' ', 4) is [var name, var ends, var id, var there] && name == video.Name
        && long.TryParse(ends, CultureInfo.InvariantCulture, out var seconds) && Uri.TryCreate(there, UriKind.Absolute, out var address) && ServerAddress.IsServer(address)
            ? new Begun(DateTimeOffset.FromUnixTimeSeconds(seconds), id, address)
            : null;

    /// <summary>It turned out that the last piece had come: nothing is left to be sent.</summary>
    public static bool IsWhole(Errand errand, Begun begun) => errand.Parts.GetValueOrDefault(Whole) == begun.Id;

    /// <summary>Null when nothing but the last piece is missing, or nothing at all.</summary>
    public async Task<Step?> Bring(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        if (Kept(errand) is not { } begun)
            return await Begin(errand, video, ct) is { } no ? no : await Send(errand, video, Kept(errand)!, 0, ct);
        var standing = await status.Of(errand, begun.Id, ct);
        var ended = clock.GetUtcNow() >= begun.Ends;
        switch (standing.Stage)
        {
            case Stage.Failed:
            // It can never be whole any more: whoever sends its last piece is sent away.
            case Stage.Uploading when clock.GetUtcNow() >= begun.Ends + Settled:
            case Stage.Gone when errand.IntentAt is null || clock.GetUtcNow() >= begun.Ends + Settled:
                await errand.KeepSealed(Upload, "", ct);
                return new Step.Waiting("", Breath) { Percent = 0 };
            case Stage.Uploading when !ended:
                return await Send(errand, video, begun, standing.Uploaded ?? SentOf(errand, begun), ct);
            case Stage.Processing or Stage.InInbox or Stage.Complete:
                await errand.Keep(Whole, begun.Id, ct);
                return null;
            default:
                // Nothing is refused here: an earlier last piece may have come.
                return TikTokErrors.OfUpload(standing.Answer) is var step && step is Step.SignInLost or Step.Later ? step : new Step.Later(null, Say.UploadFailed(TikTokNetwork.Name, standing.Answer));
        }
    }

    /// <summary>The last piece, on a connection of its own; null when the file cannot be opened, so nothing was sent.</summary>
    public async Task<Answer?> Finish(Errand errand, OutgoingVideo video, Begun begun, CancellationToken ct)
    {
        if (await OpenFiles.Of([video.Open], ct) is not { } opened)
            return null;
        await using var files = opened;
        using var piece = PieceOf(files.Streams[0], video, Pieces(video.Bytes) - 1);
        return await api.Put(errand, begun.There, piece, last: true, ct);
    }

    private async Task<Step?> Begin(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        var (direct, step) = await creators.Decide(errand, ct);
        if (step is not null)
            return step;
        var body = new JsonObject
        {
            ["source_info"] = new JsonObject
            {
                ["source"] = "FILE_UPLOAD", ["video_size"] = video.Bytes, ["chunk_size"] = SizeOf(video.Bytes), ["total_chunk_count"] = Pieces(video.Bytes),
            },
        };
        if (direct is not null && errand.Post.Terms is { } said)
            body["post_info"] = new JsonObject
            {
                ["title"] = TikTokPublisher.TextOf(errand.Post), ["privacy_level"] = said.Audience, ["disable_comment"] = !(said.Comments && direct.Comments),
                ["disable_duet"] = !(said.Duets && direct.Duets), ["disable_stitch"] = !(said.Stitches && direct.Stitches), ["brand_content_toggle"] = said.PaidBrand,
                ["brand_organic_toggle"] = said.OwnBrand, ["is_aigc"] = said.MadeWithAi,
            };
        var answer = await api.Post(errand.Session, $"v2/post/publish/{(direct is null ? "inbox/" : "")}video/init/", body, direct is null ? "inbox/video/init" : "video/init", errand.Note, ct);
        if (TikTokErrors.Code(answer) == TikTokErrors.Unaudited)
        {
            await TikTokCreators.Fall(errand, ct);
            return new Step.Waiting("", Breath) { Percent = 0 };
        }
        if (TikTokErrors.OfUpload(answer) is { } no)
            return no;
        var heard = (Answer.Heard)answer;
        if (!IsWord(heard.Text("data", "publish_id")) || !Uri.TryCreate(heard.Text("data", "upload_url"), UriKind.Absolute, out var there) || !ServerAddress.IsServer(there))
            return new Step.Later(null, Say.UploadFailed(TikTokNetwork.Name, answer));
        // Half a minute less than the hour that TikTok gives: no piece shall come too late.
        var ends = clock.GetUtcNow().AddMinutes(60).AddSeconds(-30).ToUnixTimeSeconds();
        await errand.KeepSealed(Upload, string.Create(CultureInfo.InvariantCulture, $"{video.Name} {ends} {heard.Text("data", "publish_id")} {there.AbsoluteUri}"), ct);
        return null;
    }

    private async Task<Step?> Send(Errand errand, OutgoingVideo video, Begun begun, long there, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var last = Pieces(video.Bytes) - 1;
        await using var file = await video.Open(ct);
        for (var number = there / SizeOf(video.Bytes); number < last; number++)
        {
            if (clock.GetElapsedTime(began) >= Turn)
                return new Step.Waiting("", Breath) { Percent = (int)(number * SizeOf(video.Bytes) * 100 / video.Bytes) };
            using var piece = PieceOf(file, video, number);
            var answer = await api.Put(errand, begun.There, piece, last: false, ct);
            if (answer is not Answer.Heard { Status: 206 or 201 or 200 } heard)
                return piece.IsFileAway ? new Step.Later(null, Say.FileAway()) : await NotTaken(errand, answer, ct);
            // With the lease: a slow line must not let another node take the same upload up.
            await errand.Keep(Sent, string.Create(CultureInfo.InvariantCulture, $"{begun.Id} {(number + 1) * SizeOf(video.Bytes)}"), ct);
        }
        return null;
    }

    /// <summary>The address has ended, or the pieces do not fit together any more: as long as the last one was never sent, it is begun anew.</summary>
    private static async Task<Step> NotTaken(Errand errand, Answer answer, CancellationToken ct)
    {
        if (answer is not Answer.Heard { Status: 400 or 401 or 403 or 404 or 410 or 416 })
            return Verdict.Upload(answer, TikTokNetwork.Name) ?? new Step.Later(null, Say.UploadFailed(TikTokNetwork.Name, answer));
        if (errand.IntentAt is null)
            await errand.KeepSealed(Upload, "", ct);
        return new Step.Later(null, Say.UploadFailed(TikTokNetwork.Name, answer));
    }

    // As many pieces of at least 5 MB as there can be, all of one size: what is left over goes with the last one, a few bytes.
    private static long Pieces(long bytes) => Math.Max(1, bytes / Piece);

    private static long SizeOf(long bytes) => bytes / Pieces(bytes);

    private static Slice PieceOf(Stream file, OutgoingVideo video, long number)
    {
        var from = number * SizeOf(video.Bytes);
        var length = number == Pieces(video.Bytes) - 1 ? video.Bytes - from : SizeOf(video.Bytes);
        return new Slice(file, from, length)
        {
            Headers = { ContentType = MediaTypeHeaderValue.Parse(video.MediaType), ContentRange = new ContentRangeHeaderValue(from, from + length - 1, video.Bytes) },
        };
    }

    private static long SentOf(Errand errand, Begun begun) =>
        errand.Parts.GetValueOrDefault(Sent)?.Split(' ') is [var id, var bytes] && id == begun.Id && long.TryParse(bytes, CultureInfo.InvariantCulture, out var there) ? there : 0;

    private static bool IsWord(string id) => TheirWords.IsPostId(id) && !id.Contains(' ', StringComparison.Ordinal);
}
