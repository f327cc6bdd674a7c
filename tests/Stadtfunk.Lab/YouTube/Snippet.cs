using System.Text;
using System.Text.Json;

namespace Stadtfunk.Lab.YouTube;

/// <summary>What is written about a video, and what YouTube does not take of it.</summary>
internal static class Snippet
{
    private static readonly string[] Parts = ["id", "snippet", "status"];
    private static readonly string[] Snippets = ["title", "description", "tags", "categoryId", "defaultLanguage", "defaultAudioLanguage"];
    private static readonly string[] States = ["privacyStatus", "publishAt", "selfDeclaredMadeForKids", "containsSyntheticMedia", "license", "embeddable", "publicStatsViewable"];

    public static IResult? Fault(JsonElement body, bool snippet, bool status)
    {
        if (body.ValueKind != JsonValueKind.Object) return YouTubeReply.Invalid("parseError", "Parse Error");
        if (Odd(body, Parts) is { } part) return Unknown(part);
        if (snippet && (!body.TryGetProperty("snippet", out var said) || Odd(said, Snippets) is not null)) return Unknown("snippet");
        if (status && (!body.TryGetProperty("status", out var state) || Odd(state, States) is not null)) return Unknown("status");
        return (snippet ? OfSnippet(body.GetProperty("snippet")) : null) ?? (status ? OfStatus(body.GetProperty("status")) : null);
    }

    public static Video Written(Video video, JsonElement body, bool snippet, bool status, bool audited)
    {
        if (snippet)
        {
            var said = body.GetProperty("snippet");
            video = video with
            {
                Title = YouTubeCall.Text(said, "title")!.Trim(), Description = YouTubeCall.Text(said, "description") ?? "", Category = YouTubeCall.Text(said, "categoryId")!,
                Language = YouTubeCall.Text(said, "defaultLanguage") ?? "", Tags = string.Join('|', Tags(said)),
            };
        }
        if (!status) return video;
        var state = body.GetProperty("status");
        return video with
        {
            Privacy = audited ? YouTubeCall.Text(state, "privacyStatus")! : "private", MadeForKids = state.TryGetProperty("selfDeclaredMadeForKids", out var kids) && kids.GetBoolean(),
        };
    }

    private static IResult? OfSnippet(JsonElement said)
    {
        if (YouTubeCall.Text(said, "title")?.Trim() is not { Length: > 0 and <= 100 } title || title.AsSpan().IndexOfAny('<', '>') >= 0)
            return YouTubeReply.Invalid("invalidTitle", "The request metadata specifies an invalid or empty video title.");
        var description = YouTubeCall.Text(said, "description") ?? "";
        if (Encoding.UTF8.GetByteCount(description) > 5000 || description.AsSpan().IndexOfAny('<', '>') >= 0)
            return YouTubeReply.Invalid("invalidDescription", "The request metadata specifies an invalid video description.");
        if (Tags(said).Sum(tag => tag.Length + 2) > 500) return YouTubeReply.Invalid("invalidTags", "The request metadata specifies invalid video keywords.");
        return YouTubeCall.Text(said, "categoryId") is { Length: > 0 } category && category.All(char.IsAsciiDigit) ? null
            : YouTubeReply.Invalid("invalidCategoryId", "The snippet.categoryId property specifies an invalid category ID.");
    }

    private static IResult? OfStatus(JsonElement state) => YouTubeCall.Text(state, "privacyStatus") is "public" or "unlisted" or "private" ? null
        : YouTubeReply.Invalid("invalidVideoMetadata", "The request metadata is invalid.");

    private static List<string> Tags(JsonElement said) => said.TryGetProperty("tags", out var tags) ? [.. tags.EnumerateArray().Select(tag => tag.GetString() ?? "")] : [];

    private static string? Odd(JsonElement json, string[] known) =>
        json.ValueKind != JsonValueKind.Object ? "" : json.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => !known.Contains(name));

    private static IResult Unknown(string name) => YouTubeReply.Invalid("badRequest", $"Invalid JSON payload received. Unknown or missing name: {name}");
}
