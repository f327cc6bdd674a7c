using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Documents;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Library;
using Stadtfunk.Tests.Editorial;
using Stadtfunk.Tests.Website;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Media;

/// <summary>From the PDF that somebody sends to the page that offers it.</summary>
public sealed class LibraryDocumentTests
{
    private static async Task<PictureId> Document(Newsroom room) =>
        Good(await room.House.With((IPictures pictures) => pictures.Add(room.Writer, new NewPicture(room.Museum, "bericht.pdf", new MemoryStream(PdfSamples.Plain), "", ""), default)));

    [Fact]
    public async Task A_PDF_is_known_by_what_it_is_kept_as_it_is_and_found_again()
    {
        await using var media = await MediaHouse.Open();
        var taken = await media.Took(PdfSamples.Of(300), "scan.jpg");
        Assert.Equal(("application/pdf", 300, (long)PdfSamples.Of(300).Length), (taken.MediaType, taken.Document!.Pages, taken.Document.Bytes));
        await using (var file = await media.House.With((IPictures pictures) => pictures.OpenDocument(taken.Document.Hash, default)))
        {
            var bytes = new MemoryStream();
            await file.CopyToAsync(bytes);
            Assert.Equal(PdfSamples.Of(300), bytes.ToArray());
        }
        Assert.Empty(await media.House.With((IPictures pictures) => pictures.ForPage(taken.Id, default)));
        Assert.True(Good(await media.Add(PdfSamples.Of(300), "noch-einmal.pdf")).Known);
        Assert.Equal(1, media.FilesStored);
        await media.Took(Samples.Jpeg(), "a.jpg");
        var shelf = await media.House.With((PictureList list) => list.Run(media.Writer, new PictureQuery("", null, null, 10) { Shelf = PictureShelf.Documents }, default));
        Assert.Equal([(taken.Id, (string?)null)], shelf.Pictures.Select(one => (one.Picture.Id, one.Preview)));
    }

    [Theory]
    [InlineData("script at once", "Acts")]
    [InlineData("script by another spelling", "Acts")]
    [InlineData("script on a page", "Acts")]
    [InlineData("script in the names", "Acts")]
    [InlineData("program", "Acts")]
    [InlineData("program by a name elsewhere", "Acts")]
    [InlineData("form that sends", "Acts")]
    [InlineData("form of another kind", "Acts")]
    [InlineData("other file", "Carries")]
    [InlineData("file at a page", "Carries")]
    [InlineData("film", "Carries")]
    [InlineData("locked", "Encrypted")]
    [InlineData("no page", "Damaged")]
    [InlineData("cut off", "Damaged")]
    [InlineData("301 pages", "TooManyPages")]
    [InlineData("packed", "TooMuch")]
    public async Task What_does_more_than_show_something_is_refused_with_its_own_sentence(string what, string why)
    {
        await using var media = await MediaHouse.Open();
        Refused($"Media.Document.{why}", await media.Add(PdfSamples.Make(what), "a.pdf"));
        Assert.Equal(0, media.FilesStored);
    }

