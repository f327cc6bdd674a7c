namespace Stadtfunk.Lab.Mastodon;

internal static class InstanceEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v2/instance", Describe).WithMetadata(new Operation("instance"));
        routes.MapGet("/.well-known/oauth-authorization-server", DescribeOauth).WithMetadata(new Operation("instance"));
    }

    private static object Describe(Caller caller)
    {
        var settings = caller.Instance.Settings;
        return new
        {
            domain = new Uri(caller.Root).Authority,
            title = settings.Title,
            version = settings.Version,
            source_url = "https://github.com/mastodon/mastodon",
            description = "",
            languages = new[] { "de" },
            configuration = new
            {
                urls = new { streaming = caller.Root.Replace("http", "ws") },
                accounts = new { max_featured_tags = 10, max_pinned_statuses = 5 },
                statuses = new
                {
                    max_characters = settings.MaxCharacters,
                    max_media_attachments = settings.MaxMedia,
                    characters_reserved_per_url = settings.CharactersPerUrl,
                },
                media_attachments = new
                {
                    supported_mime_types = (string[])["image/jpeg", "image/png", "image/gif", "image/webp", .. settings.TakesVideos ? (string[])["video/mp4"] : []],
                    description_limit = settings.DescriptionLimit,
                    image_size_limit = settings.ImageBytes,
                    image_matrix_limit = settings.ImagePixels,
                    video_size_limit = settings.VideoBytes,
                    video_frame_rate_limit = 120,
                    video_matrix_limit = settings.VideoPixels,
                },
                polls = new { max_options = 4, max_characters_per_option = 50, min_expiration = 300, max_expiration = 2_629_746 },
                translation = new { enabled = false },
            },
            registrations = new { enabled = false, approval_required = false, message = (string?)null },
            api_versions = new { mastodon = 7 },
            rules = Array.Empty<object>(),
        };
    }

    private static object DescribeOauth(Caller caller) => new
    {
        issuer = caller.Root + "/",
        authorization_endpoint = caller.Root + "/oauth/authorize",
        token_endpoint = caller.Root + "/oauth/token",
        revocation_endpoint = caller.Root + "/oauth/revoke",
        app_registration_endpoint = caller.Root + "/api/v1/apps",
        scopes_supported = AppRegistry.KnownScopes,
        response_types_supported = new[] { "code" },
        response_modes_supported = new[] { "query" },
        grant_types_supported = new[] { "authorization_code", "client_credentials" },
        token_endpoint_auth_methods_supported = new[] { "client_secret_basic", "client_secret_post" },
        code_challenge_methods_supported = new[] { "S256" },
    };
}
