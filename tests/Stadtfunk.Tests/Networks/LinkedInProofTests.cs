using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>What an answer of LinkedIn proves, and what it does not.</summary>
public sealed class LinkedInProofTests(Peers peers)
{
    private const string Urn = "urn:li:share:17";

    private static readonly Sentence Refusal = new("Networks.LinkedIn.Duplicate", Urn);

    private static readonly Receipt Receipt = new(Urn, new Uri($"https://www.linkedin.com/feed/update/{Urn}"));

    [Theory]
    [InlineData("""{"id":"urn:li:share:17","author":"AUTHOR","createdAt":1577836800000,"lifecycleState":"PUBLISHED"}""", true)]
    [InlineData("""{"id":"urn:li:share:17","author":"AUTHOR","lifecycleState":"PUBLISHED"}""", false)]
    [InlineData("""{"id":"urn:li:share:17","author":"AUTHOR","createdAt":"gestern","lifecycleState":"PUBLISHED"}""", false)]
    [InlineData("""{"id":"urn:li:share:17","createdAt":1577836800000,"lifecycleState":"PUBLISHED"}""", false)]
    [InlineData("""{"id":"urn:li:share:17","author":"AUTHOR","createdAt":1577836800000,"lifecycleState":"DRAFT"}""", false)]
    public async Task A_duplicate_of_what_cannot_be_read_whole_proves_nothing(string body, bool clear)
    {
        await using var stage = await LinkedInStage.Open(await peers.Lab(default));
        await Says(stage, "read", body.Replace("AUTHOR", stage.Session.AccountId, StringComparison.Ordinal));
        var finding = await stage.Publisher.LookUp(stage.Errand(stage.Post("Heute ist Wochenmarkt."), stage.NewKey(), intentAt: stage.House.Now, refusal: Refusal), default);
        Assert.IsType(clear ? typeof(Finding.Clear) : typeof(Finding.CannotTell), finding);
    }

    [Fact]
    public async Task The_original_of_a_duplicate_counts_as_deleted_only_after_half_a_minute()
    {
        await using var stage = await LinkedInStage.Open(await peers.Lab(default));
        var errand = stage.Duplicate(stage.Post("Heute ist Wochenmarkt."), stage.House.Now, Refusal, stage.House.Now);
        foreach (var (seconds, clear) in new[] { (0, false), (29, false), (1, true) })
        {
            stage.House.Clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.IsType(clear ? typeof(Finding.Clear) : typeof(Finding.CannotTell), await stage.Publisher.LookUp(errand, default));
        }
    }

    [Theory]
    [InlineData("PUBLISHED", true)]
    [InlineData("DRAFT", false)]
    [InlineData("PUBLISH_FAILED", false)]
    [InlineData("", false)]
    public async Task Only_what_is_out_is_there(string state, bool there)
    {
        await using var stage = await LinkedInStage.Open(await peers.Lab(default));
        var shown = $$"""{"id":"{{Urn}}","author":"{{stage.Session.AccountId}}","commentary":"Schon draußen?","createdAt":4102444800000,"lifecycleState":"{{state}}"}""";
        await Says(stage, "read", shown);
        await Says(stage, "timeline", $$"""{"elements":[{{shown}}]}""");
        var (post, expected) = (stage.Post("Schon draußen?"), there ? typeof(Finding.Found) : typeof(Finding.CannotTell));
        Assert.IsType(expected, await stage.Publisher.LookUp(stage.Errand(post, stage.NewKey(), intentAt: stage.House.Now), default));
        Assert.IsType(expected, await stage.Publisher.LookUp(stage.Errand(post, stage.NewKey(), intentAt: stage.House.Now, refusal: Refusal), default));
        Assert.IsType(expected, await stage.Publisher.ReadBack(stage.Errand(post, stage.NewKey(), receipt: Receipt), default));
        Assert.Equal(there, await stage.Publisher.ReceiptFor(Receipt.Link, stage.Session, default) is not null);
    }

    [Theory]
    [InlineData("""{"status":404,"code":"NOT_FOUND","message":"Entity is not found"}""", true)]
    [InlineData("""{"status":404}""", false)]
    [InlineData("""{"message":"no Route matched with those values"}""", false)]
    public async Task A_404_counts_as_gone_only_in_LinkedIns_own_words(string body, bool gone)
    {
        await using var stage = await LinkedInStage.Open(await peers.Lab(default));
        await Says(stage, "delete", body, 404);
        await Says(stage, "read", body, 404);
        var errand = stage.Errand(stage.Post("Weg damit"), stage.NewKey(), ErrandKind.Delete, Receipt);
        Assert.IsType(gone ? typeof(Step.Done) : typeof(Step.Unknown), await stage.Publisher.Send(errand, default));
        Assert.IsType(gone ? typeof(Finding.Found) : typeof(Finding.CannotTell), await stage.Publisher.LookUp(errand, default));
    }

    [Theory]
    [InlineData("Heute #Winterdienst (Nord) und #2026er")]
    [InlineData("#Räum_dienst, \\#Schnee und {hashtag|#|selbst geschrieben}")]
    public async Task Hashtags_that_come_back_as_templates_are_recognised(string text)
    {
        await using var stage = await LinkedInStage.Open(await peers.Lab(default), new { templates = true });
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post(text), stage.NewKey()));
        var found = Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(stage.Post(text), stage.NewKey(), intentAt: stage.House.Now), default));
        Assert.Equal(done.Receipt, found.Receipt);
    }

    private static Task Says(LinkedInStage stage, string endpoint, string body, int status = 200) =>
        stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Error, endpoint) { Status = status, Body = body });
}
