using System.Security.Cryptography;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Media.Files;

/// <summary>An upload on our disk, not yet believed. Disposing deletes it.</summary>
internal sealed record Upload(string Path, string Hash, long Bytes) : IDisposable
{
    public const long MaxBytes = 50L * 1024 * 1024;

    public void Dispose() => File.Delete(Path);

    /// <summary>Reads the stream to its end or to the limit, whichever comes first; never holds it in memory.</summary>
    public static async Task<Outcome<Upload>> Receive(Stream from, FileStore store, CancellationToken ct)
    {
        if (from.CanSeek && from.Length - from.Position > MaxBytes)
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
            long bytes = 0;
            int read;
            while ((read = await from.ReadAsync(buffer, ct)) > 0)
            {
                bytes += read;
                if (bytes > MaxBytes)
                    return Refusal.Invalid("Media.TooBig").On("file");
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            if (bytes == 0)
                return Refusal.Invalid("Media.Empty").On("file");
            whole = true;
            return new Upload(path, Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
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

    public static Refusal TooBig(long bytes) =>
        Refusal.Invalid("Media.TooBigBy", (long)Math.Ceiling(bytes / 1024.0 / 1024.0)).On("file");
}
