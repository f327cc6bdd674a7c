namespace Stadtfunk.Networks.WhatsApp;

/// <summary>
/// Settings <c>Networks:WhatsApp:Api</c> and <c>Networks:WhatsApp:Version</c>: where the Cloud API answers and which version of it is spoken, and
/// <c>Networks:WhatsApp:Files</c>: the hosts, with commas, where it keeps pictures. The token goes to no other.
/// </summary>
internal sealed class WhatsAppSettings
{
    public string Api { get; set; } = "https://graph.facebook.com/";

    public string Version { get; set; } = "v26.0";

    public string Files { get; set; } = "lookaside.fbsbx.com";

    public Uri ApiBase => new(Api.EndsWith('/') ? Api : $"{Api}/");

    public bool Keeps(Uri file) =>
        (file.Scheme == Uri.UriSchemeHttps && file.IsDefaultPort && Files.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Contains(file.Host, StringComparer.OrdinalIgnoreCase))
        || (file.Scheme == ApiBase.Scheme && file.Authority == ApiBase.Authority);
}
