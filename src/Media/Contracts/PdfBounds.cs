using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Stadtfunk.Media.Contracts;

/// <summary>
/// What looking into a PDF may cost: a file of a few kilobytes can unfold to gigabytes. Whatever goes over makes the whole file one that is not taken, for the reader steps over
/// what it cannot read, and what it steps over nobody has looked at.
/// </summary>
/// <param name="held">How much memory may be asked for on the way; a hundred megabytes of pictures take less than half of it.</param>
/// <param name="unpacked">How much may come out of what is packed, in bytes. What says how a document of 300 pages hangs together takes a few megabytes; pictures are not unpacked.</param>
/// <param name="words">The pages are read, too: their words may be packed in letters, as some programs do it.</param>
public sealed class PdfBounds(long held = 1_000_000_000, long unpacked = 24_000_000, bool words = false)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly long before = GC.GetAllocatedBytesForCurrentThread();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly HashSet<string> seen = [];
    private long weighed;

    /// <summary>Something was not looked at because it would have cost too much.</summary>
    public bool Exceeded { get; private set; }

    /// <summary>The file, read within these bounds.</summary>
    public Stream Around(Stream file) => new Watched(file, this);

    /// <summary>What unpacks for the reader, within these bounds.</summary>
    public IFilterProvider Filters() => new Named(new Flate(this), Letters("ASCII85Decode"), Letters("ASCIIHexDecode"), new Never(this));

    // Four bytes become five letters, one becomes two: nothing grows by undoing that.
    private IFilter Letters(string name) => words ? DefaultFilterProvider.Instance.GetNamedFilters([NameToken.Create(name)])[0] : new Never(this);

    private InvalidDataException TooMuch()
    {
        Exceeded = true;
        return new InvalidDataException("More than may be looked through.");
    }

    private void Look()
    {
        if (Exceeded || clock.Elapsed > Patience || GC.GetAllocatedBytesForCurrentThread() - before > held)
            throw TooMuch();
    }

    /// <summary>Unpacks the same bytes as the filter does, and holds none of them.</summary>
    private void Weigh(ReadOnlyMemory<byte> packed)
    {
        if (packed.Length < 2 || !seen.Add(Convert.ToHexString(SHA256.HashData(packed.Span))))
            return;
        using var inflating = new DeflateStream(new MemoryStream(packed[2..].ToArray()), CompressionMode.Decompress);
        var bite = new byte[64 * 1024];
        try
        {
            for (int read; (read = inflating.Read(bite)) > 0;)
                if ((weighed += read) > unpacked)
                    throw TooMuch();
        }
        catch (InvalidDataException) when (!Exceeded)
        {
            // Broken from here on: no more comes out of it.
        }
        Look();
    }

    private sealed class Named(IFilter flate, IFilter letters, IFilter digits, IFilter never) : BaseFilterProvider(
        new Dictionary<string, IFilter>(StringComparer.Ordinal)
        {
            ["FlateDecode"] = flate, ["Fl"] = flate, ["LZWDecode"] = never, ["LZW"] = never, ["RunLengthDecode"] = never, ["RL"] = never, ["ASCII85Decode"] = letters, ["A85"] = letters,
            ["ASCIIHexDecode"] = digits, ["AHx"] = digits, ["DCTDecode"] = never, ["DCT"] = never, ["CCITTFaxDecode"] = never, ["CCF"] = never, ["JBIG2Decode"] = never,
            ["JPXDecode"] = never, ["Crypt"] = never, ["BrotliDecode"] = never,
        });

    private sealed class Flate(PdfBounds bounds) : IFilter
    {
        private readonly FlateFilter real = new();

        public bool IsSupported => true;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            bounds.Weigh(input);
            return real.Decode(input, streamDictionary, filterProvider, filterIndex);
        }
    }

    /// <summary>Nobody packs what says how a document hangs together in such a way, and pictures are not unpacked.</summary>
    private sealed class Never(PdfBounds bounds) : IFilter
    {
        public bool IsSupported => false;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex) => throw bounds.TooMuch();
    }

    private sealed class Watched(Stream file, PdfBounds bounds) : Stream
    {
        private int reads;

        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => file.Length;

        public override long Position
        {
            get => file.Position;
            set => file.Position = value;
        }

        // The reader comes for every byte.
        public override int ReadByte()
        {
            if ((++reads & 4095) == 0)
                bounds.Look();
            return file.ReadByte();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            bounds.Look();
            return file.Read(buffer, offset, count);
        }

        public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
