using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Pictures that LinkedIn does not know, fails on or never gets done with, on the Lab's LinkedIn.</summary>
public sealed class LinkedInPictureTests(Peers peers)
{
    [Fact]
    public async Task A_picture_that_LinkedIn_does_not_know_is_asked_for_once_more_and_then_uploaded_again()
    {
        await using var stage = await LinkedInStage.Open(await peers.Lab(default));
        var (post, key) = (stage.Post("Verschwunden", pictures: 1), stage.NewKey());
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Error, "media-state", Count: 2)
        {
            Status = 404, Body = """{"status":404,"code":"NOT_FOUND","message":"Entity is not found"}""",
        });
        Assert.Equal(TimeSpan.FromSeconds(2), Assert.IsType<Step.Waiting>(await stage.Publish(post, key)).After);
        Assert.Equal("Networks.UploadFailed", Assert.IsType<Step.Later>(await stage.Publish(post, key)).Why.Key);
        Assert.Equal(1, await Uploads(stage));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(2, await Uploads(stage));
    }

    [Fact]
    public async Task What_LinkedIn_failed_on_is_uploaded_anew_when_the_post_is_sent_again()
    {
        await using var stage = await LinkedInStage.Open(await peers.Lab(default));
        var broken = new OutgoingPicture("kaputt", "image/png", 1, 1, 4, "Alt", null, _ => Task.FromResult<Stream>(new MemoryStream("kein Bild"u8.ToArray())));
        var (post, key) = (stage.Post("Bild") with { Pictures = [broken] }, stage.NewKey());
        foreach (var uploads in new[] { 1, 2 })
        {
            Assert.Equal("Networks.PictureRefused", Assert.IsType<Step.Refused>(await stage.Publish(post, key)).Why.Key);
            Assert.Equal(uploads, await Uploads(stage));
        }
    }

    [Fact]
    public async Task A_picture_is_asked_for_less_often_after_a_minute_and_given_up_after_ten()
    {
        await using var stage = await LinkedInStage.Open(await peers.Lab(default), new { processingMs = 3_600_000 });
        var (post, key) = (stage.Post("Geduld", pictures: 1), stage.NewKey());
        foreach (var (seconds, after) in new[] { (0, 2), (50, 2), (20, 30), (500, 30) })
        {
            stage.House.Clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.Equal(after, Assert.IsType<Step.Waiting>(await stage.Publish(post, key)).After.TotalSeconds);
        }
        stage.House.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("Networks.PictureProcessing", Assert.IsType<Step.Later>(await stage.Publish(post, key)).Why.Key);
        Assert.Equal(1, await Uploads(stage));
        await LinkedInStage.Habits(stage.Lab, stage.Account, new { processingMs = 0 });
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(2, await Uploads(stage));
    }

    private static async Task<int> Uploads(LinkedInStage stage) => (await stage.Lab.Ledger.All(default, "linkedin", stage.Account.Account, "media")).Count;
}
