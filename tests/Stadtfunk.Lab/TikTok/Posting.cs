using System.Security.Cryptography;
using System.Text.Json;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;
using Stadtfunk.Lab.Meta.Containers;

namespace Stadtfunk.Lab.TikTok;

/// <summary>How a post is begun: videos by their bytes, pictures by the addresses where they lie; in public, or as a draft.</summary>
internal static class Posting
{
    private const string Everybody = "PUBLIC_TO_EVERYONE";
    private const long LeastPiece = 5_000_000, MostPiece = 64_000_000, MostVideo = 4_000_000_000, MostPicture = 20_000_000;
    private static readonly string[] About = ["title", "privacy_level", "disable_comment", "disable_duet", "disable_stitch", "video_cover_timestamp_ms", "brand_content_toggle", "brand_organic_toggle", "is_aigc"];
    private static readonly string[] AboutPictures = ["title", "description", "privacy_level", "disable_comment", "auto_add_music", "brand_content_toggle", "brand_organic_toggle"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string path = "/tiktok/v2/post/publish/";
        routes.MapPost($"{path}creator_info/query/", TikTokCall.Route("video.publish", "creator", 20, Creator)).WithMetadata(new Operation("creator", TikTokNetwork.Name));
        routes.MapPost($"{path}video/init/", TikTokCall.Route("video.publish", "init", 6, call => Video(call, draft: false))).WithMetadata(new Operation("init", TikTokNetwork.Name));
        routes.MapPost($"{path}inbox/video/init/", TikTokCall.Route("video.upload", "init", 6, call => Video(call, draft: true))).WithMetadata(new Operation("init", TikTokNetwork.Name));
        routes.MapPost($"{path}content/init/", (Delegate)Pictures).WithMetadata(new Operation("post", TikTokNetwork.Name));
    }

    private static string[] Options(CreatorHabits habits) =>
        habits.Private ? ["FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"] : [Everybody, "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"];

    private static IResult Creator(TikTokCall call)
    {
        call.Network.Asked.Add(call.Me.Name);
        return TikTokReply.Ok(new
        {
            creator_avatar_url = "https://p16.tiktokcdn.example/avatar", creator_username = call.Me.Name, creator_nickname = call.Me.Name, privacy_level_options = Options(call.Habits),
            comment_disabled = !call.Habits.Comments, duet_disabled = !call.Habits.Duets, stitch_disabled = !call.Habits.Stitches, max_video_post_duration_sec = call.Habits.MaxSeconds,
        });
    }

    private static IResult Video(TikTokCall call, bool draft)
    {
        var (source, about) = (call.Part("source_info"), call.Part("post_info"));
        if (TikTokCall.Text(source, "source") != "FILE_UPLOAD") return TikTokReply.Invalid("source");
        var (size, piece, pieces) = (TikTokCall.Number(source, "video_size"), TikTokCall.Number(source, "chunk_size"), TikTokCall.Number(source, "total_chunk_count"));
        var whole = pieces == 1 && piece == size && size <= MostPiece;
        if (size is <= 0 or > MostVideo || piece <= 0) return TikTokReply.Invalid("The video size is invalid.");
        if (!whole && (piece is < LeastPiece or > MostPiece || pieces != size / piece || pieces is < 1 or > 1000)) return TikTokReply.Invalid("The chunk size or the total chunk count is invalid");
        if (draft ? about.ValueKind != JsonValueKind.Undefined : about.ValueKind != JsonValueKind.Object) return TikTokReply.Invalid("post_info");
        if (!draft && TikTokCall.Text(about, "title").Length > 2200) return TikTokReply.Invalid("title");
        if (May(call, about, About, draft) is { } no) return no;
        var job = NewJob(call, draft, about, TikTokCall.Text(about, "title"), photo: false, size, piece, pieces);
        call.Network.Jobs.Add(job);
        var request = call.Http.Request;
        return TikTokReply.Ok(new { publish_id = job.Id, upload_url = $"{request.Scheme}://{request.Host}/tiktok/upload/{call.Me.Name}/{job.Id}?upload_token=geheim" });
    }

