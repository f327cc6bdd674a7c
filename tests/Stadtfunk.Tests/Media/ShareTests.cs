using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Tray;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Stadtfunk.Tests.Media;

/// <summary>The door for shared pictures, as a phone's form and as the page with its script knock at it.</summary>
public sealed class ShareTests(ShareTests.Opened opened) : IClassFixture<ShareTests.Opened>
{
    private const string Door = "desk/teilen/senden";

    [Fact]
    public async Task A_form_without_script_brings_several_and_says_what_became_of_each()
    {
        using var visitor = await opened.SignedIn();
        using var form = Form(text: "Richtfest", title: "Galerie");
        form.Add(Picture(Samples.Jpeg(Samples.Noise(40, 30))), "bild", "eins.jpg");
        form.Add(Picture(Samples.Png(Samples.Noise(41, 30))), "bild", "zwei.png");
        form.Add(Picture("<html><script>"u8.ToArray()), "bild", "drei.jpg");
        using var answer = await visitor.Http.PostAsync(Door, form);
        Assert.Equal((HttpStatusCode.SeeOther, "/desk/teilen"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        var page = await visitor.Http.GetStringAsync("desk/teilen");
        Assert.Contains("2 Bilder sind im Bildeingang. drei.jpg Das ist eine Internetseite", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Bildeingang. drei.jpg", await visitor.Http.GetStringAsync("desk/teilen"), StringComparison.Ordinal);
        var entries = await opened.Entries("Galerie\nRichtfest");
        Assert.Equal(["Leyla Mertens", "Leyla Mertens"], entries.Select(entry => entry.Sender));
    }

    [Fact]
    public async Task The_page_with_script_gets_a_sentence_and_a_second_try_is_the_same_picture()
    {
        using var visitor = await opened.SignedIn();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var sent = await Send(visitor.Http, Samples.Jpeg(Samples.Noise(42, 30)), "noch einmal", Guid.Empty.ToString());
            Assert.Equal((HttpStatusCode.OK, "Das Bild ist im Bildeingang."), (sent.StatusCode, await Said(sent)));
        }
        Assert.Single(await opened.Entries("noch einmal"));
        using var refused = await Send(visitor.Http, "%PDF-1.7"u8.ToArray(), "pdf", "p");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (refused.StatusCode, (await Said(refused)).StartsWith("Das ist ein PDF-Dokument", StringComparison.Ordinal)));
        using var nothing = await Send(visitor.Http, [], "leer", "l");
        Assert.Equal("Es kam kein Bild an. Bitte wählen Sie mindestens eines aus.", await Said(nothing));
    }

    [Fact]
    public async Task Of_more_than_twenty_at_once_it_is_said_how_many_were_left_out()
    {
        using var visitor = await opened.SignedIn();
        using var form = Form(text: "Viele");
        for (var place = 0; place < 33; place++)
            form.Add(Picture(Samples.Jpeg(Samples.Noise(50 + place, 30))), "bild", $"{place}.jpg");
        using var answer = await visitor.Http.PostAsync(Door, form);
        Assert.Contains("20 Bilder sind im Bildeingang. Nicht aufgenommen, weil auf einmal höchstens 20 Bilder möglich sind: 13.", WebUtility.HtmlDecode(await visitor.Http.GetStringAsync("desk/teilen")), StringComparison.Ordinal);
        Assert.Equal(20, (await opened.Entries("Viele")).Count);
    }

    [Fact]
    public async Task In_pieces_it_goes_on_where_the_line_broke_and_arrives_once()
    {
        await opened.Town.Person("Cem Aydin", await opened.Town.City(), Role.Writer);
        using var visitor = await opened.SignedIn();
        using var other = await opened.SignedIn("Cem Aydin");
        var (bytes, key) = (Samples.Png(Samples.Noise(80, 60)), Guid.CreateVersion7().ToString());
        Assert.Equal(0, await There(visitor.Http, key, bytes.Length));
        Assert.Equal(1000, await Piece(visitor.Http, key, 0, bytes[..1000]));
        // What belongs elsewhere is not taken, whether it came before or leaves a gap.
        Assert.Equal(1000, await Piece(visitor.Http, key, 0, bytes[..1000]));
        Assert.Equal(1000, await Piece(visitor.Http, key, 1500, bytes[1500..]));
        Assert.Equal((1000L, 0L), (await There(visitor.Http, key, bytes.Length), await There(other.Http, key, bytes.Length)));
        Assert.Equal(bytes.Length, await Piece(visitor.Http, key, 1000, bytes[1000..]));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var whole = await Whole(visitor.Http, key, "in Stücken");
            Assert.Equal((HttpStatusCode.OK, "Das Bild ist im Bildeingang."), (whole.StatusCode, await Said(whole)));
            Assert.Equal(0, await There(visitor.Http, key, bytes.Length));
        }
        Assert.Single(await opened.Entries("in Stücken"));
    }

