using Stadtfunk.Networks.Ports;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>For networks that take pictures ahead of the post and show what is live: what happens when one of those calls fails.</summary>
public abstract class TwoCallContract : WiredNetworkContract
{
    [Theory]
    [InlineData(Trouble.Error)]
    [InlineData(Trouble.Reset)]
    [InlineData(Trouble.Html)]
    [InlineData(Trouble.Huge)]
    [InlineData(Trouble.CutOff)]
    [InlineData(Trouble.ErrorInside)]
    [InlineData(Trouble.OtherTypes)]
    [InlineData(Trouble.Redirect)]
    public async Task An_upload_that_fails_is_tried_again_later(Trouble trouble)
    {
        await using var stage = await Open();
        var (post, key) = (stage.Post("Mit Bildern", pictures: 2), stage.NewKey());
        await stage.Spoil(Spot.Upload, trouble, after: true);
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await stage.Mend();
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(post.Pictures.Count, Assert.Single(await stage.Seen()).Alts.Count);
    }

    [Fact]
    public Task Too_many_uploads_wait_as_long_as_the_server_says() => Waits(Spot.Upload);

    [Fact]
    public Task An_expired_token_at_an_upload_is_a_lost_sign_in() => Loses(Spot.Upload);

    [Theory]
    [InlineData(Trouble.Error)]
    [InlineData(Trouble.Reset)]
    [InlineData(Trouble.Html)]
    [InlineData(Trouble.TooMany)]
    [InlineData(Trouble.TokenExpired)]
    public async Task A_lookup_without_a_clear_answer_says_nothing(Trouble trouble)
    {
        await using var stage = await Open();
        var (post, key, intent) = (stage.Post("Wo bin ich?"), stage.NewKey(), stage.House.Now);
        await stage.Spoil(Spot.LookUp, trouble, after: false);
        stage.House.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent), default));
    }
}
