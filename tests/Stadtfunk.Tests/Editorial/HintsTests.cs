using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

public sealed class HintsTests
{
    [Theory]
    [InlineData("Besuchen Sie #Musterstadt im Winter.", "Besuchen Sie Musterstadt im Winter.\n\n#Musterstadt")]
    [InlineData("Es schneit. #Schnee\nMorgen auch. #Winter", "Es schneit. Schnee\nMorgen auch.\n\n#Schnee #Winter")]
    [InlineData("#Schnee #Winter\nEs schneit.", "Es schneit.\n\n#Schnee #Winter")]
    public void Hashtags_move_to_the_end_and_then_stay_there(string text, string expected)
    {
        Assert.NotEmpty(Hashtags.InTheWay(text));
        Assert.Equal(expected, Hashtags.ToTheEnd(text));
        Assert.Empty(Hashtags.InTheWay(expected));
    }

    [Theory]
    [InlineData("Es schneit.\n\n#Schnee #Winter")]
    [InlineData("Seite https://stadt.example/#oben und C#-Kurs")]
    public void What_is_no_hashtag_in_the_way_stays(string text) => Assert.Empty(Hashtags.InTheWay(text));

    [Theory]
    [InlineData("Komm! #musterstadtbautum", "Editorial.Hint.CamelCase")]
    [InlineData("Am [Datum] ist zu.", "Editorial.Hint.Placeholder")]
    [InlineData("Mehr dazu? Klicken Sie hier.", "Editorial.Hint.LinkText")]
    [InlineData("Infos finden Sie hier.", "Editorial.Hint.LinkText")]
    [InlineData("Das ganze Programm gibt es hier: stadt.example/programm", "Editorial.Hint.LinkText")]
    [InlineData("Hier finden Sie alle Informationen.", "Editorial.Hint.LinkText")]
    [InlineData("You will find more information here.", "Editorial.Hint.LinkText")]
    [InlineData("Zum Antrag: https://stadt.example/wohngeld.pdf?neu=1", "Editorial.Hint.Pdf")]
    [InlineData("Endlich Ferien 🎉🎉 🎈🎈", "Editorial.Hint.Emojis")]
    [InlineData("Bezüglich der Brücke gibt es Neues.", "Editorial.Hint.Stiff")]
    [InlineData("Wir freuen uns sehr darüber dass nach so vielen langen Jahren der Planung und des Bauens nun endlich die neue Brücke über den Fluss für alle Menschen offen steht und gefeiert wird", "Editorial.Hint.LongSentence")]
    public void A_text_that_could_be_read_more_easily_hears_it(string text, string key) => Assert.Equal([key], Keys(text, "Ein Park im Schnee"));

    [Theory]
    [InlineData("Am 3. Dezember öffnet z. B. das Freibad. Das Bad ist hier in der Stadt 🎉. #MusterstadtBautUm #Weihnachtsmarkt")]
    [InlineData("Seit 1912 ist das Bad hier. Es gibt mehr Platz hier im Park. Hier finden Sie das neue Freibad. Über PDF und HTML: https://stadt.example/pdf-hilfe")]
    public void A_good_text_hears_nothing(string text) => Assert.Empty(Keys(text, "Ein Park im Schnee"));

    [Theory]
    [InlineData("IMG_2044", "Editorial.Hint.AltFileName")]
    [InlineData("schnee-im-park.jpg", "Editorial.Hint.AltFileName")]
    [InlineData("Ein Bild von einem Park", "Editorial.Hint.AltSaysPicture")]
    [InlineData("Schnee", "Editorial.Hint.AltRepeats")]
    public void A_description_that_helps_nobody_hears_it(string alt, string key) => Assert.Equal([key], Keys("Es schneit.", alt));

    [Theory]
    [InlineData("Plakat zum Sommerfest", null, true)]
    [InlineData("Drei Kinder im Park", "Sommerfest-Plakat.png", true)]
    [InlineData("Eine Infografik mit Zahlen", "a.png", true)]
    [InlineData("Plakat: Sommerfest am 3. Juli, ab 15 Uhr im Stadtpark", "plakat.png", false)]
    [InlineData("Auf dem Flyer steht „Sommerfest am 3. Juli“", null, false)]
    [InlineData("Drei Kinder lesen an der Tafel", "schule.jpg", false)]
    public void A_picture_that_looks_like_a_poster_is_asked_for_its_words(string alt, string? file, bool asked) =>
        Assert.Equal(asked ? ["Editorial.Hint.TextInPicture"] : [], Hints.Of(With("Es schneit.", alt), [], id => Shown(id, file)).Select(hint => hint.Why.Key));

