using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.LinkedIn;

/// <summary>A video from the wish to upload it on.</summary>
internal sealed class Clip(string urn, Page owner, long size, string token, string folder, DateTime ends)
{
    public string Urn { get; } = urn;
    public Page Owner { get; } = owner;
    public long Size { get; } = size;
    public string Token { get; } = token;
    public string Folder { get; } = folder;
    public DateTime Ends { get; set; } = ends;

    /// <summary>What was said to each part that came, by its number.</summary>
    public Dictionary<int, string> Marks { get; } = [];

    public string Captions { get; set; } = "";
    public string Still { get; set; } = "";
    public EntryPicture? File { get; set; }
    public bool IsBroken { get; set; }
    public DateTime ReadyAt { get; set; }

    public int Parts => (int)((Size + LinkedInVideos.Part - 1) / LinkedInVideos.Part);

    public string FileOf(int part) => Path.Combine(Folder, $"{part}");

    public string StatusAt(DateTime now) => File is null ? "WAITING_UPLOAD" : ReadyAt > now ? "PROCESSING" : IsBroken ? "PROCESSING_FAILED" : "AVAILABLE";
}

/// <summary>Videos: addresses for parts of 4 MB are asked for, each part is answered with a mark, and with all marks the upload is said to be complete.</summary>
internal static partial class LinkedInVideos
{
    public const int Part = 4 * 1024 * 1024;
    private const long Least = 75_000, Most = 500_000_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/linkedin/rest/videos", LinkedInCall.Route("w_organization_social", call => call.Http.Request.Query["action"].ToString() switch
        {
            "initializeUpload" => Begin(call),
            "finalizeUpload" => Finish(call),
            _ => LinkedInReply.Invalid("Unknown action"),
        })).WithMetadata(new Operation("video", LinkedInNetwork.Name));
        routes.MapGet("/linkedin/rest/videos/{urn}", (HttpContext context, string urn) => LinkedInCall.Run(context, "w_organization_social", call => Of(call, urn) is { } clip
            ? Results.Json(new { id = urn, owner = clip.Owner.Urn, status = clip.StatusAt(call.Network.Now), processingFailureReason = clip.IsBroken ? "UNSUPPORTED_FORMAT" : null })
            : LinkedInReply.NotFound(urn))).WithMetadata(new Operation("video-state", LinkedInNetwork.Name));
        routes.MapPut("/linkedin/dms-uploads/{urn}/part/{part:int}", (HttpContext context, string urn, int part) => TakePart(context, urn, part)).WithMetadata(new Operation("part", LinkedInNetwork.Name));
        routes.MapPost("/linkedin/dms-uploads/{urn}/captions", (HttpContext context, string urn, Fields? fields) => Run(context, urn, (_, clip) => Captions(clip, fields)))
            .WithMetadata(new Operation("captions", LinkedInNetwork.Name));
        routes.MapPut("/linkedin/dms-uploads/{urn}/still", async (HttpContext context, string urn) =>
        {
            using var memory = new MemoryStream();
            await context.Request.Body.CopyToAsync(memory, CancellationToken.None);
            return await Run(context, urn, (_, clip) => Still(context, clip, memory.ToArray()));
        }).WithMetadata(new Operation("still", LinkedInNetwork.Name));
        // As if their hour had passed: the addresses of all uploads of this member's pages have ended.
        routes.MapDelete("/lab/linkedin/{page}/uploads", (string page, LinkedInNetwork network) => { lock (network.Gate) network.EndUploads(page); });
    }

    private static Clip? Of(LinkedInCall call, string urn) => call.Network.ClipOf(urn) is { } clip && call.Author(clip.Owner.Urn) is not null ? clip : null;

    private static Task<IResult> Run(HttpContext context, string urn, Func<LinkedInCall, Clip, IResult> act) => LinkedInCall.Run(context, "w_organization_social", call =>
        Of(call, urn) is not { File: null } clip ? LinkedInReply.Invalid("This address is not one for an upload.")
        : clip.Ends <= call.Network.Now ? LinkedInReply.No(403, "EXPIRED", "The signature of this address has expired.")
        : act(call, clip), versioned: false);

    private static IResult Begin(LinkedInCall call)
    {
        if (!call.Body.TryGetProperty("initializeUploadRequest", out var wish) || !wish.TryGetProperty("owner", out var owner) || !wish.TryGetProperty("fileSizeBytes", out var bytes) || !bytes.TryGetInt64(out var size))
            return LinkedInReply.Invalid("initializeUploadRequest.owner and fileSizeBytes are needed");
        if (call.Author(owner.GetString()) is not { } page) return LinkedInReply.Denied("Member is not an administrator of the owner.");
        if (size is < Least or > Most) return LinkedInReply.Invalid($"fileSizeBytes is not between {Least} and {Most}");
        var clip = call.Network.NewClip(page, size);
        var there = $"{call.Http.Request.Scheme}://{call.Http.Request.Host}/linkedin/dms-uploads/{Uri.EscapeDataString(clip.Urn)}";
        return Results.Json(new
        {
            value = new
            {
                uploadUrlsExpireAt = new DateTimeOffset(clip.Ends).ToUnixTimeMilliseconds(), video = clip.Urn, uploadToken = clip.Token,
                uploadInstructions = Enumerable.Range(0, clip.Parts).Select(part => new
                {
                    uploadUrl = $"{there}/part/{part}", firstByte = (long)part * Part, lastByte = Math.Min((part + 1L) * Part, size) - 1,
                }),
                captionsUploadUrl = Wants(wish, "uploadCaptions") ? $"{there}/captions" : null, thumbnailUploadUrl = Wants(wish, "uploadThumbnail") ? $"{there}/still" : null,
            },
        });
    }

    private static bool Wants(JsonElement wish, string name) => wish.TryGetProperty(name, out var said) && said.ValueKind is JsonValueKind.True;

    private static async Task<IResult> TakePart(HttpContext context, string urn, int part)
    {
        var arrived = Path.GetTempFileName();
        await using (var to = File.Create(arrived)) await context.Request.Body.CopyToAsync(to, CancellationToken.None);
        try
        {
            return await Run(context, urn, (_, clip) => Keep(context, clip, part, arrived));
        }
        finally
        {
            File.Delete(arrived);
        }
    }

    private static IResult Keep(HttpContext context, Clip clip, int part, string arrived)
    {
        var length = new FileInfo(arrived).Length;
        if (part >= clip.Parts || length != Math.Min((part + 1L) * Part, clip.Size) - (long)part * Part) return LinkedInReply.Invalid("The part has not the length that was asked for.");
        File.Move(arrived, clip.FileOf(part), overwrite: true);
        // Not quoted, as a real one is not.
        context.Response.Headers["ETag"] = clip.Marks[part] = $"/ambry-video/signedId/{part}-{RandomNumberGenerator.GetHexString(16)}";
        return Results.Ok();
    }

    private static IResult Captions(Clip clip, Fields? fields)
    {
        if (fields?.Files.GetFile("file") is not { } file) return LinkedInReply.Invalid("file is missing");
        JsonElement about;
        try
        {
            about = JsonSerializer.Deserialize<JsonElement>(fields["metadata"] ?? "");
        }
        catch (JsonException)
        {
            return LinkedInReply.Invalid("metadata is no JSON");
        }
        if (about.GetProperty("format").GetString() != "SRT" || about.GetProperty("transcriptType").GetString() != "CLOSED_CAPTION") return LinkedInReply.Invalid("metadata.format is not known");
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        var text = reader.ReadToEnd();
        if (!Srt().IsMatch(text)) return LinkedInReply.Invalid("The captions are not in the format SRT");
        clip.Captions = $"{about.GetProperty("locale").GetProperty("language").GetString()}={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
        return Results.Ok();
    }

    private static IResult Still(HttpContext context, Clip clip, byte[] bytes)
    {
        if (context.Request.Headers["media-type-family"] != "STILLIMAGE" || PictureHead.Of(bytes)?.Type is not ("image/jpeg" or "image/png")) return LinkedInReply.Invalid("This is no still image.");
        clip.Still = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return Results.StatusCode(201);
    }

    private static IResult Finish(LinkedInCall call)
    {
        if (!call.Body.TryGetProperty("finalizeUploadRequest", out var wish) || !wish.TryGetProperty("video", out var urn) || Of(call, urn.GetString() ?? "") is not { File: null } clip)
            return LinkedInReply.Invalid("The video is not one that waits for its upload.");
        if (!wish.TryGetProperty("uploadToken", out var token) || token.GetString() != clip.Token) return LinkedInReply.Invalid("uploadToken is not the one of this upload");
        var marks = wish.TryGetProperty("uploadedPartIds", out var ids) ? ids.EnumerateArray().Select(id => id.GetString() ?? "").ToList() : [];
        if (!marks.SequenceEqual(Enumerable.Range(0, clip.Parts).Select(part => clip.Marks.GetValueOrDefault(part, "?")))) return LinkedInReply.Invalid("uploadedPartIds are not those of all parts, in order");
        call.Network.Fill(clip, call.Network[call.Me.Name].ProcessingMs);
        return Results.Ok();
    }

    [GeneratedRegex(@"^1\r?\n\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}\r?\n\S")]
    private static partial Regex Srt();
}
