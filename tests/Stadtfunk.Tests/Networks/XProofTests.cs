using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>What an answer of X proves, and what it does not.</summary>
public sealed class XProofTests(Peers peers)
{
    [Theory]
    [InlineData("\"created_at\":\"2020-01-01T00:00:00.000Z\",", true)]
    [InlineData("\"created_at\":\"gestern\",", false)]
    [InlineData("", false)]
    public async Task A_duplicate_of_a_post_without_a_date_proves_nothing(string date, bool clear)
    {
        await using var stage = await XStage.Open(await peers.Lab(default));
        await Says(stage, "timeline", $$$"""{"data":[{"id":"17",{{{date}}}"text":"Heute ist Wochenmarkt."}],"meta":{"result_count":1}}""", 200);
        var errand = stage.Duplicate(stage.Post("Heute ist Wochenmarkt."), stage.House.Now, new Sentence("Networks.X.Duplicate"), stage.House.Now);
        stage.House.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.IsType(clear ? typeof(Finding.Clear) : typeof(Finding.CannotTell), await stage.Publisher.LookUp(errand, default));
    }

    [Theory]
    [InlineData("""{"errors":[{"message":"Forbidden."}],"title":"Forbidden","detail":"You are not allowed to create a Tweet with duplicate content."}""", typeof(Step.Duplicate))]
    [InlineData("""{"errors":[{"message":"Forbidden."},{"message":"Status is a duplicate."}]}""", typeof(Step.Duplicate))]
    [InlineData("""{"errors":[{"message":"Forbidden.","title":"Duplicate content"}]}""", typeof(Step.Duplicate))]
    [InlineData("""{"title":"Duplicate","detail":"Forbidden.","status":403}""", typeof(Step.Duplicate))]
    [InlineData("""{"title":"Account Suspended","detail":"Forbidden.","status":403}""", typeof(Step.Stopped))]
    [InlineData("""{"errors":[{"message":"Forbidden."},{"message":"To protect our users, this account is temporarily locked."}]}""", typeof(Step.Stopped))]
    [InlineData("""{"title":"Forbidden","detail":"You have been blocked by the author of this post.","status":403}""", typeof(Step.Refused))]
    public async Task What_a_403_means_may_stand_in_any_of_its_words(string body, Type step)
    {
        await using var stage = await XStage.Open(await peers.Lab(default));
        await Says(stage, "post", body, 403);
        Assert.IsType(step, await stage.Publish(stage.Post("Was nun?"), stage.NewKey()));
    }

    [Theory]
    [InlineData("""{"title":"Not Found Error","type":"https://api.twitter.com/2/problems/resource-not-found","status":404,"detail":"Could not find tweet with id: [17]."}""", true)]
    [InlineData("""{"title":"Not Found","detail":"Not Found","type":"about:blank","status":404}""", false)]
    [InlineData("""{"message":"no Route matched with those values"}""", false)]
    public async Task A_404_counts_as_gone_only_when_X_says_what_is_missing(string body, bool gone)
    {
        await using var stage = await XStage.Open(await peers.Lab(default));
        await Says(stage, "delete", body, 404);
        await Says(stage, "read", body, 404);
        var errand = stage.Errand(stage.Post("Weg damit"), stage.NewKey(), ErrandKind.Delete, new Receipt("17", new Uri("https://x.com/stadt/status/17")));
        Assert.IsType(gone ? typeof(Step.Done) : typeof(Step.Unknown), await stage.Publisher.Send(errand, default));
        Assert.IsType(gone ? typeof(Finding.Found) : typeof(Finding.CannotTell), await stage.Publisher.LookUp(errand, default));
    }

    private static Task Says(XStage stage, string endpoint, string body, int status) =>
        stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Error, endpoint) { Status = status, Body = body });
}