    [Theory]
    [InlineData("Plakat zum Sommerfest")]
    [InlineData("Schnee")]
    [InlineData("Ein Bild von einem Park")]
    [InlineData("Bericht über die Haushaltsjahre der Stadt und ihrer Betriebe mit allen Anlagen, Tabellen und Übersichten, die der Rat beschlossen hat, samt dem Bericht der Prüfer und den Stellungnahmen der Kämmerei, der Betriebe, der Fraktionen und der Bezirke, in einem Band")]
    [InlineData("haushalt-2027_final.pdf", "Editorial.Hint.DocumentFileName")]
    public void A_document_has_a_title_and_hears_nothing_that_is_said_of_pictures(string title, params string[] keys)
    {
        var document = new DocumentView("/dokumente/ab/c.pdf", "ab", "application/pdf", 1000, 2);
        Assert.Equal(keys, Hints.Of(With("Es schneit.", title), [], id => Shown(id, "plakat.pdf") with { Document = document }).Select(hint => hint.Why.Key));
    }

    [Fact]
    public void A_link_to_a_pdf_is_asked_for_a_page_and_a_headline_without_hashtags()
    {
        var content = With("Es schneit.", "Ein Park im Schnee");
        Assert.Equal(["Editorial.Hint.Pdf"], Hints.Of(content with { Link = "https://stadt.example/Satzung.PDF" }, []).Select(hint => hint.Why.Key));
        Assert.Empty(Hints.Of(content with { Link = "https://stadt.example/satzung.pdf.html" }, []));
        Assert.Equal(["Editorial.Hint.HashtagsInTitle"], Hints.Of(content with { Title = "Es schneit #Winter" }, []).Select(hint => hint.Why.Key));
    }

    [Fact]
    public void A_description_loses_what_the_screen_reader_says_anyway()
    {
        var hint = Assert.Single(Hints.Of(With("Es schneit.", "Foto von einem Park"), []));
        Assert.Equal("Einem Park", hint.Mended);
    }

    [Theory]
    [InlineData(4000, 3000, 2000, null, 2000, 1500)]
    [InlineData(4000, 3000, 8000, 3_000_000L, 2000, 1500)]
    [InlineData(800, 600, 2000, null, null, null)]
    public void A_picture_is_told_the_size_it_will_have(int width, int height, int edge, long? pixels, int? toWidth, int? toHeight)
    {
        var picture = new PictureView(PictureId.New(), default, "a.jpg", "image/jpeg", width, height, "", "", .5, .5, "");
        var size = Scaling.Of(picture, new PictureRules(1_000_000, edge, pixels, ["image/jpeg"], null));
        Assert.Equal((toWidth, toHeight), (size?.Width, size?.Height));
    }

    [Fact]
    public void A_preview_marks_what_networks_mark()
    {
        var pieces = PreviewText.Of("Neu: https://stadt.example/ein/sehr/langer/weg/zur/seite. #Schnee @stadt@social.example").ToList();
        Assert.Equal(["stadt.example/ein/sehr/langer/…"], pieces.Where(piece => piece.Kind == PreviewKind.Address).Select(piece => piece.Text));
        Assert.Equal(["#Schnee", "@stadt@social.example"], pieces.Where(piece => piece.Kind == PreviewKind.Marked).Select(piece => piece.Text));
    }

    [Fact]
    public async Task A_category_has_a_template_that_everybody_at_the_desk_may_use()
    {
        await using var room = await Newsroom.Open();
        var wanted = new NewCategory("Sperrung", "amber", 0) { TemplateTitle = "Sperrung: [Straße]", TemplateText = "Ab [Datum] ist [Straße] gesperrt." };
        var id = Good(await room.House.With((CreateCategory create) => create.Run(room.Lead, wanted, default)));
        var templates = await room.House.With((CategoryTemplates all) => all.Run(room.Writer, default));
        Assert.Equal("Ab [Datum] ist [Straße] gesperrt.", templates[id].Text);
        Good(await room.House.With((ChangeCategory change) => change.Run(room.Lead, id, wanted with { TemplateTitle = "", TemplateText = " " }, default)));
        Assert.Empty(await room.House.With((CategoryTemplates all) => all.Run(room.Writer, default)));
        Refused("Editorial.TooLongToSave", await room.House.With((ChangeCategory change) => change.Run(room.Lead, id, wanted with { TemplateText = new string('a', 5_000) }, default)));
    }

    private static PictureView Shown(PictureId id, string? file) => new(id, default, file ?? "", "image/jpeg", 10, 10, "", "", .5, .5, "");

    private static string[] Keys(string text, string alt) => [.. Hints.Of(With(text, alt), []).Select(hint => hint.Why.Key)];

    private static PostContent With(string text, string alt) => new("Schnee", text, null, null, "de", [new PictureInPost(PictureId.New(), alt, false)], []);
}
