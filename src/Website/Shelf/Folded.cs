using System.IO.Compression;

namespace Stadtfunk.Website.Shelf;

/// <summary>An answer that nobody asked for in a while: its smallest encoding, and what makes the others from it again.</summary>
internal sealed class Folded
{
    private readonly Sheet cover;
    private readonly Body brotli;
    private readonly int length;
    private readonly DateTime madeAt;
    private readonly bool stale;

    private Folded(Answer open, Body brotli)
    {
        cover = open.Sheet with { Body = [] };
        this.brotli = brotli;
        length = open.Plain.Bytes.Length;
        madeAt = open.MadeAt;
        stale = open.IsStale;
        Size = 512 + brotli.Bytes.Length;
    }

    public int Size { get; }

    /// <summary>Null where folding wins nothing.</summary>
    public static Folded? Of(Answer open) => open.Brotli is { } brotli && brotli.Bytes.Length < open.Plain.Bytes.Length ? new Folded(open, brotli) : null;

    public Answer Unfold()
    {
        var body = new byte[length];
        if (!BrotliDecoder.TryDecompress(brotli.Bytes, body, out var written) || written != length)
            throw new InvalidOperationException("A folded answer does not unfold to what it was.");
        return Answer.Unfolded(cover with { Body = body }, brotli.ETag[1..^4], brotli, madeAt, stale);
    }
}
