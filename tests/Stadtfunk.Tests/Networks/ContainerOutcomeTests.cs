using System.Text.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>What became of a container that was to be published, tried with Threads: Instagram does the same.</summary>
public sealed class ContainerOutcomeTests(Peers peers)
{
    private const string NotThere =
        """{"error":{"message":"Unsupported request. Object does not exist, cannot be loaded due to missing permissions","code":100,"error_subcode":33}}""";

    [Fact]
    public async Task A_container_that_was_published_is_never_replaced_however_old_it_is()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var (post, key, intent) = (stage.Post("Einmal"), stage.NewKey(), stage.House.Now);
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        stage.House.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key, intentAt: intent), default));
        var no = Assert.IsType<Step.Duplicate>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: intent), default));
        Assert.Equal(done.Receipt, Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent, refusal: no.Why), default)).Receipt);
        Assert.Single(await stage.Seen());
        Assert.Equal(1, await Made(stage));
    }

    [Fact]
    public async Task A_container_that_was_to_be_published_and_is_not_there_any_more_is_not_replaced()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var (post, key) = (stage.Post("Verschwunden"), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await Answer(stage, "read", 400, NotThere);
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key, intentAt: stage.House.Now), default));
        Assert.Equal(1, await Made(stage));
    }

    [Theory]
    [InlineData(500, """{"error":{"message":"x","code":2,"is_transient":true}}""")]
    [InlineData(400, """{"error":{"message":"Invalid parameter","code":100}}""")]
    [InlineData(200, "{}")]
    public async Task A_container_that_does_not_say_what_became_of_it_is_asked_again_later(int status, string body)
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var (post, key) = (stage.Post("Keine Auskunft"), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await Answer(stage, "read", status, body);
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key, intentAt: stage.House.Now), default));
        await stage.Mend();
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(1, await Made(stage));
    }

    [Fact]
    public async Task A_container_that_has_grown_old_unpublished_is_replaced()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var (post, key, intent) = (stage.Post("Zu lange gewartet"), stage.NewKey(), stage.House.Now);
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        stage.House.Clock.Advance(TimeSpan.FromHours(23.5));
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key, intentAt: intent), default));
        Assert.Equal(2, await Made(stage));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task Nothing_is_said_to_be_absent_while_they_may_still_be_publishing_it()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var (post, key, made) = (stage.Post("Dauert"), stage.NewKey(), stage.House.Now);
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        stage.House.Clock.Advance(TimeSpan.FromMinutes(3));
        var (intent, unknown) = (stage.House.Now, stage.House.Now.AddSeconds(25));
        foreach (var seconds in new[] { 25, 5, 15 })
        {
            stage.House.Clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent, unknownAt: unknown), default));
        }
        stage.House.Clock.Advance(TimeSpan.FromSeconds(20));
        var absent = Assert.IsType<Finding.Absent>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent, unknownAt: unknown), default));
        // Sent again it can be no second post, as long as the container lives.
        Assert.InRange(absent.OnlyUntil!.Value, made.AddHours(23).AddSeconds(-5), made.AddHours(23).AddSeconds(5));
    }

    [Fact]
    public async Task A_post_without_words_is_not_taken_for_ours()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var (post, key, intent) = (stage.Post("", pictures: 1), stage.NewKey(), stage.House.Now);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent), default));
    }

    [Fact]
    public async Task A_post_that_is_there_without_an_address_is_published_and_leads_to_the_account()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var (post, key) = (stage.Post("Ohne Adresse"), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        var id = Assert.IsType<Step.Waiting>(await stage.Publisher.Send(stage.Errand(post, key), default)).Ticket;
        await Answer(stage, "read", 200, JsonSerializer.Serialize(new { id }));
        var receipt = Assert.IsType<Step.Done>(await Poll(stage, post, key, id)).Receipt;
        Assert.Equal(new Receipt(id, new Uri($"https://www.threads.com/@{stage.Account.Account}")), receipt);
        Assert.IsType<Finding.Found>(await stage.Publisher.ReadBack(stage.Errand(post, key, receipt: receipt), default));
    }

    [Fact]
    public async Task A_post_that_is_not_there_after_all_is_looked_up()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var (post, key) = (stage.Post("Weg"), stage.NewKey());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(post, stage.NewKey(), ErrandKind.Delete, done.Receipt), default));
        Assert.IsType<Step.Unknown>(await Poll(stage, post, key, done.Receipt.RemoteId));
    }

    [Fact]
    public async Task A_deletion_that_is_not_allowed_is_none_though_it_sounds_like_a_post_that_is_gone()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var (post, key) = (stage.Post("Bleibt"), stage.NewKey());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        await Answer(stage, "delete", 400, NotThere);
        var unclear = Assert.IsType<Step.Duplicate>(await stage.Publisher.Send(stage.Errand(post, key, ErrandKind.Delete, done.Receipt), default));
        var clear = Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(stage.Errand(post, key, ErrandKind.Delete, done.Receipt, refusal: unclear.Why), default));
        Assert.Equal(("Networks.NotAllowed", unclear.Why), (unclear.Why.Key, Assert.IsType<Step.Refused>(clear.Step).Why));
        Assert.Single(await stage.Seen());
    }

    private static Task Answer(ThreadsStage stage, string endpoint, int status, string body) =>
        stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Error, endpoint) { Status = status, Body = body });

    private static async Task<int> Made(ThreadsStage stage) => (await stage.Lab.Ledger.All(default, "threads", stage.Account.Account, "media")).Count;

    private static Task<Step> Poll(ThreadsStage stage, Outgoing post, string key, string ticket) => stage.Publisher.Poll(
        new(ErrandKind.Publish, key, post, stage.Session, null, ticket, new Dictionary<string, string>(), (_, _, _) => Task.CompletedTask, stage.Calls.Add), default);
}
