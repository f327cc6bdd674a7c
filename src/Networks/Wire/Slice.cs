using System.Diagnostics;
using System.Net;

namespace Stadtfunk.Networks.Wire;

/// <summary>A piece of a large file as the body of a request: read while it is sent, never held.</summary>
internal sealed class Slice : HttpContent
{
    private const int Bite = 64 * 1024;

    // On a line of 1 Mbit/s half a minute.
    private const int Stretch = 4 * 1024 * 1024;

    // On a slower one.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

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

    /// <summary>Happens before the first byte, every few megabytes or seconds and after the last byte, with how many have gone: whoever holds a lease renews it.</summary>
    public Func<long, CancellationToken, Task>? Beat { get; init; }

    /// <summary>What came out of <see cref="Beat"/> instead of a yes: the rest was not sent.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Our own file could not be read to its end: nobody's line is to blame.</summary>
    public bool IsFileAway { get; private set; }

    /// <summary>Happens whenever something has gone.</summary>
    public Action? Moved { get; set; }

    /// <summary>The last byte has been handed over. Until then nobody can have the whole.</summary>
    public bool IsWhole { get; private set; }

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
        var told = Stopwatch.GetTimestamp();
        for (var left = length; left > 0;)
        {
            // On a slow line a lease ends before a stretch does.
            if (Beat is not null && ((length - left) % Stretch == 0 || Stopwatch.GetElapsedTime(told) > Longest))
            {
                await Tell(length - left, cancellationToken);
                told = Stopwatch.GetTimestamp();
            }
            var read = await Read(bite.AsMemory(0, (int)Math.Min(Bite - (length - left) % Bite, left)), cancellationToken);
            await stream.WriteAsync(bite.AsMemory(0, read), cancellationToken);
            left -= read;
            Moved?.Invoke();
        }
        IsWhole = true;
        // The answer may take as long as any other call.
        if (Beat is not null)
            await Tell(length, cancellationToken);
    }

    private async Task<int> Read(Memory<byte> bite, CancellationToken ct)
    {
        try
        {
            return await file.ReadAsync(bite, ct) is > 0 and var read ? read : throw new EndOfStreamException("The file is shorter than it was said to be.");
        }
        catch (IOException)
        {
            IsFileAway = true;
            throw;
        }
    }

    private async Task Tell(long sent, CancellationToken ct)
    {
        try
        {
            await Beat!(sent, ct);
        }
        catch (Exception fault)
        {
            // A line given up while the row was being written is no lost lease.
            if (fault is not OperationCanceledException { CancellationToken.IsCancellationRequested: true })
                Fault = fault;
            throw;
        }
    }
}
