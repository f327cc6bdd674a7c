using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.Meta.Containers;

/// <summary>What one of the two networks takes as a film.</summary>
/// <param name="Type">As its container calls it.</param>
/// <param name="MostMegabits">In a second; null where nobody says.</param>
/// <param name="TakesAlt">An alt text with it …</param>
/// <param name="TakesCover">… a picture that stands for it, and whether others' feeds show it.</param>
/// <param name="Unread">Code of a film that could not be fetched …</param>
/// <param name="Unfit">… and of one that cannot be shown.</param>
/// <param name="Link">As that of a post.</param>
internal sealed record FilmHabits(
    string Type, long MaxBytes, TimeSpan Shortest, TimeSpan Longest, int Widest, double? MostMegabits, bool TakesAlt, bool TakesCover, string Unread, string Unfit, string Link);

/// <summary>Films: what is wrong with the call is said at once, what is wrong with the file comes out while it is worked on.</summary>
internal static class ContainerFilms
{
    public static IResult Make(GraphCall call, Profile profile, ContainerStandIn network, Gathered gathered, string text, Dictionary<string, string> more)
    {
        var (habits, fields) = (network.Habits.Film, call.Fields);
        if (fields["video_url"] is not { Length: > 0 }) return GraphReply.No(100, "The parameter video_url is required.");
        if (fields.Has("image_url")) return GraphReply.Param("Param image_url is only allowed for images");
        if (fields["is_carousel_item"] is "true") return GraphReply.Param($"Param is_carousel_item is not allowed for {habits.Type}");
        if (fields.Has("alt_text") && !habits.TakesAlt) return GraphReply.Param($"Param alt_text is not supported for {habits.Type}");
        if (fields["alt_text"]?.Length > ContainerEndpoints.MostAlt) return GraphReply.Param("Param alt_text is too long");
        if (!habits.TakesCover && (fields.Has("cover_url") || fields.Has("share_to_feed"))) return GraphReply.Param($"Param cover_url is not supported for {habits.Type}");
        if (fields["share_to_feed"] is not (null or "true" or "false")) return GraphReply.Param("Param share_to_feed must be a boolean");
        if (fields["share_to_feed"] is { } shown) more["share_to_feed"] = shown;
        return Take(profile, network, habits, gathered, text, more, fields["alt_text"]);
    }

    public static IResult Take(Profile profile, ContainerStandIn network, FilmHabits habits, Gathered gathered, string text, Dictionary<string, string> more, string? alt = null)
    {
        var cover = CoverOf(gathered);
        if (gathered.Cover is { Bytes: not null } picture) more["cover"] = picture.Sha256;
        var film = gathered.Film;
        var head = film is null ? null : Mp4Head.Of(film.Start);
        var broken = film is null || cover == "gone" ? habits.Unread : head is null || cover == "odd" || !Fits(habits, film, head) ? habits.Unfit : null;
        var seen = new EntryPicture("", alt, null, "video/mp4", film?.Bytes ?? 0, film?.Sha256 ?? "", head?.Width ?? 0, head?.Height ?? 0);
        return Results.Json(new { id = network.Make(profile, text, null, [seen], isPart: false, more, broken).Id });
    }

    /// <summary>Numbers stand in a sentence; words stand alone.</summary>
    public static string Why(string code) => char.IsDigit(code[0]) ? $"Error: Media upload has failed with error code {code}" : code;

    private static bool Fits(FilmHabits habits, FetchedFilm film, Mp4Head head) =>
        film.Bytes <= habits.MaxBytes && head.Length >= habits.Shortest && head.Length <= habits.Longest && head.Width <= habits.Widest
        && (habits.MostMegabits is not { } most || film.Bytes * 8 / 1_000_000.0 / head.Length.TotalSeconds <= most);

    private static string? CoverOf(Gathered gathered) => gathered.Cover switch
    {
        null => null,
        { Bytes: null } => "gone",
        { Bytes: { Length: <= 8_000_000 } bytes } when PictureHead.Of(bytes) is { Type: "image/jpeg" } => null,
        _ => "odd",
    };
}
