using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.LinkedIn;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.X;
using Stadtfunk.Organisation.Contracts;
using Xunit;

namespace Stadtfunk.Tests.Editorial;

public sealed class FitDocumentTests
{
    private static readonly Uri Page = new("https://musterstadt.example/beitraege/2026/11/bericht-k3v9");

    private readonly PictureId paper = PictureId.New(), still = PictureId.New();
    private readonly Dictionary<PictureId, PictureView> known = [];

    private static FitChannel Channel(Network network) => new(ChannelId.New(), UnitId.New(), network.Name, "@x", network, network.Rules, true);

    private PostContent Post(long bytes, int pages, params FitChannel[] channels)
    {
        known[paper] = new(paper, UnitId.New(), "bericht.pdf", "application/pdf", 0, 0, "", "", 0.5, 0.5, "ab") { Document = new DocumentView("/dokumente/ab/c.pdf", "ab", "application/pdf", bytes, pages) };
        known[still] = new(still, UnitId.New(), "a.jpg", "image/jpeg", 10, 10, "", "", 0.5, 0.5, "cd");
        return new("Bericht", "Was war.", null, null, "de", [new(still, "Schnee", false), new(paper, "Jahresbericht", false)], [.. channels.Select(channel => new ChannelChoice(channel.Id, true, null))]);
    }

    private string[] Problems(PostContent post, params FitChannel[] channels) => [.. Fit.Check(post, channels, known).Select(problem => problem.Why.Key)];

    [Theory]
    [InlineData(100_000_000, 300, null)]
    [InlineData(100_000_001, 300, "Editorial.DocumentTooLarge")]
    [InlineData(100_000_000, 301, "Editorial.DocumentTooManyPages")]
    public void A_document_is_measured_where_it_goes_out_and_nowhere_else(long bytes, int pages, string? wrong)
    {
        var (taking, other) = (Channel(LinkedInNetwork.Network), Channel(XNetwork.Network));
        var post = Post(bytes, pages, taking, other);
        Assert.Equal(wrong is null ? [] : [(wrong, taking.Id)], Fit.Check(post, [taking, other], known).Select(problem => (problem.Why.Key, problem.Channel!.Value)));
    }

    [Fact]
    public void It_goes_alone_where_it_is_taken_and_elsewhere_the_text_leads_to_it()
    {
        var (taking, other) = (LinkedInNetwork.Network.Rules, XNetwork.Network.Rules);
        var post = Post(1000, 2);
        Assert.Equal([paper], FitDocument.For(post, known.GetValueOrDefault, taking).Pictures.Select(picture => picture.Picture));
        Assert.Equal([still], FitDocument.For(post, known.GetValueOrDefault, other).Pictures.Select(picture => picture.Picture));
        Assert.Equal("Bericht\n\nWas war.", FitText.Common(FitDocument.For(post, known.GetValueOrDefault, taking), Page, taking, hasDocument: true));
        Assert.Equal($"Bericht\n\nWas war.\n\nPDF: {Page}", FitText.Common(FitDocument.For(post, known.GetValueOrDefault, other), Page, other, hasDocument: true));
    }

    [Fact]
    public void A_document_that_may_not_be_shown_is_called_a_document_by_its_name()
    {
        var post = Post(1000, 2);
        known[paper] = known[paper] with { Blocked = Stadtfunk.Kernel.Errors.Refusal.Invalid("Media.ConsentMissing") };
        var why = Assert.Single(Fit.Check(post, [], known)).Why;
        Assert.Equal(("Editorial.DocumentBlocked", "bericht.pdf", "pictures[1]"), (why.Key, why.Args[0], why.Field));
        known[still] = known[still] with { Blocked = known[paper].Blocked };
        Assert.Equal(["Editorial.PictureBlocked", "Editorial.DocumentBlocked"], Problems(post));
    }

    [Fact]
    public void One_document_goes_with_a_post_and_no_video_beside_it()
    {
        var post = Post(1000, 2);
        var second = PictureId.New();
        known[second] = known[paper] with { Id = second };
        Assert.Equal(["Editorial.OneDocument"], Problems(post with { Pictures = [.. post.Pictures, new(second, "Noch einer", false)] }));
        known[still] = known[still] with { Video = new VideoView("/videos/ab/c.mp4", "cd", "video/mp4", 640, 360, TimeSpan.FromSeconds(5), 1000, new SubtitlesView("/videos/ef/g.vtt", "ef", "de"), null) };
        Assert.Equal(["Editorial.DocumentAndVideo"], Problems(post));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_needs_a_title_and_decoration_it_is_never(bool decorative)
    {
        var post = Post(1000, 2);
        var problem = Assert.Single(Fit.Check(post with { Pictures = [new(paper, "", decorative)] }, [], known));
        Assert.Equal(("Editorial.DocumentTitleMissing", "pictures[0].alt"), (problem.Why.Key, problem.Why.Field));
    }

    [Fact]
    public void Where_a_picture_is_needed_a_document_is_none()
    {
        var channel = Channel(new Network("x", "X", "Xx", XNetwork.Network.Rules with { NeedsPicture = true }, new Can(false, true, true)));
        var post = Post(1000, 2, channel);
        Assert.Empty(Problems(post, channel));
        Assert.Equal(["Editorial.NeedsPicture"], Problems(post with { Pictures = [post.Pictures[1]] }, channel));
    }
}
