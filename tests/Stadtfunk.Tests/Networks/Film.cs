using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Tests.Networks;

/// <summary>Reads as a video of this size, counts what is read of it, and stops the world when a place is reached.</summary>
internal sealed class Film(long length) : Stream
{
    public long Read0 { get; private set; }
    public int Largest { get; private set; }
    public (long At, CancellationTokenSource Stop)? Cut { get; set; }

    /// <summary>Happens once, when this place is reached.</summary>
    public (long At, Action Do)? Then { get; set; }

    public Outgoing In(Outgoing post) => post with { Video = YouTubeStage.VideoOf($"film{length}", length, _ => Task.FromResult<Stream>(this)) };

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (Cut is { } cut && Position >= cut.At)
        {
            Cut = null;
            cut.Stop.Cancel();
            cut.Stop.Token.ThrowIfCancellationRequested();
        }
        if (Then is { } then && Position >= then.At)
        {
            Then = null;
            then.Do();
        }
        count = (int)Math.Min(count, length - Position);
        for (var i = 0; i < count; i++)
            buffer[offset + i] = Position + i < 64 ? YouTubeStage.Small[Position + i] : (byte)((Position + i) / 1000);
        (Read0, Largest) = (Read0 + count, Math.Max(Largest, count));
        Position += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
