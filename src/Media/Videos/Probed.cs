using System.Globalization;
using System.Text.Json;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Media.Videos;

/// <summary>What a video file is, as far as its headers say.</summary>
/// <param name="Width">Pixels, upright.</param>
/// <param name="Height">Pixels, upright.</param>
/// <param name="Rate">Pictures in each second, on average; zero where nobody says.</param>
/// <param name="Plays">Every browser can play its picture and sound as they are coded, and every network takes as many pictures in a second.</param>
internal sealed record Probed(int Width, int Height, TimeSpan Length, bool HasSound, double Rate, bool Plays)
{
    private const int MaxEdge = 4096, PlainEdge = 1920;

    // Instagram and TikTok take 23 to 60; what phones call 60 is a little more at times.
    private const double Slowest = 23, Fastest = 60.5;
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static Outcome<Probed> Read(FfmpegRun run)
    {
        if (!run.Good)
            return Damaged;
        try
        {
            using var json = JsonDocument.Parse(run.Output);
            var streams = json.RootElement.GetProperty("streams").EnumerateArray().ToList();
            var picture = streams.FirstOrDefault(stream => Text(stream, "codec_type") == "video" && !IsCover(stream));
            if (picture.ValueKind == JsonValueKind.Undefined)
                return Refusal.Invalid("Media.Video.NoPicture").On("file");
            var sound = streams.FirstOrDefault(stream => Text(stream, "codec_type") == "audio");
            var format = json.RootElement.GetProperty("format");
            var length = double.TryParse(Text(format, "duration"), CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds) ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1_000_000)) : TimeSpan.Zero;
            var (width, height) = (Number(picture, "width"), Number(picture, "height"));
            if (IsTurned(picture))
                (width, height) = (height, width);
            return Judge(width, height, length) is { } no ? no : new Probed(width, height, length, sound.ValueKind != JsonValueKind.Undefined, RateOf(picture), IsPlain(format, picture, sound));
        }
        catch (Exception odd) when (odd is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Damaged;
        }
    }

    /// <summary>At how many pictures a second it has to be coded anew; null where its own will do.</summary>
    public int? OtherRate => Rate is > 0 and < Slowest ? 30 : Rate > Fastest ? 60 : null;

    private static Refusal Damaged => Refusal.Invalid("Media.Video.Damaged").On("file");

    private static Refusal? Judge(int width, int height, TimeSpan length) =>
        width <= 0 || height <= 0 || length <= TimeSpan.Zero ? Damaged
        : Math.Max(width, height) > MaxEdge ? Refusal.Invalid("Media.Video.TooWide", width, height, MaxEdge).On("file")
        : length > Longest ? Refusal.Invalid("Media.Video.TooLong", (int)length.TotalMinutes, (int)Longest.TotalMinutes).On("file")
        : null;

    private static bool IsPlain(JsonElement format, JsonElement picture, JsonElement sound) =>
        Text(format, "format_name").Contains("mp4", StringComparison.Ordinal) && Text(picture, "codec_name") == "h264" && Text(picture, "pix_fmt") is "yuv420p" or "yuvj420p"
        && Math.Max(Number(picture, "width"), Number(picture, "height")) <= PlainEdge && (sound.ValueKind == JsonValueKind.Undefined || Text(sound, "codec_name") == "aac")
        && RateOf(picture) is 0 or (>= Slowest and <= Fastest);

    // 30000/1001; 0/0 where it is not known.
    private static double RateOf(JsonElement picture) =>
        Text(picture, "avg_frame_rate").Split('/') is [var over, var under] && double.TryParse(over, CultureInfo.InvariantCulture, out var pictures)
            && double.TryParse(under, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 && pictures > 0 ? pictures / seconds : 0;

    private static bool IsCover(JsonElement stream) => stream.TryGetProperty("disposition", out var marks) && Number(marks, "attached_pic") == 1;

    private static bool IsTurned(JsonElement stream) =>
        stream.TryGetProperty("side_data_list", out var sides) && sides.EnumerateArray().Any(side => side.TryGetProperty("rotation", out var turned) && Math.Abs(turned.GetDouble()) % 180 == 90);

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static int Number(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : 0;
}
