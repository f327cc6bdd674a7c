using System.Text.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Mastodon;

/// <summary>What a server says of itself: its limits, and which software it is.</summary>
internal static class ServerRules
{
    // Only where it was read in the code: others speak the same API and ignore the key (GoToSocial does).
    private static readonly string[] HonouringSources = ["https://github.com/mastodon/mastodon", "https://github.com/glitch-soc/mastodon"];

    /// <param name="instance">The answer of /api/v2/instance, or of /api/v1/instance on older servers.</param>
    public static Rules Read(JsonElement instance)
    {
        var usual = MastodonNetwork.Network.Rules;
        var picture = usual.Picture;
        var spoken = instance.Items("configuration", "media_attachments", "supported_mime_types").Select(x => x.GetString()).ToHashSet();
        var types = picture.MediaTypes.Where(spoken.Contains).ToList();
        return usual with
        {
            MaxText = Limit(instance.Number("configuration", "statuses", "max_characters") ?? instance.Number("max_toot_chars"), usual.MaxText),
            UrlLength = Limit(instance.Number("configuration", "statuses", "characters_reserved_per_url"), usual.UrlLength!.Value),
            MaxPictures = Math.Min(Limit(instance.Number("configuration", "statuses", "max_media_attachments"), usual.MaxPictures), 20),
            Picture = picture with
            {
                MaxBytes = Limit(instance.Number("configuration", "media_attachments", "image_size_limit"), (int)picture.MaxBytes),
                MaxPixels = Limit(instance.Number("configuration", "media_attachments", "image_matrix_limit"), (int)picture.MaxPixels!.Value),
                MaxAlt = Limit(instance.Number("configuration", "media_attachments", "description_limit"), picture.MaxAlt!.Value),
                MediaTypes = types.Count > 0 ? types : picture.MediaTypes,
            },
            Video = spoken.Count > 0 && !usual.Video!.MediaTypes.Any(spoken.Contains) ? null : usual.Video! with
            {
                MaxBytes = Limit(instance.Number("configuration", "media_attachments", "video_size_limit"), (int)usual.Video.MaxBytes),
                MaxPixels = Limit(instance.Number("configuration", "media_attachments", "video_matrix_limit"), (int)usual.Video.MaxPixels!.Value),
            },
        };
    }

    public static bool HonoursKeys(JsonElement instance) =>
        HonouringSources.Contains(instance.Text("source_url"), StringComparer.OrdinalIgnoreCase)
        && !instance.Text("version").Contains("compatible", StringComparison.OrdinalIgnoreCase);

    // What a server says is not believed where it makes no sense.
    private static int Limit(long? said, int usual) => said is > 0 and <= int.MaxValue ? (int)said : usual;
}
