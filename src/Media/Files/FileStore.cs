using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Media.Files;

/// <summary>A file in the store: the hash of its bytes is its address.</summary>
internal sealed record StoredFile(string Hash, string Ending, long Bytes);

/// <summary>
/// Content-addressed files in <c>{Data:Directory}/media/ab/cdef….ending</c>. A file appears whole and durable or not at all: it is written
/// beside its place, flushed to the disk and renamed. Originals have no ending; renditions carry that of their type and are what the public may read.
/// </summary>
internal sealed partial class FileStore(IConfiguration settings, TimeProvider clock)
{
    private const int NoSpaceUnix = 28, QuotaUnix = 122, NoSpaceWindows = unchecked((int)0x80070070);

    private readonly string root = Path.GetFullPath(Path.Combine(settings["Data:Directory"] ?? "data", "media"));

    private readonly long keepFree = MediaSettings.In(settings).KeepFreeMegabytes * 1024 * 1024;

    /// <summary>A name for a file in the making, on the same disk as its later place.</summary>
    public string NewTemporary()
    {
        Directory.CreateDirectory(Making);
        return Path.Combine(Making, Guid.CreateVersion7().ToString("N"));
    }

    /// <summary>The place of a file in the making that somebody comes back to.</summary>
    public string Unfinished(string name)
    {
        Directory.CreateDirectory(Making);
        return Path.Combine(Making, name);
    }

    /// <summary>Null when there is room, otherwise the sentence that says there is none.</summary>
    public Refusal? Shortage()
    {
        Directory.CreateDirectory(root);
        return new DriveInfo(root).AvailableFreeSpace < keepFree ? Full : null;
    }

    /// <summary>Moves a finished temporary file to its address. It is gone from its old place afterwards in any case.</summary>
    public async Task<Outcome<StoredFile>> Keep(string temporary, string ending, CancellationToken ct)
    {
        try
        {
            string hash;
            long bytes;
            await using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 81920, useAsync: true))
            {
                hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
                bytes = file.Length;
                file.Flush(flushToDisk: true);
            }
            var place = PathOf(hash, ending);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(temporary, place, overwrite: true);
            return new StoredFile(hash, ending, bytes);
        }
        catch (IOException full) when (IsFull(full))
        {
            return Full;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Stores bytes that were made in memory.</summary>
    public async Task<Outcome<StoredFile>> Keep(byte[] bytes, string ending, CancellationToken ct)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (Touch(hash, ending))
            return new StoredFile(hash, ending, bytes.Length);
        var temporary = NewTemporary();
        try
        {
            await File.WriteAllBytesAsync(temporary, bytes, ct);
        }
        catch (IOException full) when (IsFull(full))
        {
            File.Delete(temporary);
            return Full;
        }
        return await Keep(temporary, ending, ct);
    }

    public bool Has(string hash, string ending) => File.Exists(PathOf(hash, ending));

    /// <summary>Where the file lies; it may be missing.</summary>
    public string PathOf(string hash, string ending) => Path.Combine(root, hash[..2], hash[2..] + ending);

    public void Forget(string hash, string ending) => File.Delete(PathOf(hash, ending));

    public static bool IsFull(IOException trouble) => trouble.HResult is NoSpaceUnix or QuotaUnix or NoSpaceWindows;

    /// <summary>True when a library that hides the reason could not write because nothing is left.</summary>
    public bool NothingLeft() => new DriveInfo(root).AvailableFreeSpace < 1024 * 1024;

    public static Refusal Full { get; } = new("Media.DiskFull", RefusalKind.Unavailable);
}
