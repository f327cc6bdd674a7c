using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>
/// Reads what a foreign page says about itself (Open Graph, else title and description). Only public addresses, three redirects, ten seconds,
/// four megabytes; nothing of it is run, and nothing behind its head is read.
/// </summary>
internal sealed class CardPage(SafeHttp http, IPictures pictures)
{
    private const int MostRedirects = 3;

    // What a page says about itself stands at its top; a parser can be kept busy for minutes by what comes after.
    private const int MostHead = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public sealed record Found(string Title, string Description, Uri? Picture);

    public async Task<Found?> Read(Uri link, CancellationToken ct)
    {
        using var answer = await Get(link, ct);
        if (answer?.Content.Headers.ContentType?.MediaType is not ("text/html" or "application/xhtml+xml") || await Head(answer, ct) is not { } text)
            return null;
        if (new HtmlParser().ParseHead(text) is not { } head)
            return null;
        var picture = Meta(head, "og:image");
        return new Found(
            Meta(head, "og:title") ?? head.QuerySelector("title")?.TextContent.Trim() ?? "",
            Meta(head, "og:description") ?? Meta(head, "description") ?? "",
            picture is not null && Uri.TryCreate(answer.RequestMessage!.RequestUri!, picture, out var address) ? address : null);
    }

    public async Task<RenditionView?> Picture(Uri address, RenditionWish wish, CancellationToken ct)
    {
        using var answer = await Get(address, ct);
        if (answer is null)
            return null;
        await using var bytes = await answer.Content.ReadAsStreamAsync(ct);
        return (await pictures.Passing(bytes, wish, ct)).Value;
    }

    private async Task<HttpResponseMessage?> Get(Uri address, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            for (var hop = 0; hop <= MostRedirects && address.Scheme is "http" or "https"; hop++)
            {
                // Each hop is connected to anew, and each connection is checked.
                var answer = await http.Pool(new Uri(address.GetLeftPart(UriPartial.Authority))).GetAsync(address, limit.Token);
                if (answer.IsSuccessStatusCode)
                    return answer;
                var next = answer.Headers.Location;
                var moved = (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308;
                answer.Dispose();
                if (!moved || next is null)
                    return null;
                address = new Uri(address, next);
            }
        }
        catch (Exception away) when (away is HttpRequestException or UriFormatException or InvalidDataException or IOException || (away is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // Away, too slow, too large, packed wrongly or not public: the card goes without.
        }
        return null;
    }

    private static async Task<string?> Head(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            var page = await answer.Content.ReadAsStringAsync(ct);
            if (page.Length > MostHead)
                page = page[..MostHead];
            var body = page.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
            return body < 0 ? page : page[..body];
        }
        catch (InvalidOperationException)
        {
            // An encoding that nobody knows.
            return null;
        }
    }

    private static string? Meta(IElement head, string name) =>
        head.QuerySelector($"meta[property='{name}']")?.GetAttribute("content") ?? head.QuerySelector($"meta[name='{name}']")?.GetAttribute("content");
}
