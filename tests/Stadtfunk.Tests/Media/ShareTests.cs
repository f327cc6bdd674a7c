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
        using var request = new HttpRequestMessage(HttpMethod.Post, Door) { Content = form };
        request.Headers.Add("X-Stadtfunk-Upload", "1");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await http.SendAsync(request);
    }

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
