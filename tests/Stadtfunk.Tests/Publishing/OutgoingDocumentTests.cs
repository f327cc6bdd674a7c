using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Tests.Media;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A document on its way from the library to a network that takes one, and to one that does not.</summary>
public sealed class OutgoingDocumentTests
{
    private static ScriptedNetwork Taking(DocumentRules? documents, List<Outgoing> seen, bool card = false)
    {
        var plain = new ScriptedNetwork().Network;
        var network = new ScriptedNetwork { Network = plain with { Rules = plain.Rules with { Documents = documents, CardPicture = card ? plain.Rules.Picture : null } } };
        network.Prepares.Enqueue(errand =>
        {
            seen.Add(errand.Post);
            return null;
        });
        return network;
    }

    private static async Task<PictureInPost> Paper(Newsroom room)
    {
        using var bytes = new MemoryStream(PdfSamples.Plain);
        var added = await room.House.With((IPictures pictures) => pictures.Add(room.Writer, new NewPicture(room.Unit, "bericht.pdf", bytes, "", ""), default));
        return new PictureInPost(added.Value, "Jahresbericht", false);
    }

    [Fact]
    public async Task Where_the_network_takes_one_it_goes_out_itself_and_alone()
    {
        var seen = new List<Outgoing>();
        await using var room = await Newsroom.Open(scripted: Taking(new DocumentRules(10_000, 2, ["application/pdf"]), seen));
        var post = await room.Release(pictures: [await room.Picture(), await Paper(room)]);
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        Assert.Empty(seen[0].Pictures);
        var document = seen[0].Document!;
        Assert.Equal(("application/pdf", PdfSamples.Plain.Length, 2, "Jahresbericht"), (document.MediaType, document.Bytes, document.Pages, document.Title));
        await using var bytes = await document.Open(default);
        Assert.True(bytes.CanSeek);
        Assert.Equal(document.Name, Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(bytes)));
        Assert.DoesNotContain("PDF:", seen[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_it_takes_none_the_pictures_go_and_the_text_leads_to_the_page()
    {
        var seen = new List<Outgoing>();
        await using var room = await Newsroom.Open(scripted: Taking(null, seen));
        var post = await room.Release(pictures: [await Paper(room), await room.Picture()]);
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        Assert.Null(seen[0].Document);
        Assert.Equal(["Ein verschneiter Park"], seen[0].Pictures.Select(picture => picture.Alt));
        Assert.Contains("PDF: http", seen[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_card_of_a_link_to_such_a_post_shows_its_picture_and_none_where_there_is_none()
    {
        var seen = new List<Outgoing>();
        var network = Taking(null, seen, card: true);
        await using var room = await Newsroom.Open(scripted: network);
        var city = await room.House.With((ICity city) => city.Get(default));
        foreach (var pictures in new IReadOnlyList<PictureInPost>[] { [await Paper(room), await room.Picture()], [await Paper(room)] })
        {
            var post = await room.Release(pictures: pictures);
            await room.Turn();
            var slug = (await room.House.With((IReleasedPosts posts) => posts.Revisions([(post, 1)], default)))[0].Slug;
            network.Prepares.Enqueue(errand =>
            {
                seen.Add(errand.Post);
                return null;
            });
            await room.Release(link: new Uri(city.PublicUrl, $"beitraege/{slug}").AbsoluteUri);
            await room.Turn();
        }
        Assert.Equal("Ein verschneiter Park", seen[1].Card!.Thumb!.Alt);
        Assert.Null(seen[2].Card!.Thumb);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_stops_it_after_the_release_calls_it_a_document(bool taken)
    {
        var seen = new List<Outgoing>();
        await using var room = await Newsroom.Open(scripted: Taking(taken ? new DocumentRules(10_000, 2, ["application/pdf"]) : null, seen));
        var paper = await Paper(room);
        var due = room.House.Now.AddDays(2);
        var post = await room.Release(pictures: [await room.Picture(), paper], due: due);
        await Consent(room, paper.Picture, 1);
        Assert.Equal("Publishing.Ahead.DocumentConsentEnds", await Why(room));
        await Consent(room, paper.Picture, -1);
        Assert.Equal("Publishing.Ahead.DocumentBlocked", await Why(room));
        Assert.Equal("Publishing.DocumentBlocked", (await room.House.With((Stadtfunk.Publishing.Deliveries.Releases releases) => releases.NoLongerAllowed(post, 1, default)))!.Key);
        room.House.Clock.Advance(due - room.House.Now);
        await room.Turn();
        Assert.Empty(seen);
    }

    private static async Task<string> Why(Newsroom room) =>
        ((Stadtfunk.Kernel.Errors.Refusal)Assert.Single(await room.House.With((Stadtfunk.Publishing.Foresight.Preflight preflight) => preflight.Of(default))).Value.Why.Args[1]!).Key;

    private static Task Consent(Newsroom room, PictureId id, int days) => room.House.With(async (Stadtfunk.Kernel.Data.Db db) =>
    {
        var paper = db.Set<Stadtfunk.Media.Library.Picture>().Single(x => x.Id == id);
        Assert.True(paper.Allow(new Stadtfunk.Media.Library.PictureRights(paper.Licence, "", Stadtfunk.Media.Contracts.Consent.Given, room.House.Get<Stadtfunk.Kernel.Time.CityTime>().Today.AddDays(days), "")).Ok);
        await db.SaveChangesAsync();
    });

    [Theory]
    [InlineData(1, "Editorial.DocumentTooManyPages")]
    [InlineData(2, null)]
    public async Task A_document_out_of_the_networks_limits_is_refused_before_anybody_submits_it(int pages, string? why)
    {
        await using var room = await Newsroom.Open(scripted: Taking(new DocumentRules(10_000, pages, ["application/pdf"]), []));
        var refused = await Record.ExceptionAsync(async () => await room.Release(pictures: [await Paper(room)]));
        Assert.Equal(why, refused?.Message);
    }
}