    [Fact]
    public async Task Of_pieces_that_are_gone_all_are_sent_again_and_what_is_no_picture_is_forgotten()
    {
        using var visitor = await opened.SignedIn();
        using var gone = await Whole(visitor.Http, "nie gesehen", "fort");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (gone.StatusCode, (await Said(gone)).StartsWith("Die Verbindung ist abgebrochen", StringComparison.Ordinal)));
        Assert.Equal(8, await Piece(visitor.Http, "pdf", 0, "%PDF-1.7"u8.ToArray()));
        // Of another size it is another picture.
        Assert.Equal((8L, 0L), (await There(visitor.Http, "pdf", 8), await There(visitor.Http, "pdf", 7)));
        Assert.Equal(8, await Piece(visitor.Http, "pdf", 0, "%PDF-1.7"u8.ToArray()));
        using var refused = await Whole(visitor.Http, "pdf", "fort");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(0, await There(visitor.Http, "pdf", 8));
        Assert.Empty(await opened.Entries("fort"));
    }

    [Fact]
    public async Task Pieces_grow_to_fifty_megabytes_and_twenty_pictures_and_no_further()
    {
        await using var media = await MediaHouse.Open();
        var parts = media.House.Get<ShareParts>();
        var writer = media.Writer;
        for (var number = 0; number < ShareParts.MostAtOnce; number++)
            Assert.Equal(1, (await parts.Add(writer, $"{number}", 0, new MemoryStream([1]), default)).Value);
        var more = Assert.Single((await parts.Add(writer, "noch eins", 0, new MemoryStream([1]), default)).Refusals);
        Assert.Equal(("Media.Share.TooMany", RefusalKind.TooMany), (more.Key, more.Kind));
        Assert.Equal(Upload.MaxBytes, (await parts.Add(writer, "1", 1, new MemoryStream(new byte[Upload.MaxBytes - 1]), default)).Value);
        Assert.Equal("Media.Share.TooBig", Assert.Single((await parts.Add(writer, "1", Upload.MaxBytes, new MemoryStream([1]), default)).Refusals).Key);
        Assert.Equal(0, parts.There(writer, "1", Upload.MaxBytes));
        var cut = Assert.Single((await parts.Add(writer, "2", 1, new BrokenStream(new IOException("The line broke.")), default)).Refusals);
        Assert.Equal(("Media.Share.Cut", RefusalKind.Unavailable, 1L), (cut.Key, cut.Kind, parts.There(writer, "2", 9)));
    }

    /// <summary>A phone forgets what was refused for good.</summary>
    [Theory]
    [InlineData("slow", "Media.Share.Cut", RefusalKind.Unavailable)]
    [InlineData("broken", "Media.Share.Cut", RefusalKind.Unavailable)]
    [InlineData("full", "Media.DiskFull", RefusalKind.Unavailable)]
    [InlineData("large", "Media.Share.TooBig", RefusalKind.Invalid)]
    [InlineData("announced", "Media.Share.TooBig", RefusalKind.Invalid)]
    [InlineData("no-form", "Media.NotMultipart", RefusalKind.Invalid)]
    public async Task What_may_go_well_the_next_time_is_not_called_invalid(string what, string key, RefusalKind kind)
    {
        await using var media = await MediaHouse.Open();
        var request = new DefaultHttpContext().Request;
        request.ContentType = "multipart/form-data; boundary=x";
        request.ContentLength = what == "announced" ? 60L * 1024 * 1024 : null;
        request.Body = new BrokenStream(what switch
        {
            "slow" => new BadHttpRequestException("Reading took too long.", 408),
            "broken" => new IOException("The line broke."),
            "full" => new IOException("No space left on device", 28),
            "large" => new BadHttpRequestException("Too large.", 413),
            _ => new InvalidDataException("No boundary."),
        });
        var refusal = Assert.Single((await ShareForm.Read(request, 1, media.House.Get<FileStore>(), default)).Refusals);
        Assert.Equal((key, kind), (refusal.Key, refusal.Kind));
    }

    [Fact]
    public async Task Nothing_is_read_while_the_disk_is_full()
    {
        await using var media = await MediaHouse.Open(new KeyValuePair<string, string?>("Media:KeepFreeMegabytes", "900000000"));
        var request = new DefaultHttpContext().Request;
        request.ContentType = "multipart/form-data; boundary=x";
        request.Body = new BrokenStream(new InvalidOperationException("It was read."));
        Assert.Equal("Media.DiskFull", Assert.Single((await ShareForm.Read(request, 1, media.House.Get<FileStore>(), default)).Refusals).Key);
    }

    [Fact]
    public async Task A_device_is_told_who_is_signed_in_by_a_mark_that_is_theirs_alone()
    {
        await opened.Town.Person("Bo Yildiz", await opened.Town.City(), Role.Writer);
        using var nobody = new DeskVisitor(opened.Town);
        using var no = await nobody.Http.GetAsync("desk/teilen/wer");
        Assert.Equal((HttpStatusCode.Unauthorized, true), (no.StatusCode, no.Headers.CacheControl!.NoStore));
        using var one = await opened.SignedIn();
        using var other = await opened.SignedIn("Bo Yildiz");
        var marks = new[] { await Mark(one), await Mark(one), await Mark(other) };
        Assert.Equal((marks[0], 16), (marks[1], marks[0].Length));
        Assert.NotEqual(marks[0], marks[2]);

        static async Task<string> Mark(DeskVisitor visitor)
        {
            using var answer = await visitor.Http.GetAsync("desk/teilen/wer");
            Assert.True(answer.Headers.CacheControl!.NoStore);
            return (await answer.Content.ReadFromJsonAsync<ShareWho>())!.Who;
        }
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to_and_another_site_gets_in_at_no_door()
    {
        using var visitor = new DeskVisitor(opened.Town);
        using var script = await Send(visitor.Http, Samples.Jpeg(), "fremd", "f");
        Assert.Equal(HttpStatusCode.Unauthorized, script.StatusCode);
        using var piece = await Post(visitor.Http, "desk/teilen/teil?key=f&ab=0", new ByteArrayContent([1]));
        using var stand = await visitor.Http.GetAsync("desk/teilen/stand?key=f&ganz=9");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (piece.StatusCode, stand.StatusCode));
        using var form = Form(text: "fremd");
        form.Add(Picture(Samples.Jpeg()), "bild", "a.jpg");
        using var plain = await visitor.Http.PostAsync(Door, form);
        Assert.Equal("/anmelden?zu=%2Fdesk%2Fteilen", plain.Headers.Location!.OriginalString);
        using var signedIn = await opened.SignedIn();
        using var request = new HttpRequestMessage(HttpMethod.Post, Door) { Content = Form(text: "fremd") };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var forged = await signedIn.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Empty(await opened.Entries("fremd"));
    }

    [Fact]
    public async Task The_manifest_names_the_city_and_where_to_share_to_and_its_files_are_there()
    {
        using var visitor = new DeskVisitor(opened.Town);
        using var answer = await visitor.Http.GetAsync("desk/app.webmanifest");
        Assert.Equal("application/manifest+json", answer.Content.Headers.ContentType!.MediaType);
        using var manifest = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var target = manifest.RootElement.GetProperty("share_target");
        Assert.Equal(("/" + Door, "POST", "bild"), (target.GetProperty("action").GetString(), target.GetProperty("method").GetString(), target.GetProperty("params").GetProperty("files")[0].GetProperty("name").GetString()));
        foreach (var icon in manifest.RootElement.GetProperty("icons").EnumerateArray())
        {
            using var file = await visitor.Http.GetAsync(icon.GetProperty("src").GetString());
            Assert.Equal("image/png", file.Content.Headers.ContentType!.MediaType);
        }
        using var worker = await visitor.Http.GetAsync("share-worker.js");
        Assert.Equal("default-src 'none'; script-src 'self'; connect-src 'self'", worker.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("app.webmanifest", await visitor.Http.GetStringAsync("anmelden"), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> Send(HttpClient http, byte[] bytes, string text, string key)
    {
        var form = Form(text: text);
        form.Add(new StringContent(key), "key");
        form.Add(Picture(bytes), "bild", "foto.jpg");
        return await Post(http, Door, form);
    }

    private static async Task<HttpResponseMessage> Post(HttpClient http, string door, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, door) { Content = content };
        request.Headers.Add("X-Stadtfunk-Upload", "1");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await http.SendAsync(request);
    }

    private static async Task<long> Piece(HttpClient http, string key, long from, byte[] bytes)
    {
        using var answer = await Post(http, $"desk/teilen/teil?key={Uri.EscapeDataString(key)}&ab={from}", new ByteArrayContent(bytes));
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<ShareStand>())!.There;
    }

    private static async Task<long> There(HttpClient http, string key, long whole) =>
        (await http.GetFromJsonAsync<ShareStand>($"desk/teilen/stand?key={Uri.EscapeDataString(key)}&ganz={whole}"))!.There;

    private static Task<HttpResponseMessage> Whole(HttpClient http, string key, string text) =>
        Post(http, Door, new MultipartFormDataContent { { new StringContent(key), "key" }, { new StringContent(text), "text" }, { new StringContent("foto.png"), "name" } });

    private static async Task<string> Said(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<ShareAnswer>())!.Said;

    private static MultipartFormDataContent Form(string text, string? title = null)
    {
        var form = new MultipartFormDataContent { { new StringContent(text), "text" } };
        if (title is not null)
            form.Add(new StringContent(title), "title");
        return form;
    }

    private static ByteArrayContent Picture(byte[] bytes) => new(bytes);

    private sealed class BrokenStream(Exception trouble) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromException<int>(trouble);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromException<int>(trouble);

        public override int Read(byte[] buffer, int offset, int count) => throw trouble;
    }

    public sealed class Opened : IAsyncLifetime
    {
        public RunningTown Town { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Town = await RunningTown.Start(TestContext.Current.CancellationToken, [new("SignIn:Floor", "00:00:00")]);
            await Town.Person("Leyla Mertens", await Town.City(), Role.Writer);
        }

        internal async Task<DeskVisitor> SignedIn(string who = "Leyla Mertens")
        {
            var visitor = new DeskVisitor(Town);
            Assert.Equal(HttpStatusCode.Redirect, (await visitor.SignIn(Townsfolk.EmailOf(who), Townsfolk.Password)).StatusCode);
            return visitor;
        }

        internal Task<List<TrayEntry>> Entries(string text) => Town.With((Db db) => db.Set<TrayEntry>().AsNoTracking().Where(entry => entry.Text == text).ToListAsync());

        public ValueTask DisposeAsync() => Town.DisposeAsync();
    }
}
