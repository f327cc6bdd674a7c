namespace Stadtfunk.Lab.Mastodon;

/// <summary>What a real server refuses in a post, in its words.</summary>
internal static class StatusChecks
{
    private static readonly string[] Visibilities = ["public", "unlisted", "private", "direct"];

    public static IResult? Refuse(Draft draft, string account, Instance instance, string? editing)
    {
        var settings = instance.Settings;
        if (!Visibilities.Contains(draft.Visibility)) return Refusal.Say(422, $"'{draft.Visibility}' is not a valid visibility");
        if (draft.InReplyTo is { Length: > 0 } && instance.Statuses.Find(draft.InReplyTo) is null)
            return Refusal.Say(404, "The post you are trying to reply to does not appear to exist.");
        if (draft.Media.Count > settings.MaxMedia) return Refusal.Invalid($"Cannot attach more than {settings.MaxMedia} files");
        if (RefuseMedia(draft, account, instance, editing) is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(draft.Text) && draft.Media.Count == 0) return Refusal.Invalid("Text can't be blank");
        return TextLength.Of(draft.Spoiler, draft.Text, settings.CharactersPerUrl) > settings.MaxCharacters
            ? Refusal.Invalid($"Text character limit of {settings.MaxCharacters} exceeded")
            : null;
    }

    private static IResult? RefuseMedia(Draft draft, string account, Instance instance, string? editing)
    {
        var found = draft.Media.Select(instance.Media.Find).ToArray();
        var missing = draft.Media.Where((id, index) => found[index]?.Account != account || instance.Statuses.IsAttached(id, editing)).ToArray();
        if (missing.Length > 0) return Refusal.Invalid($"Media {string.Join(", ", missing)} not found or already attached to another post");
        if (found.Length > 1 && found.Any(medium => !medium!.IsImage))
            return Refusal.Invalid("Cannot attach a video to a post that already contains images");
        return found.All(medium => instance.Media.IsReady(medium!))
            ? null
            : Refusal.Invalid("Cannot attach files that have not finished processing. Try again in a moment!");
    }
}
