using System.Security.Cryptography;

namespace Stadtfunk.Kernel.Http;

/// <summary>
/// A request's content on its way to whoever reads it, remembered by its hash alone: however large it is, it lies nowhere twice. The boundary between the parts of an upload does not
/// count, because every program makes it up anew.
/// </summary>
/// <param name="content">As it comes from the line.</param>
/// <param name="boundary">Left out wherever it stands; empty: nothing is.</param>
internal sealed class MarkedContent(Stream content, byte[] boundary) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // The last bytes may be the beginning of a boundary.
    private byte[] held = [];
    private long bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await content.ReadAsync(buffer, cancellationToken);
        bytes += read;
        Take(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A request is read asynchronously.");

    /// <summary>Reads what nobody has read. SHA-256 of all of it in lower-case hex; to be asked once.</summary>
    public async Task<string> Mark(CancellationToken ct)
    {
        var buffer = new byte[81920];
        while (await ReadAsync(buffer, ct) > 0)
        {
        }
        hash.AppendData(held);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same; null when there is more than that, or when the line ends before.</summary>
    public async Task<string?> Mark(long most, CancellationToken ct)
    {
        try
        {
            var buffer = new byte[81920];
            while (bytes <= most)
                if (await ReadAsync(buffer, ct) == 0)
                    return await Mark(ct);
        }
        catch (IOException)
        {
            // Whoever sent it has the answer of what was done; there is only nothing to know it again by.
        }
        return null;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            hash.Dispose();
        base.Dispose(disposing);
    }

    private void Take(ReadOnlySpan<byte> read)
    {
        if (boundary.Length == 0)
        {
            hash.AppendData(read);
            return;
        }
        byte[] all = [.. held, .. read];
        var left = all.AsSpan();
        for (int at; (at = left.IndexOf(boundary)) >= 0; left = left[(at + boundary.Length)..])
            hash.AppendData(left[..at]);
        var keep = Math.Min(boundary.Length - 1, left.Length);
        hash.AppendData(left[..^keep]);
        held = left[^keep..].ToArray();
    }
}
