using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Stadtfunk.Media.Videos;

/// <summary>What a call of ffmpeg or ffprobe left behind.</summary>
/// <param name="Good">It ended by itself and without an error.</param>
/// <param name="Reached">How far into the video it came; zero where it does not count.</param>
internal sealed record FfmpegRun(bool Good, string Output, TimeSpan Reached);

/// <summary>
/// ffmpeg as a process of its own, at the lowest priority, one at a time. Files that nobody vouches for are opened as what they must be and as nothing else:
/// a list of addresses that calls itself an MP4 is not followed, and no network is asked.
/// </summary>
internal sealed class Ffmpeg(IConfiguration settings) : IDisposable
{
    private static readonly string[] Guarded =
    [
        "-protocol_whitelist", "file,pipe", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm",
        "-codec_whitelist", "h264,hevc,vp8,vp9,av1,libdav1d,aac,opus,libopus,vorbis,mp3,mp3float,pcm_s16le,pcm_s16be", "-max_streams", "16", "-probesize", "50M", "-analyzeduration", "20M",
    ];

    private readonly SemaphoreSlim one = new(1);
    private readonly string folder = settings["Media:Ffmpeg"] ?? "";

    /// <summary>False when the program is not installed: then no video is taken in.</summary>
    public bool IsThere => Where("ffmpeg") is not null && Where("ffprobe") is not null;

    /// <summary>Reads what the headers say, as JSON.</summary>
    public Task<FfmpegRun> Probe(string file, CancellationToken ct) => Run(
        "ffprobe",
        [
            "-v", "error", .. Guarded, "-show_entries",
            "format=format_name,duration:stream=codec_type,codec_name,width,height,pix_fmt,avg_frame_rate:stream_side_data=rotation:stream_disposition=attached_pic", "-of", "json", file,
        ],
        TimeSpan.FromMinutes(1),
        ct);

    /// <summary>One picture of the moment, as PNG.</summary>
    public Task<FfmpegRun> Frame(string file, TimeSpan at, string to, CancellationToken ct) => Work(
        ["-ss", Seconds(at), .. Guarded, "-i", file, "-frames:v", "1", "-an", "-c:v", "png", "-f", "image2", "-update", "1", to], TimeSpan.FromMinutes(2), ct);

    /// <summary>Decodes everything and keeps nothing: finds what is broken behind good headers.</summary>
    public Task<FfmpegRun> Watch(string file, TimeSpan most, CancellationToken ct) =>
        Work([.. Guarded, "-i", file, "-map", "0:v:0", "-map", "0:a:0?", "-f", "null", "-"], most, ct);

    /// <summary>The same picture and sound in a file that begins to play at once, without place and device.</summary>
    public Task<FfmpegRun> Repack(string file, string to, TimeSpan most, CancellationToken ct) =>
        Work([.. Guarded, "-i", file, "-map", "0:v:0", "-map", "0:a:0?", "-c", "copy", .. Mp4(to)], most, ct);

    /// <summary>Coded anew so that every browser plays it: H.264 up to 1920 px, AAC.</summary>
    /// <param name="rate">Pictures in each second; null keeps those that there are.</param>
    public Task<FfmpegRun> Recode(string file, string to, int? rate, TimeSpan most, CancellationToken ct) => Work(
        [
            .. Guarded, "-i", file, "-map", "0:v:0", "-map", "0:a:0?",
            "-vf", "scale=w='if(gte(iw,ih),trunc(min(1920,iw)/2)*2,-2)':h='if(gte(iw,ih),-2,trunc(min(1920,ih)/2)*2)',setsar=1,format=yuv420p",
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "22", "-profile:v", "high", .. rate is { } pictures ? (string[])["-r", $"{pictures}"] : [], "-c:a", "aac", "-b:a", "160k", "-ac", "2", .. Mp4(to),
        ],
        most,
        ct);

    private static string[] Mp4(string to) => ["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-movflags", "+faststart", "-f", "mp4", to];

    private Task<FfmpegRun> Work(string[] arguments, TimeSpan most, CancellationToken ct) =>
        Run("ffmpeg", ["-hide_banner", "-nostdin", "-loglevel", "error", "-nostats", "-progress", "pipe:1", "-y", .. arguments], most, ct);

    private async Task<FfmpegRun> Run(string program, string[] arguments, TimeSpan most, CancellationToken ct)
    {
        if (Where(program) is not { } path)
            return new(false, "", TimeSpan.Zero);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(most);
        await one.WaitAsync(ct);
        try
        {
            using var process = new Process { StartInfo = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false } };
            process.Start();
            Lower(process);
            try
            {
                var errors = process.StandardError.ReadToEndAsync(limit.Token);
                var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
                // It goes on with what is left of a file that was cut off, and ends well.
                var isWhole = !(await errors).Contains("partial file", StringComparison.Ordinal);
                await process.WaitForExitAsync(limit.Token);
                return new(process.ExitCode == 0 && isWhole, output, Reached(output));
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                ct.ThrowIfCancellationRequested();
                return new(false, "", TimeSpan.Zero);
            }
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Pages and deliveries go first.</summary>
    private static void Lower(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.Idle;
        }
        catch (Exception over) when (over is InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }
    }

    private static TimeSpan Reached(string progress)
    {
        const string Word = "out_time_us=";
        var at = progress.LastIndexOf(Word, StringComparison.Ordinal);
        var value = at < 0 ? "" : progress[(at + Word.Length)..].Split('\n', 2)[0].Trim();
        return long.TryParse(value, CultureInfo.InvariantCulture, out var micro) && micro > 0 ? TimeSpan.FromMicroseconds(micro) : TimeSpan.Zero;
    }

    private string? Where(string program) => (folder.Length > 0 ? [folder] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .Where(place => place.Length > 0).Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists);

    private static string Seconds(TimeSpan at) => at.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    public void Dispose() => one.Dispose();
}
