using System.Security.Cryptography;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Intake;

namespace Stadtfunk.Media.Files;

/// <summary>An upload on our disk, not yet believed. Disposing deletes it.</summary>
internal sealed record Upload(string Path, string Hash, long Bytes) : IDisposable
{
    public const long MaxBytes = 50L * 1024 * 1024;

    /// <summary>Of a video; the setting <c>Media:MostVideoMegabytes</c> can say less or more.</summary>
    public const int VideoMegabytes = 2048;

    /// <summary>Of a document: what LinkedIn takes, the only network that takes one.</summary>
    public const long DocumentBytes = 100_000_000;

    public bool IsVideo { get; init; }

    public bool IsDocument { get; init; }

    public void Dispose() => File.Delete(Path);

    /// <summary>Reads the stream to its end or to the limit, whichever comes first; never holds it in memory.</summary>
    /// <param name="videoBytes">How large a video may be, where documents are taken too; null where only a picture is wanted.</param>
    public static async Task<Outcome<Upload>> Receive(Stream from, FileStore store, CancellationToken ct, long? videoBytes = null)
    {
        if (from.CanSeek && from.Length - from.Position > MaxBytes && !(videoBytes is not null && await IsLargerAhead(from, ct)))
            return TooBig(from.Length - from.Position);
        if (store.Shortage() is { } shortage)
            return shortage;
        var path = store.NewTemporary();
        var whole = false;
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true);
            var buffer = new byte[81920];
            long bytes = 0, most = MaxBytes;
            var (video, document) = (false, false);
            // What it is stands in its first bytes.
            for (var read = await from.ReadAtLeastAsync(buffer, 16, throwOnEndOfStream: false, ct); read > 0; read = await from.ReadAsync(buffer, ct))
            {
                if (bytes == 0 && videoBytes is { } larger && PictureType.IsVideo(buffer.AsSpan(0, read)))
                    (video, most) = (true, larger);
                if (bytes == 0 && videoBytes is not null && PictureType.IsDocument(buffer.AsSpan(0, read)))
                    (document, most) = (true, DocumentBytes);
                bytes += read;
                if (bytes > most)
                    return (video ? Refusal.Invalid("Media.Video.TooBig", most / 1024 / 1024) : document ? DocumentTooBig : Refusal.Invalid("Media.TooBig")).On("file");
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            if (bytes == 0)
                return Refusal.Invalid("Media.Empty").On("file");
            whole = true;
            return new Upload(path, Convert.ToHexStringLower(hash.GetHashAndReset()), bytes) { IsVideo = video, IsDocument = document };
        }
        catch (IOException full) when (FileStore.IsFull(full))
        {
            return FileStore.Full;
        }
        finally
        {
            if (!whole)
                File.Delete(path);
        }
    }

    private static async Task<bool> IsLargerAhead(Stream from, CancellationToken ct)
    {
        var head = new byte[16];
        var read = await from.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        from.Seek(-read, SeekOrigin.Current);
        return PictureType.IsVideo(head.AsSpan(0, read)) || PictureType.IsDocument(head.AsSpan(0, read));
    }

    public static Refusal DocumentTooBig { get; } = Refusal.Invalid("Media.Document.TooBig", DocumentBytes / 1_000_000).On("file");

    public static Refusal TooBig(long bytes) =>
        Refusal.Invalid("Media.TooBigBy", (long)Math.Ceiling(bytes / 1024.0 / 1024.0)).On("file");
}
