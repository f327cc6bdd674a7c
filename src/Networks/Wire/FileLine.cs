using System.Net.Http.Headers;
using System.Security.Cryptography;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Wire;

/// <summary>Fetches one file that is larger than an answer may be. Follows no redirect: it could lead into the city's own network, and the token would go with it.</summary>
internal sealed class FileLine(SafeHttp http)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="token">Goes with it as Bearer; null: none.</param>
    public async Task<FetchedFile> Get(Uri address, string? token, long most, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await http.Pool(address).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if ((int)answer.StatusCode is >= 300 and < 400)
                return FetchedFile.Not(FetchFault.Elsewhere);
            if ((int)answer.StatusCode != 200)
                return FetchedFile.Not(FetchFault.Later);
            if (answer.Content.Headers.ContentLength > most)
                return FetchedFile.Not(FetchFault.TooLarge);
            await using var from = await answer.Content.ReadAsStreamAsync(limit.Token);
            using var whole = new MemoryStream();
            var buffer = new byte[81920];
            for (int read; (read = await from.ReadAsync(buffer, limit.Token)) > 0;)
            {
                if (whole.Length + read > most)
                    return FetchedFile.Not(FetchFault.TooLarge);
                whole.Write(buffer, 0, read);
            }
            return new FetchedFile(whole.ToArray(), null);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or InvalidDataException || (lost is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return FetchedFile.Not(FetchFault.Later);
        }
    }

    /// <param name="said">Base64 or hex.</param>
    public static bool IsHash(string said, byte[] bytes)
    {
        var right = SHA256.HashData(bytes);
        return HookSign.IsHex(said, right) || HookSign.IsBase64(said, right);
    }
}
