using System.Collections.Concurrent;
using System.Diagnostics;

namespace Stadtfunk.Tests.Media;

/// <summary>Small films, made by ffmpeg once per run.</summary>
internal static class VideoSamples
{
    public const string Place = "+51.3127+009.4797/";

    public const string Subtitles = "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nGuten Tag aus dem Rathaus.\n\n00:00:01.500 --> 00:00:02.500\nHeute schneit es.\n";

    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> made = new();

    /// <summary>Three seconds as every browser plays them, with the place where they were filmed.</summary>
    public static byte[] Plain => Make("plain", "-pix_fmt yuv420p -metadata location=" + Place + " -movflags +faststart+use_metadata_tags");

    /// <summary>Coded as some cameras do and no browser can.</summary>
    public static byte[] Odd => Make("odd", "-pix_fmt yuv422p");

    /// <summary>At so many pictures a second.</summary>
    public static byte[] At(int rate) => Make($"rate{rate}", $"-pix_fmt yuv420p -r {rate}");

    /// <summary>As a phone shows it whole.</summary>
    public static byte[] Upright => Make("upright", "-pix_fmt yuv420p -vf scale=540:960,setsar=1");

    /// <summary>Lying pixels and the note that they are to be turned, as phones write them.</summary>
    public static byte[] Upside => made.GetOrAdd("upside", _ => new(() => Run("upside", Plain, "-c copy -metadata:s:v:0 rotate=90"))).Value;

    /// <summary>The words about the whole stand in front, and its end is missing.</summary>
    public static byte[] CutOff => Plain[..(Plain.Length / 2)];

    /// <summary>The words about the whole stand at the end, which is missing.</summary>
    public static byte[] Headless => Make("tail", "-pix_fmt yuv420p")[..8000];

    private static byte[] Make(string name, string how) => made.GetOrAdd(name, _ => new(() => Run(name,
        null, "-f lavfi -i testsrc2=size=640x360:rate=25:duration=3 -f lavfi -i sine=frequency=440:duration=3 -c:v libx264 -preset ultrafast -threads 1 -c:a aac " + how))).Value;

    private static byte[] Run(string name, byte[]? from, string how)
    {
        var source = Path.Combine(Path.GetTempPath(), $"stadtfunk-{Environment.ProcessId}-{name}-from.mp4");
        if (from is not null)
            File.WriteAllBytes(source, from);
        var file = Path.Combine(Path.GetTempPath(), $"stadtfunk-{Environment.ProcessId}-{name}.mp4");
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", .. from is null ? (string[])[] : ["-i", source], .. how.Split(' '), "-y", file]) { RedirectStandardError = true })!;
        var said = ffmpeg.StandardError.ReadToEnd();
        ffmpeg.WaitForExit();
        if (ffmpeg.ExitCode != 0)
            throw new InvalidOperationException(said);
        var bytes = File.ReadAllBytes(file);
        File.Delete(file);
        File.Delete(source);
        return bytes;
    }
}
