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
        catch (Exception gone) when (IsGone(gone))
        {
            return new Fetched((byte[]?)null);
        }
    }

    /// <summary>A film is not held: only its start, how long it is, and its hash.</summary>
    public static async Task<FetchedFilm?> FilmFrom(string address)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(address), HttpCompletionOption.ResponseHeadersRead);
            if (!answer.IsSuccessStatusCode) return null;
            await using var body = await answer.Content.ReadAsStreamAsync();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (start, piece, bytes) = (new MemoryStream(), new byte[64 * 1024], 0L);
            for (int read; (read = await body.ReadAsync(piece)) > 0; bytes += read)
            {
                hash.AppendData(piece, 0, read);
                if (start.Length < 1_000_000) start.Write(piece, 0, read);
            }
            return new FetchedFilm(start.ToArray(), bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch (Exception gone) when (IsGone(gone) || gone is IOException)
        {
            return null;
        }
    }

    private static bool IsGone(Exception gone) => gone is HttpRequestException or TaskCanceledException or UriFormatException;
}

internal sealed record FetchedFilm(byte[] Start, long Bytes, string Sha256);

/// <summary>What a container names by its address, fetched.</summary>
internal sealed record Gathered(Fetched? Picture, FetchedFilm? Film, Fetched? Cover);
