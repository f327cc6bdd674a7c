using System.Security.Cryptography;

namespace Stadtfunk.Lab.Meta.Containers;

/// <summary>A picture that the network fetched from where it was told; no bytes where nothing was there, or where it was sent elsewhere.</summary>
internal sealed record Fetched(byte[]? Bytes)
{
    private static readonly HttpClient Http =
        new(new SocketsHttpHandler { AllowAutoRedirect = false }, disposeHandler: true) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 20_000_000 };

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes ?? []));

    public static async Task<Fetched> From(string address)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(address));
            return new Fetched(answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync() : null);
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            return new Fetched((byte[]?)null);
        }
    }
}