    [Theory]
    [InlineData(100_000_000, null)]
    [InlineData(2_000_000, "Media.Document.TooMuch")]
    public async Task Looking_into_it_may_take_so_much_memory_and_no_more(long held, string? why)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("stadtfunk-pdf-").FullName, "a.pdf");
        await File.WriteAllBytesAsync(file, PdfSamples.Of(page: $"/X [{string.Concat(Enumerable.Repeat("1 ", 100_000))}]"));
        var read = PdfCheck.Read(file, new PdfBounds(held));
        Assert.Equal(why, read.Ok ? null : read.Refusals[0].Key);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task A_PDF_behind_something_else_is_none()
    {
        await using var media = await MediaHouse.Open();
        Refused("Media.UnknownFile", await media.Add([.. "GIFT"u8, .. PdfSamples.Plain], "a.pdf"));
        Refused("Media.IsHtml", await media.Add([.. "<html>"u8, .. PdfSamples.Plain], "a.pdf"));
    }

    [Fact]
    public async Task A_PDF_beyond_the_limit_is_refused_while_it_comes()
    {
        await using var media = await MediaHouse.Open();
        using var large = new MemoryStream(100_000_001);
        large.Write(PdfSamples.Plain);
        large.SetLength(100_000_001);
        large.Position = 0;
        Refused("Media.Document.TooBig", await media.House.With((AddPicture add) => add.Run(media.Writer, new NewPicture(media.Unit, "gross.pdf", large, "", ""), default)));
        Assert.Equal(0, media.FilesStored);
    }

    [Fact]
    public async Task It_is_served_to_be_saved_and_never_to_be_opened_inside_the_page()
    {
        await using var media = await MediaHouse.Open();
        var document = (await media.Took(PdfSamples.Plain, "a.pdf")).Document!;
        async Task<HttpContext> Ask(string path)
        {
            var parts = path.Split('/');
            var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
            context.Response.Body = new MemoryStream();
            context.Request.Method = "GET";
            await DocumentFiles.Serve(parts[2], parts[3], media.House.Get<FileStore>(), context.Response).ExecuteAsync(context);
            return context;
        }
        var answer = await Ask(document.Path);
        Assert.Equal((200, "application/pdf", "attachment", "nosniff"), (answer.Response.StatusCode, answer.Response.ContentType, answer.Response.Headers.ContentDisposition.ToString(), answer.Response.Headers.XContentTypeOptions.ToString()));
        Assert.Contains("sandbox", answer.Response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Equal(PdfSamples.Plain.Length, answer.Response.Body.Length);
        foreach (var other in new[] { document.Path.Replace(".pdf", "", StringComparison.Ordinal), document.Path.Replace(".pdf", ".mp4", StringComparison.Ordinal), "/dokumente/../x.pdf", $"/dokumente/ab/{new string('0', 62)}.pdf" })
            Assert.Equal(404, (await Ask(other)).Response.StatusCode);
    }

    [Fact]
    public async Task The_sweep_keeps_it_and_the_bin_takes_it()
    {
        await using var media = await MediaHouse.Open();
        var taken = await media.Took(PdfSamples.Plain, "a.pdf");
        media.House.Clock.Advance(TimeSpan.FromDays(3));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(media.House.Directory, "media"), "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, media.House.Now.AddDays(-2));
        await media.House.With((FileSweep sweep) => sweep.Tick(default));
        Assert.True(media.House.Get<FileStore>().Has(taken.Hash, DocumentFiles.Pdf));
        Good(await media.House.With((RemovePicture remove) => remove.Run(media.Writer, taken.Id, default)));
        Assert.Equal("Media.InTheBin", (await media.House.With((IPictures pictures) => pictures.Find(taken.Id, default)))!.Blocked!.Key);
        Good(await media.House.With((DisposePicture dispose) => dispose.Run(media.Writer, taken.Id, default)));
        Assert.Equal(0, media.FilesStored);
    }

    [Fact]
    public async Task Without_a_title_or_a_consent_nobody_submits_it()
    {
        await using var room = await Newsroom.Open();
        var document = await Document(room);
        Assert.Equal(2, Good(await room.House.With((PictureToPick pick) => pick.Run(room.Writer, document, default))).Picture.Document!.Pages);
        var draft = await room.Draft(room.Snow with { Pictures = [new PictureInPost(document, "", true)] });
        Refused("Editorial.DocumentTitleMissing", await room.House.With((SubmitPost submit) => submit.Run(room.Writer, draft.Id, null, default)));
        var titled = await room.Draft(room.Snow with { Pictures = [new PictureInPost(document, "Jahresbericht", false)] });
        var words = new PictureWords("", "", 0.5, 0.5) { Rights = new PictureRights(Licence.Own, "", Consent.Missing, null, "") };
        Good(await room.House.With((ChangePicture change) => change.Run(room.Writer, document, words, default)));
        Refused("Editorial.DocumentBlocked", await room.House.With((SubmitPost submit) => submit.Run(room.Writer, titled.Id, null, default)));
        Good(await room.House.With((ChangePicture change) => change.Run(room.Writer, document, words with { Rights = words.Rights! with { Consent = Consent.NotNeeded } }, default)));
        Good(await room.House.With((SubmitPost submit) => submit.Run(room.Writer, titled.Id, null, default)));
    }

    [Fact]
    public async Task Page_wall_and_feeds_offer_it_and_a_network_that_takes_none_gets_the_way_there()
    {
        await using var street = await Street.Open();
        var room = street.Room;
        var document = await Document(room);
        var view = (await room.House.With((IPictures pictures) => pictures.Find(document, default)))!.Document!;
        var post = await street.Live(room.Snow with { Pictures = [new PictureInPost(document, "Bericht „Schnee & Eis“", false), new PictureInPost(await room.Picture(), "Ein Park", false)] });
        var page = (await street.Get("/beitraege/" + post.Slug)).Text;
        Assert.Contains($"href=\"{view.Path}\" download=\"bericht.pdf\" type=\"application/pdf\"", page, StringComparison.Ordinal);
        Assert.Matches(@"\(PDF, 0[.,]1 MB, Seiten: 2\)", page);
        Assert.Contains("Schnee &amp; Eis", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Replace("<script type=\"application/ld+json\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        // The picture stands for the post, wherever one does.
        Assert.Contains("property=\"og:image\"", page, StringComparison.Ordinal);
        var wall = (await street.Get("/")).Text;
        Assert.Contains($"href=\"{view.Path}\"", wall, StringComparison.Ordinal);
        Assert.Contains("alt=\"Ein Park\"", wall, StringComparison.Ordinal);
        foreach (var feed in new[] { "/feed.atom", "/feed.rss", "/feed.json" })
        {
            var text = (await street.Get(feed)).Text;
            Assert.Contains(view.Path, text, StringComparison.Ordinal);
            Assert.Contains("application/pdf", text, StringComparison.Ordinal);
        }
        Assert.Contains("PDF: ", post.Channels[0].Text, StringComparison.Ordinal);
        Assert.Contains($"/beitraege/{post.Slug}", post.Channels[0].Text, StringComparison.Ordinal);
        Refused("Media.InUse", await room.House.With((RemovePicture remove) => remove.Run(room.Writer, document, default)));
    }
}
