using System.Net;

namespace Stadtfunk.Networks.Wire;

/// <summary>A piece of a large file as the body of a request: read while it is sent, never held.</summary>
internal sealed class Slice : HttpContent
{
    private const int Bite = 64 * 1024;
    private readonly Stream file;
    private readonly long from;
    private readonly long length;

    /// <param name="file">Can seek; whoever opened it disposes it.</param>
    /// <param name="from">Place of the first byte.</param>
    /// <param name="length">How many.</param>
    public Slice(Stream file, long from, long length)
    {
        (this.file, this.from, this.length) = (file, from, length);
        Headers.ContentLength = length;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = this.length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        file.Position = from;
        var bite = new byte[Bite];
        for (var left = length; left > 0;)
        {
            var read = await file.ReadAsync(bite.AsMemory(0, (int)Math.Min(Bite, left)), cancellationToken);
            if (read == 0)
                throw new EndOfStreamException("The file is shorter than it was said to be.");
            await stream.WriteAsync(bite.AsMemory(0, read), cancellationToken);
            left -= read;
        }
    }
}
