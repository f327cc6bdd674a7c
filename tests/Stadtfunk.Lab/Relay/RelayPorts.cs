using System.Text.Json;

namespace Stadtfunk.Lab.Relay;

internal sealed record RelayArgument(string Name, int Port, Uri Upstream);

/// <summary>Which port passes on to which real server, and who calls there.</summary>
internal sealed class RelayPorts(Arguments arguments)
{
    private int[] ports = [];

    public void Open(int[] opened) => ports = opened;

    public RelayArgument? At(HttpContext context) =>
        Array.IndexOf(ports, context.Connection.LocalPort) is >= 0 and var index ? arguments.Relays[index] : null;

    /// <summary>The last part of the path: for a Bluesky server the method, such as com.atproto.repo.putRecord.</summary>
    public static string EndpointOf(HttpContext context) => context.Request.Path.Value!.Split('/')[^1];

    /// <summary>The subject of a signed token (on Bluesky the account's DID), unverified: the real server checks it.</summary>
    public static string? AccountOf(HttpContext context)
    {
        if (Operation.BearerOf(context)?.Split('.') is not [_, var payload, _]) return null;
        var base64 = payload.Replace('-', '+').Replace('_', '/');
        var bytes = new byte[payload.Length];
        if (!Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var length)) return null;
        try
        {
            using var json = JsonDocument.Parse(bytes.AsMemory(0, length));
            return json.RootElement.TryGetProperty("sub", out var subject) ? subject.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
