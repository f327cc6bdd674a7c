using System.Diagnostics;
using System.Text;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Xunit;

namespace Stadtfunk.Tests.Media;

public sealed class RefusedFilesTests
{
    public static TheoryData<string, string, string> Files => new()
    {
        { "svg", "wappen.svg", "Media.IsSvg" },
        { "svg-script", "wappen.svg", "Media.IsSvgWithScript" },
        { "svg-script", "wappen.jpg", "Media.IsSvgWithScript" },
        { "heic", "IMG_2.HEIC", "Media.IsHeic" },
        { "avif", "a.avif", "Media.IsAvif" },
        { "mp4", "a.mp4", "Media.Video.Damaged" },
        { "pdf", "a.pdf", "Media.Document.Damaged" },
        { "html", "a.html", "Media.IsHtml" },
        { "zip", "a.docx", "Media.IsZip" },
        { "tiff", "a.tif", "Media.IsRaw" },
        { "text", "a.jpg", "Media.UnknownFile" },
        { "empty", "a.jpg", "Media.Empty" },
        { "jpeg", "a.png", "Media.NameLies" },
        { "jpeg", "a.php", "Media.NameLies" },
        { "truncated-jpeg", "a.jpg", "Media.Damaged" },
        { "truncated-png", "a.png", "Media.Damaged" },
        { "truncated-webp", "a.webp", "Media.Damaged" },
        { "only-a-start", "a.jpg", "Media.Damaged" },
        { "png-claims", "a.png", "Media.TooManyPixels" },
        { "png-bomb", "a.png", "Media.TooManyPixels" },
        { "jpeg-claims", "a.jpg", "Media.TooManyPixels" },
        { "gif-frames", "a.gif", "Media.TooManyFrames" },
    };

    private static byte[] Make(string what) => what switch
    {
        "svg" => "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray(),
        "svg-script" => "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray(),
        "heic" => [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[40]],
        "avif" => [0, 0, 0, 24, .. "ftypavif"u8, .. new byte[40]],
        "mp4" => [0, 0, 0, 24, .. "ftypisom"u8, .. new byte[40]],
        "pdf" => "%PDF-1.7 ..."u8.ToArray(),
        "html" => "<!DOCTYPE html><p>Bild</p>"u8.ToArray(),
        "zip" => [.. "PK\u0003\u0004"u8, .. new byte[40]],
        "tiff" => [.. "II*\0"u8, .. new byte[40]],
        "text" => Encoding.UTF8.GetBytes("Guten Tag"),
        "empty" => [],
        "truncated-jpeg" => Samples.Jpeg(Samples.Noise(600, 400))[..40_000],
        "truncated-png" => Samples.Png(Samples.Noise(600, 400))[..40_000],
        "truncated-webp" => Samples.Webp(Samples.Noise(600, 400))[..20_000],
        "only-a-start" => [0xFF, 0xD8, 0xFF, 0xE0],
        "png-claims" => Samples.PngClaiming(20_000, 20_000),
        "png-bomb" => Samples.PngBomb(9_000),
        "jpeg-claims" => Samples.JpegClaiming(12_000, 9_000),
        "gif-frames" => Samples.Gif(5_000),
        _ => Samples.Jpeg(),
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Refuses_with_its_own_sentence_and_keeps_nothing(string what, string name, string key)
    {
        await using var media = await MediaHouse.Open();
        var answer = await media.Add(Make(what), name);
        Assert.False(answer.Ok);
        Assert.Equal(key, answer.Refusals[0].Key);
        var words = media.House.Get<Words>();
        Assert.DoesNotContain("[", words.Of(answer.Refusals[0]));
        Assert.Equal(0, media.FilesStored);
    }

    [Theory]
    [InlineData("png-claims", "a.png")]
    [InlineData("png-bomb", "a.png")]
    [InlineData("jpeg-claims", "a.jpg")]
    [InlineData("gif-frames", "a.gif")]
    public async Task A_bomb_costs_less_than_a_second_and_little_memory(string what, string name)
    {
        await using var media = await MediaHouse.Open();
        await media.Took(Samples.Jpeg(), "warm.jpg");
        var bomb = Make(what);
        var before = ResidentMegabytes();
        var clock = Stopwatch.StartNew();
        Assert.False((await media.Add(bomb, name)).Ok);
        Assert.True(clock.ElapsedMilliseconds < 1000, $"{clock.ElapsedMilliseconds} ms");
        Assert.True(ResidentMegabytes() - before < 40, $"{ResidentMegabytes() - before} MB more");
    }

    [Fact]
    public async Task More_than_fifty_megabytes_are_refused_without_reading_them_all()
    {
        await using var media = await MediaHouse.Open();
        var endless = new Endless();
        var answer = await media.House.With((AddPicture add) => add.Run(media.Writer, new NewPicture(media.Unit, "a.jpg", endless, "", ""), CancellationToken.None));
        Assert.Equal(("Media.TooBig", RefusalKind.Invalid), (answer.Refusals[0].Key, answer.Refusals[0].Kind));
        Assert.InRange(endless.Given, 50L * 1024 * 1024, 51L * 1024 * 1024);
        Assert.Equal(0, media.FilesStored);
        var known = await media.Add(new byte[60 * 1024 * 1024], "a.jpg");
        Assert.Contains("60 MB", media.House.Get<Words>().Of(known.Refusals[0]));
    }

    private static long ResidentMegabytes() =>
        long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

    /// <summary>A sender that never stops.</summary>
    private sealed class Endless : Stream
    {
        public long Given { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
