using System.Text;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Library;
using Stadtfunk.Media.Videos;
using Stadtfunk.Tests.Editorial;
using Stadtfunk.Tests.Support;
using Stadtfunk.Tests.Website;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Media;

/// <summary>From the file that somebody sends to the page that plays it.</summary>
public sealed class VideoTests
{
    private static Task Round(House house) => house.With((VideoRound round) => round.Tick(default));

    private static async Task<PictureView> Seen(House house, PictureId id) => (await house.With((IPictures pictures) => pictures.Find(id, default)))!;

    private static async Task<PictureId> Video(Newsroom room)
    {
        var id = Good(await room.House.With((IPictures pictures) => pictures.Add(room.Writer, new NewPicture(room.Museum, "film.mp4", new MemoryStream(VideoSamples.Plain), "", ""), default)));
        await Round(room.House);
        return id;
    }

    private static Task<Stadtfunk.Kernel.Errors.Outcome<int>> Subtitle(House house, Stadtfunk.Kernel.Access.Actor actor, PictureId id, string text) =>
        house.With((SetSubtitles set) => set.Run(actor, id, text, "de", default));

    [Fact]
    public async Task A_film_gets_a_poster_at_once_and_plays_after_the_round()
    {
        await using var media = await MediaHouse.Open();
        var taken = Good(await media.Add(VideoSamples.Plain, "Grußwort.mp4")).Picture;
        Assert.Equal((640, 360, "Media.Video.NotReady"), (taken.Width, taken.Height, taken.Video!.Unfinished!.Key));
        Assert.True((await media.Stored(taken.Hash)).Length > 1000);
        await Round(media.House);
        var video = (await Seen(media.House, taken.Id)).Video!;
        Assert.Equal("Media.Video.NoSubtitles", video.Unfinished!.Key);
        Assert.InRange(video.Length.TotalSeconds, 2.9, 3.2);
        var store = media.House.Get<FileStore>();
        var file = store.PathOf(video.Path!.Split('/')[^2] + Path.GetFileNameWithoutExtension(video.Path), ".mp4");
        Assert.True(Good(Probed.Read(await media.House.Get<Ffmpeg>().Probe(file, default))).Plays);
        // The file that came is no longer needed, and the place where it was filmed is nobody's affair.
        Assert.False(store.Has(video.Hash, ""));
        Assert.Contains(VideoSamples.Place, Encoding.Latin1.GetString(VideoSamples.Plain), StringComparison.Ordinal);
        Assert.DoesNotContain("+51.31", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_browser_plays_is_coded_anew()
    {
        await using var media = await MediaHouse.Open();
        var taken = Good(await media.Add(VideoSamples.Odd, "kamera.mov")).Picture;
        await Round(media.House);
        var video = (await Seen(media.House, taken.Id)).Video!;
        var file = media.House.Get<FileStore>().PathOf(video.Path!.Split('/')[^2] + Path.GetFileNameWithoutExtension(video.Path), ".mp4");
        Assert.True(Good(Probed.Read(await media.House.Get<Ffmpeg>().Probe(file, default))).Plays);
    }

    [Theory]
    [InlineData(10, 30)]
    [InlineData(23, 23)]
    [InlineData(60, 60)]
    [InlineData(120, 60)]
    public async Task What_runs_slower_or_faster_than_networks_take_is_coded_anew(int comes, int goes)
    {
        await using var media = await MediaHouse.Open();
        var taken = Good(await media.Add(VideoSamples.At(comes), "zeitraffer.mp4")).Picture;
        await Round(media.House);
        var video = (await Seen(media.House, taken.Id)).Video!;
        var file = media.House.Get<FileStore>().PathOf(video.Path!.Split('/')[^2] + Path.GetFileNameWithoutExtension(video.Path), ".mp4");
        var made = Good(Probed.Read(await media.House.Get<Ffmpeg>().Probe(file, default)));
        Assert.True(made.Plays);
        Assert.Equal(goes, made.Rate, 1.0);
        Assert.InRange(video.Length.TotalSeconds, 2.8, 3.3);
    }

    [Fact]
    public async Task A_film_held_upright_stays_upright()
    {
        await using var media = await MediaHouse.Open();
        var taken = Good(await media.Add(VideoSamples.Upside, "hoch.mp4")).Picture;
        Assert.Equal((360, 640), (taken.Width, taken.Height));
        await Round(media.House);
        var video = (await Seen(media.House, taken.Id)).Video!;
        Assert.Equal((360, 640), (video.Width, video.Height));
    }

    [Fact]
    public async Task A_film_whose_words_about_itself_are_missing_is_refused_at_once()
    {
        await using var media = await MediaHouse.Open();
        Refused("Media.Video.Damaged", await media.Add(VideoSamples.Headless, "film.mp4"));
        Refused("Media.Video.Damaged", await media.Add([0, 0, 0, 24, .. "ftypisom"u8, .. new byte[4000]], "film.mp4"));
        Assert.Equal(0, media.FilesStored);
    }

    [Fact]
    public async Task A_film_whose_end_is_missing_is_found_out_and_never_published()
    {
        await using var media = await MediaHouse.Open();
        var taken = Good(await media.Add(VideoSamples.CutOff, "film.mp4")).Picture;
        await Round(media.House);
        var video = (await Seen(media.House, taken.Id)).Video!;
        Assert.Equal(("Media.Video.Damaged", null), (video.Unfinished!.Key, video.Path));
        // The whole file, sent afterwards, is another one; the broken one sent again is looked at again.
        Assert.Equal(taken.Id, Good(await media.Add(VideoSamples.CutOff, "film.mp4")).Picture.Id);
        Assert.Equal("Media.Video.NotReady", (await Seen(media.House, taken.Id)).Video!.Unfinished!.Key);
    }

    /// <summary>ffmpeg would follow addresses in a list that calls itself a film.</summary>
    [Theory]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n")]
    [InlineData("ffconcat version 1.0\nfile /etc/passwd\n")]
    public async Task A_list_that_calls_itself_a_film_is_none(string list)
    {
        await using var media = await MediaHouse.Open();
        Assert.False((await media.Add(Encoding.UTF8.GetBytes(list), "film.mp4")).Ok);
        var path = Path.Combine(media.House.Directory, "list.mp4");
        await File.WriteAllTextAsync(path, list);
        Assert.False((await media.House.Get<Ffmpeg>().Probe(path, default)).Good);
    }

    [Fact]
    public async Task The_same_film_twice_is_stored_once()
    {
        await using var media = await MediaHouse.Open();
        var first = Good(await media.Add(VideoSamples.Plain, "a.mp4"));
        var again = Good(await media.Add(VideoSamples.Plain, "b.mp4"));
        Assert.Equal((first.Picture.Id, true), (again.Picture.Id, again.Known));
        await Round(media.House);
        var files = media.FilesStored;
        Assert.True(Good(await media.Add(VideoSamples.Plain, "c.mp4")).Known);
        Assert.Equal(files, media.FilesStored);
    }

    /// <summary>As two gigabytes would: what comes goes to the disk as it comes, up to the limit.</summary>
    [Fact]
    public async Task A_film_beyond_the_limit_is_refused_without_ever_being_held_in_memory()
    {
        await using var media = await MediaHouse.Open(new KeyValuePair<string, string?>("Media:MostVideoMegabytes", "192"));
        using var endless = new Endless();
        var before = GC.GetTotalAllocatedBytes();
        var refused = await media.House.With((AddPicture add) => add.Run(media.Writer, new NewPicture(media.Unit, "lang.mp4", endless, "", ""), default));
        Refused("Media.Video.TooBig", refused);
        Assert.InRange(endless.Given, 192L << 20, 193L << 20);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 32L << 20);
        Assert.Equal(0, media.FilesStored);
    }

    private sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
        {
            buffer.Span.Clear();
            if (Given == 0)
                "\0\0\0\u0018ftypisom"u8.CopyTo(buffer.Span);
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    [Fact]
    public async Task Without_ffmpeg_a_film_is_refused_with_a_sentence_and_pictures_are_not()
    {
        await using var media = await MediaHouse.Open(new KeyValuePair<string, string?>("Media:Ffmpeg", "/nowhere"));
        Refused("Media.Video.NoFfmpeg", await media.Add(VideoSamples.Plain, "film.mp4"));
        Good(await media.Add(Samples.Jpeg(), "a.jpg"));
    }

    [Fact]
    public async Task A_film_without_subtitles_is_published_by_nobody()
    {
        await using var room = await Newsroom.Open();
        var film = await Video(room);
        Good(await room.House.With((PictureToPick pick) => pick.Run(room.Writer, film, default)));
        var draft = await room.Draft(room.Snow with { Pictures = [new PictureInPost(film, "Der Bürgermeister spricht", false)] });
        var refused = await room.House.With((SubmitPost submit) => submit.Run(room.Writer, draft.Id, null, default));
        Refused("Editorial.PictureBlocked", refused);
        Assert.Contains("Untertitel", room.House.Get<Words>().Of(refused.Refusals[0]), StringComparison.Ordinal);
        Assert.Equal(2, Good(await Subtitle(room.House, room.Writer, film, VideoSamples.Subtitles)));
        Good(await room.House.With((SubmitPost submit) => submit.Run(room.Writer, draft.Id, null, default)));
    }

    [Fact]
    public async Task An_approval_is_bound_to_film_and_subtitles()
    {
        await using var room = await Newsroom.Open();
        var film = await Video(room);
        Good(await Subtitle(room.House, room.Writer, film, VideoSamples.Subtitles));
        var approved = await room.Approved(room.Snow with { Pictures = [new PictureInPost(film, "Der Bürgermeister spricht", false)] });
        Good(await Subtitle(room.House, room.Writer, film, VideoSamples.Subtitles.Replace("schneit", "regnet", StringComparison.Ordinal)));
        Refused("Editorial.ChangedSinceApproval", await room.Release(room.MuseumApprover, approved.Id, null));
    }

    [Fact]
    public async Task The_page_plays_it_with_subtitles_and_networks_get_the_poster_and_the_way_there()
    {
        await using var street = await Street.Open();
        var room = street.Room;
        var film = await Video(room);
        Good(await Subtitle(room.House, room.Writer, film, VideoSamples.Subtitles));
        var post = await street.Live(room.Snow with { Pictures = [new PictureInPost(film, "Der Bürgermeister spricht", false)] });
        var page = await street.Get("/beitraege/" + post.Slug);
        var video = (await Seen(room.House, film)).Video!;
        Assert.Contains("<video controls", page.Text, StringComparison.Ordinal);
        Assert.Contains($"src=\"{video.Path}\"", page.Text, StringComparison.Ordinal);
        Assert.Contains($"<track kind=\"captions\" src=\"{video.Subtitles!.Path}\" srclang=\"de\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("media-src 'self'", page.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Contains($"/beitraege/{post.Slug}", post.Channels[0].Text, StringComparison.Ordinal);
        // Other words, or another picture, before everybody who looks: not by one who only writes.
        Refused("Media.ShownNow", await Subtitle(room.House, room.Writer, film, VideoSamples.Subtitles.Replace("schneit", "brennt", StringComparison.Ordinal)));
        Refused("Media.ShownNow", await room.House.With((ChoosePoster choose) => choose.Run(room.Writer, film, TimeSpan.FromSeconds(2.5), default)));
        Assert.Equal(video, (await Seen(room.House, film)).Video);
        // Mended subtitles are on the page without anybody touching the post.
        Good(await Subtitle(room.House, room.MuseumApprover, film, VideoSamples.Subtitles.Replace("schneit", "regnet", StringComparison.Ordinal)));
        await street.Hear();
        Assert.Contains((await Seen(room.House, film)).Video!.Subtitles!.Path, (await street.Get("/beitraege/" + post.Slug)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_moment_becomes_the_poster()
    {
        await using var media = await MediaHouse.Open();
        var taken = Good(await media.Add(VideoSamples.Plain, "film.mp4")).Picture;
        await Round(media.House);
        var before = await media.House.With((IPictures pictures) => pictures.ForPage(taken.Id, default));
        Good(await media.House.With((ChoosePoster choose) => choose.Run(media.Writer, taken.Id, TimeSpan.FromSeconds(2.5), default)));
        Assert.NotEqual(taken.Hash, (await Seen(media.House, taken.Id)).Hash);
        Assert.NotEqual(before[0].Hash, (await media.House.With((IPictures pictures) => pictures.ForPage(taken.Id, default)))[0].Hash);
        Good(await media.House.With((ChoosePoster choose) => choose.Run(media.Writer, taken.Id, TimeSpan.FromSeconds(3), default)));
        Refused("Media.Video.NoSuchMoment", await media.House.With((ChoosePoster choose) => choose.Run(media.Writer, taken.Id, TimeSpan.FromSeconds(30), default)));
    }

    [Fact]
    public async Task The_sweep_keeps_what_a_film_needs_and_the_bin_takes_all_of_it()
    {
        await using var media = await MediaHouse.Open();
        var taken = Good(await media.Add(VideoSamples.Plain, "film.mp4")).Picture;
        await Round(media.House);
        Good(await Subtitle(media.House, media.Writer, taken.Id, VideoSamples.Subtitles));
        await media.House.With((IPictures pictures) => pictures.ForPage(taken.Id, default));
        var files = media.FilesStored;
        media.House.Clock.Advance(TimeSpan.FromDays(3));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(media.House.Directory, "media"), "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, media.House.Now.AddDays(-2));
        await media.House.With((FileSweep sweep) => sweep.Tick(default));
        Assert.Equal(files, Directory.EnumerateFiles(Path.Combine(media.House.Directory, "media"), "*", SearchOption.AllDirectories).Count(file => !file.Contains(".aside", StringComparison.Ordinal)));
        Good(await media.House.With((RemovePicture remove) => remove.Run(media.Writer, taken.Id, default)));
        Good(await media.House.With((DisposePicture dispose) => dispose.Run(media.Writer, taken.Id, default)));
        Assert.Equal(0, media.FilesStored);
    }
}
