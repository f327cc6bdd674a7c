using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Files;

namespace Stadtfunk.Media.Tray;

/// <summary>
/// The form with the pictures. Whoever sends it forgets a picture that is refused for good, so what may go well the next time is never called invalid: a line
/// that breaks, a disk that is full.
/// </summary>
internal sealed record ShareForm(IFormCollection Sent)
{
    public const int MostAtOnce = 20;

    // For the words beside the pictures, and what a form wraps around both.
    private const long Around = 1024 * 1024;

    /// <param name="pictures">So many may be in it.</param>
    public static async Task<Outcome<ShareForm>> Read(HttpRequest request, int pictures, FileStore store, CancellationToken ct)
    {
        if (!request.HasFormContentType)
            return Refusal.Invalid("Media.NotMultipart");
        if (store.Shortage() is { } shortage)
            return shortage;
        var most = (pictures * Upload.MaxBytes) + Around;
        if (request.ContentLength > most)
            return Refusal.Invalid("Media.Share.TooBig");
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = most;
        try
        {
            // Above 64 KB a file lies on the disk, not in memory.
            var limits = new FormOptions { MultipartBodyLengthLimit = Upload.MaxBytes + Around, ValueLengthLimit = 64 * 1024 };
            return new ShareForm(await request.ReadFormAsync(limits, ct));
        }
        catch (InvalidDataException)
        {
            return Refusal.Invalid(request.ContentLength > Upload.MaxBytes ? "Media.Share.TooBig" : "Media.NotMultipart");
        }
        catch (BadHttpRequestException no) when (no.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Refusal.Invalid("Media.Share.TooBig");
        }
        catch (IOException cut)
        {
            return FileStore.IsFull(cut) ? FileStore.Full : new Refusal("Media.Share.Cut", RefusalKind.Unavailable);
        }
    }
}
