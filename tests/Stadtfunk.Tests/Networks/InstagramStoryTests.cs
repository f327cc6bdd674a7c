using Stadtfunk.Networks.Meta.Instagram;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Stories on the Lab's Instagram: a picture or a film, for a day.</summary>
public sealed class InstagramStoryTests(Peers peers)
{
    private static readonly Rules Rules = InstagramNetwork.Network.FormOf("story")!.Rules;

    private async Task<InstagramStage> Open(string? scopes = null) => await InstagramStage.Open(await peers.Lab(default), scopes);

    // As the desk builds it: without a text, though the post has a headline and a link.
    private static Outgoing Story(InstagramStage stage, OutgoingVideo? video = null)
    {
        var post = stage.Post("", new Uri("https://www.musterstadt.de/advent")) with { Form = "story" };
        return video is null ? post : post with { Pictures = [], Video = stage.Host.Show(video) };
    }

    private static OutgoingPicture Shaped(InstagramStage stage, int width, int height) => stage.PictureOf(Samples.Jpeg(Samples.Quarters(width, height)), 1, "Ein Park", width, height);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_story_carries_its_picture_or_film_and_nothing_else_and_its_receipt_leads_to_the_account(bool film)
    {
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await InstagramStage.Open(lab);
        var post = Story(stage, film ? Movie.Of(TimeSpan.FromSeconds(20)) : null);
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        var entry = Assert.Single(await lab.Ledger.Posts(stage.Account, default));
        Assert.Equal((entry.Id, $"https://www.instagram.com/{stage.Account.Account}"), (done.Receipt.RemoteId, done.Receipt.Link.AbsoluteUri));
        Assert.Equal(("", "true", film ? post.Video!.Name : post.Pictures[0].Name), (entry.Text, entry.More["story"], entry.Pictures[0].Sha256));
        Assert.False(entry.More.ContainsKey("share_to_feed") || entry.More.ContainsKey("cover"));
        Assert.Null(entry.Pictures[0].Alt);
        var here = stage.Errand(post, stage.NewKey(), ErrandKind.Delete, done.Receipt);
        Assert.Equal(done.Receipt, Assert.IsType<Finding.Found>(await stage.Publisher.ReadBack(here, default)).Receipt);
        // A person finds it there by its own address; that of another account is none of ours.
        Assert.Equal(done.Receipt, await stage.Publisher.ReceiptFor(new Uri(entry.Url!), stage.Session, default));
        Assert.Null(await stage.Publisher.ReceiptFor(new Uri("https://www.instagram.com/stories/anderswo/4711/"), stage.Session, default));
        Assert.IsType<Finding.Absent>(await stage.Publisher.LookUp(here, default));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(here, default));
        Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(here, default));
    }

    [Fact]
    public async Task A_story_that_has_had_its_day_is_gone_and_taking_it_away_is_done()
    {
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await InstagramStage.Open(lab);
        var post = Story(stage);
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        await lab.MoveClock(TimeSpan.FromHours(24), default);
        var away = stage.Errand(post, stage.NewKey(), ErrandKind.Delete, done.Receipt);
        var unclear = Assert.IsType<Step.Duplicate>(await stage.Publisher.Send(away, default));
        Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, away.Key, ErrandKind.Delete, done.Receipt, refusal: unclear.Why), default));
    }

    [Theory]
    [InlineData(576, 1024, true)]
    [InlineData(540, 1024, false)]
    [InlineData(764, 400, true)]
    [InlineData(960, 400, false)]
    public async Task A_picture_is_taken_as_narrow_as_a_phone(int width, int height, bool goes)
    {
        await using var stage = await Open();
        Assert.Equal(goes, (double)width / height >= Rules.Picture.Narrowest && (double)width / height <= Rules.Picture.Widest);
        var step = await stage.Publish(Story(stage) with { Pictures = [Shaped(stage, width, height)] }, stage.NewKey());
        Assert.Equal(goes ? typeof(Step.Done) : typeof(Step.Refused), step.GetType());
        Assert.Equal(goes ? 1 : 0, (await stage.Seen()).Count);
    }

    [Theory]
    [InlineData(3000, 200_000, null)]
    [InlineData(2999, 200_000, VideoFault.TooShort)]
    [InlineData(60_000, 200_000, null)]
    [InlineData(60_001, 200_000, VideoFault.TooLong)]
    public async Task Our_limits_of_a_film_are_theirs(int milliseconds, int pictures, VideoFault? fault)
    {
        await using var stage = await Open();
        var film = Movie.Of(TimeSpan.FromMilliseconds(milliseconds), pictures: pictures);
        Assert.Equal(fault is { } wrong ? [wrong] : [], Rules.Video!.Faults(film.MediaType, film.Width, film.Height, film.Length, film.Bytes));
        var step = await stage.Publish(Story(stage, film), stage.NewKey());
        Assert.Equal(fault is null ? typeof(Step.Done) : typeof(Step.Refused), step.GetType());
    }

    [Fact]
    public async Task Two_pictures_are_refused_before_any_call_and_a_full_day_before_anything_is_made()
    {
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await InstagramStage.Open(lab);
        stage.Calls.Clear();
        var two = Story(stage) with { Pictures = [stage.PictureOf(1, "Eins"), stage.PictureOf(2, "Zwei")] };
        Assert.Equal("Networks.TooManyPictures", Assert.IsType<Step.Refused>(await stage.Publish(two, stage.NewKey())).Why.Key);
        Assert.Empty(stage.Calls);
        await lab.Containers("instagram", new { perDay = 1 }, default);
        Assert.IsType<Step.Done>(await stage.Publish(Story(stage), stage.NewKey()));
        Assert.Equal("Networks.Meta.QuotaUsedUp", Assert.IsType<Step.Later>(await stage.Publish(Story(stage), stage.NewKey())).Why.Key);
        Assert.Single(await stage.Made());
    }

    [Theory]
    [InlineData("media", LabFaultKind.Error, "Later")]
    [InlineData("media", LabFaultKind.TooManyRequests, "Later")]
    [InlineData("media", LabFaultKind.TokenExpired, "SignInLost")]
    [InlineData("post", LabFaultKind.Error, "Unknown")]
    [InlineData("post", LabFaultKind.TooManyRequests, "Later")]
    [InlineData("post", LabFaultKind.TokenExpired, "SignInLost")]
    public async Task What_goes_wrong_on_the_way_decides_what_follows(string endpoint, LabFaultKind kind, string expected)
    {
        await using var stage = await Open();
        await OnTheWay.Decides(stage, stage.Lab, stage.Account, Story(stage), new LabFault(kind, endpoint), expected);
    }

    /// <summary>A story has no words by which it could be found: once Instagram says that it was published, a person is asked, and it is never sent again.</summary>
    [Theory]
    [InlineData("quota", false, false)]
    [InlineData("quota", true, false)]
    [InlineData("media", false, false)]
    [InlineData("media", true, false)]
    [InlineData("read", false, false)]
    [InlineData("read", true, false)]
    [InlineData("post", false, false)]
    [InlineData("post", true, true)]
    public async Task An_answer_that_is_lost_at_any_call_leads_to_one_story_or_a_question(string endpoint, bool accepted, bool asked)
    {
        await using var stage = await Open();
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, endpoint, accepted, Count: 1));
        Assert.Equal(asked, await IsAsked(stage, Story(stage, Movie.Of(TimeSpan.FromSeconds(20))), () => false, () => false));
        Assert.Equal(1, await stage.SpoiledCalls());
    }

    /// <summary>Allowance, container, its state, publishing, what it became.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public async Task A_process_that_dies_after_any_call_goes_on_to_one_story_or_a_question(int dies, bool asked)
    {
        await using var stage = await Open();
        var calls = 0;
        Assert.Equal(asked, await IsAsked(stage, Story(stage), () => false, () => ++calls == dies));
        Assert.True(calls >= dies);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_lease_that_is_lost_at_any_part_goes_on_to_one_story(int dies)
    {
        await using var stage = await Open();
        var keeps = 0;
        Assert.False(await IsAsked(stage, Story(stage), () => ++keeps == dies, () => false));
        Assert.True(keeps > dies);
    }

    // As the courier does it with one row, until it is out or a person is asked; there is one story in the end.
    private static async Task<bool> IsAsked(InstagramStage stage, Outgoing post, Func<bool> keeps, Func<bool> calls)
    {
        var (key, asked, receipt) = (stage.NewKey(), false, (Receipt?)null);
        DateTime? intent = null;
        for (var turn = 0; turn < 8 && receipt is null && !asked; turn++)
        {
            var (sent, step) = (false, (Step?)null);
            try
            {
                step = await stage.Publisher.Prepare(stage.Mortal(post, key, intent, keeps, calls), default);
                if (step is null)
                {
                    intent ??= stage.House.Now;
                    sent = true;
                    step = await stage.Publisher.Send(stage.Mortal(post, key, intent, keeps, calls), default);
                }
            }
            catch (OperationCanceledException)
            {
                step = null;
            }
            for (var polls = 0; step is Step.Waiting { Ticket: { Length: > 0 } ticket } && polls < 3; polls++)
                try
                {
                    step = await stage.Publisher.Poll(stage.Mortal(post, key, intent, keeps, calls, ticket), default) is var said and not Step.Later ? said : step;
                }
                catch (OperationCanceledException)
                {
                    // Asked again by whoever goes on.
                }
            stage.House.Clock.Advance(TimeSpan.FromSeconds(40));
            receipt = (step as Step.Done)?.Receipt;
            if (sent && step is null or Step.Unknown or Step.Duplicate)
                asked = await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent, refusal: (step as Step.Duplicate)?.Why), default) is Finding.CannotTell;
        }
        Assert.True(asked || receipt is not null);
        var seen = Assert.Single(await stage.Seen());
        Assert.Equal(receipt?.RemoteId ?? seen.Id, seen.Id);
        return asked;
    }
}