    private static async Task<IResult> Pictures(HttpContext context)
    {
        Job? job = null;
        List<string> addresses = [];
        var answer = await TikTokCall.Run(context, "video.upload", "init", 6, call =>
        {
            var (source, about) = (call.Part("source_info"), call.Part("post_info"));
            var draft = TikTokCall.Text(call.Body, "post_mode") == "MEDIA_UPLOAD";
            if (TikTokCall.Text(call.Body, "media_type") != "PHOTO" || (!draft && TikTokCall.Text(call.Body, "post_mode") != "DIRECT_POST")) return TikTokReply.Invalid("media_type or post_mode");
            if (!draft && !call.Scopes.Contains("video.publish")) return TikTokReply.No(401, "scope_not_authorized");
            if (TikTokCall.Text(source, "source") != "PULL_FROM_URL") return TikTokReply.Invalid("source");
            addresses = source.TryGetProperty("photo_images", out var images) ? [.. images.EnumerateArray().Select(image => image.GetString() ?? "")] : [];
            if (addresses.Count is 0 or > 35 || TikTokCall.Number(source, "photo_cover_index") is var cover && (cover < 0 || cover >= addresses.Count)) return TikTokReply.Invalid("photo_images");
            if (TikTokCall.Text(about, "title").Length > 90 || TikTokCall.Text(about, "description").Length > 4000) return TikTokReply.Invalid("title or description");
            if (!call.Habits.Verified) return TikTokReply.No(403, "url_ownership_unverified", "Please review our URL ownership verification rules.");
            if (May(call, about, AboutPictures, draft) is { } no) return no;
            job = NewJob(call, draft, about, TikTokCall.Text(about, "description"), photo: true, 0, 0, 0);
            return TikTokReply.Ok(new { publish_id = job.Id });
        });
        if (job is null) return answer;
        var fetched = new List<EntryPicture>();
        foreach (var address in addresses)
        {
            var one = await Fetched.From(address);
            if (one.Bytes is null || one.Bytes.Length > MostPicture) job.Fail = "photo_pull_failed";
            else if (PictureHead.Of(one.Bytes) is not { Type: "image/jpeg" or "image/webp" } head) job.Fail = "file_format_check_failed";
            else fetched.Add(new EntryPicture(one.Sha256[..16], null, null, head.Type, one.Bytes.Length, one.Sha256, head.Width, head.Height));
        }
        var network = context.RequestServices.GetRequiredService<TikTokNetwork>();
        lock (network.Gate)
        {
            network.Jobs.Add(job);
            job.Media = fetched;
            if (job.Fail.Length == 0) network.Whole(job);
        }
        return answer;
    }

    private static IResult? May(TikTokCall call, JsonElement about, string[] known, bool draft)
    {
        if (about.ValueKind == JsonValueKind.Object && about.EnumerateObject().Any(field => !known.Contains(field.Name))) return TikTokReply.Invalid("post_info holds what is not known.");
        // Whoever finishes it in the app chooses all of that there.
        if (draft && about.ValueKind == JsonValueKind.Object && about.EnumerateObject().Any(field => field.Name is not ("title" or "description"))) return TikTokReply.Invalid("post_info of a draft");
        if (draft) return call.Network.DraftsToday(call.Me.Name) >= call.Habits.Drafts ? TikTokReply.No(403, "spam_risk_too_many_pending_share", "The user has too many pending shares.") : null;
        if (!call.Network.Asked.Remove(call.Me.Name)) return TikTokReply.Invalid("Query the creator's information before each post.");
        var privacy = TikTokCall.Text(about, "privacy_level");
        // Nothing is for anybody who was not named, and nothing that pays is for the account alone.
        if (privacy.Length == 0) return TikTokReply.Invalid("privacy_level");
        if (!Options(call.Habits).Contains(privacy)) return TikTokReply.No(400, "privacy_level_option_mismatch", "The privacy level is not one of the creator's options.");
        if (!call.Habits.Comments && !TikTokCall.Is(about, "disable_comment")) return TikTokReply.Invalid("disable_comment");
        if (known == About && !call.Habits.Duets && !TikTokCall.Is(about, "disable_duet")) return TikTokReply.Invalid("disable_duet");
        if (known == About && !call.Habits.Stitches && !TikTokCall.Is(about, "disable_stitch")) return TikTokReply.Invalid("disable_stitch");
        if (TikTokCall.Is(about, "brand_content_toggle") && privacy == "SELF_ONLY") return TikTokReply.Invalid("Branded content cannot be private.");
        if (!call.Habits.Audited && (privacy != "SELF_ONLY" || !call.Habits.Private))
            return TikTokReply.No(403, "unaudited_client_can_only_post_to_private_accounts", "Please review our integration guidelines.");
        return call.Network.PostsToday(call.Me.Name) >= call.Habits.PostsPerDay ? TikTokReply.No(403, "spam_risk_too_many_posts", "The daily post cap from the API is reached.") : null;
    }

    // The text of a video is called so, too.
    private static Dictionary<string, string> Title(JsonElement about, bool photo) => photo && TikTokCall.Text(about, "title") is { Length: > 0 } title ? new() { ["title"] = title } : [];

    private static Job NewJob(TikTokCall call, bool draft, JsonElement about, string text, bool photo, long size, long piece, long pieces) => new()
    {
        Id = $"{(photo ? "p" : "v")}_{(draft ? "inbox" : "pub")}_{(photo ? "url" : "file")}~v2.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}", Creator = call.Me.Name, Draft = draft, Photo = photo,
        Text = text, Privacy = draft ? "" : TikTokCall.Text(about, "privacy_level") == Everybody ? "public" : "private", NoComments = TikTokCall.Is(about, "disable_comment"),
        Said = draft ? Title(about, photo) : new Dictionary<string, string>(Title(about, photo))
        {
            ["privacy"] = TikTokCall.Text(about, "privacy_level"), ["duet"] = photo || TikTokCall.Is(about, "disable_duet") ? "off" : "on", ["stitch"] = photo || TikTokCall.Is(about, "disable_stitch") ? "off" : "on",
            ["brand"] = TikTokCall.Is(about, "brand_content_toggle") ? "paid" : TikTokCall.Is(about, "brand_organic_toggle") ? "own" : "none", ["ai"] = TikTokCall.Is(about, "is_aigc") ? "yes" : "no",
        },
        Size = size, Piece = piece, Pieces = pieces, Ends = call.Network.Now.AddHours(1),
    };
}
