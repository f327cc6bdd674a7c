using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Files;

namespace Stadtfunk.Media.Tray;

/// <summary>
/// Pictures that come in pieces over a bad line: what has arrived stays, and the next piece goes on there. Each belongs to who sends it. What is not finished
/// within a day goes with the other unfinished files.
/// </summary>
internal sealed class ShareParts(FileStore store)
{
    /// <summary>Of one person on the way at the same time.</summary>
    public const int MostAtOnce = 20;

    /// <summary>Of one piece, in bytes.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>How much of it is here, in bytes.</summary>
    /// <param name="whole">How large it will be; what is larger than that is another picture, and forgotten.</param>
    public long There(Actor actor, string key, long whole)
    {
        var file = new FileInfo(PathOf(actor, key));
        if (!file.Exists)
            return 0;
        if (file.Length <= whole)
            return file.Length;
        file.Delete();
        return 0;
    }

    /// <summary>Adds a piece where it belongs. Of one that belongs elsewhere nothing is taken.</summary>
    /// <param name="from">Its first byte's place in the picture.</param>
    /// <returns>How much of the picture is here now: from there the sender goes on.</returns>
    public async Task<Outcome<long>> Add(Actor actor, string key, long from, Stream bytes, CancellationToken ct)
    {
        if (key.Trim().Length is 0 or > 80)
            return Refusal.Invalid("Media.Tray.KeyBad").On("key");
        if (store.Shortage() is { } shortage)
            return shortage;
        var path = PathOf(actor, key);
        if (!File.Exists(path) && Directory.GetFiles(Path.GetDirectoryName(path)!, MarkOf(actor) + "*").Length >= MostAtOnce)
            return new Refusal("Media.Share.TooMany", RefusalKind.TooMany, MostAtOnce);
        try
        {
            await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, useAsync: true);
            if (file.Length != from)
                return file.Length;
            file.Position = from;
            return await Write(file, bytes, ct) ? file.Length : TooBig(file);
        }
        catch (IOException full) when (FileStore.IsFull(full))
        {
            return FileStore.Full;
        }
        catch (IOException)
        {
            // The line broke, or another window is just sending the same: what came is kept.
            return new Refusal("Media.Share.Cut", RefusalKind.Unavailable);
        }
    }

    /// <summary>All of it, to be read once; null when nothing of it is here.</summary>
    public FileStream? Open(Actor actor, string key)
    {
        var path = PathOf(actor, key);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 81920, useAsync: true) : null;
    }

    public void Forget(Actor actor, string key) => File.Delete(PathOf(actor, key));

    private static async Task<bool> Write(FileStream file, Stream bytes, CancellationToken ct)
    {
        var buffer = new byte[81920];
        for (int read; (read = await bytes.ReadAsync(buffer, ct)) > 0;)
        {
            if (file.Length + read > Upload.MaxBytes)
                return false;
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        return true;
    }

    private static Refusal TooBig(FileStream file)
    {
        file.SetLength(0);
        return Refusal.Invalid("Media.Share.TooBig");
    }

    private string PathOf(Actor actor, string key) => store.Unfinished(MarkOf(actor) + Hash(key.Trim()));

    private static string MarkOf(Actor actor) => $"share-{Hash($"{actor.Person}")}-";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
