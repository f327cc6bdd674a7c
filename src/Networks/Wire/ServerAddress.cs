using System.Diagnostics.CodeAnalysis;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Wire;

/// <summary>A server's name as a person types it, with or without https, as the base address that ends with a slash.</summary>
internal static class ServerAddress
{
    public static bool TryRead(string typed, string example, [NotNullWhen(true)] out Uri? server, [NotNullWhen(false)] out Sentence? why)
    {
        server = null;
        why = null;
        typed = typed.Trim().TrimEnd('/');
        // "@presse@social.musterstadt.de" names the server after the last @.
        if (!typed.Contains("://", StringComparison.Ordinal))
            typed = $"https://{typed[(typed.LastIndexOf('@') + 1)..]}";
        if (typed.Length == "https://".Length)
            why = new Sentence("Networks.ServerMissing", example);
        else if (!Uri.TryCreate(typed, UriKind.Absolute, out var found) || !IsServer(found))
            why = new Sentence("Networks.ServerOdd", example);
        else
            server = new Uri(found.GetLeftPart(UriPartial.Authority) + "/");
        return server is not null;
    }

    // Without encryption only on this machine.
    public static bool IsServer(Uri uri) =>
        uri.UserInfo.Length == 0 && uri.Host.Length > 0 && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
