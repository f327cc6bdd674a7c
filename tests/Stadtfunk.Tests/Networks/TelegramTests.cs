using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Telegram;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Against the Lab's Bot API.</summary>
public sealed class TelegramTests(Peers peers) : WiredNetworkContract
{
    protected override Rules Rules => TelegramNetwork.Network.Rules;

    protected override bool LooksUp => false;

    protected override bool HasLanguage => false;

    protected override async Task<Stage> Open() => await TelegramStage.Open(await peers.Lab(default));

    [Fact]
    public async Task The_limit_under_pictures_is_a_shorter_one()
    {
        await using var stage = await Open();
        var full = new string('a', Rules.MaxTextOf(pictures: true));
        Assert.Equal(1024, full.Length);
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post(full, pictures: 1), stage.NewKey()));
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post(full, pictures: 3), stage.NewKey()));
        Assert.IsType<Step.Refused>(await stage.Publish(stage.Post(full + "a", pictures: 1), stage.NewKey()));
        Assert.IsType<Step.Refused>(await stage.Publish(stage.Post(full + "a", pictures: 3), stage.NewKey()));
        Assert.Equal(2, (await stage.Seen()).Count);
    }

    [Fact]
    public async Task An_album_is_one_post_and_goes_as_one()
    {
        await using var stage = await TelegramStage.Open(await peers.Lab(default));
        var post = stage.Post("Sechs vom Stadtfest", pictures: 6);
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        Assert.Equal(6, TelegramId.Read(done.Receipt.RemoteId)!.Messages.Count);
        var entry = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default));
        Assert.Equal(post.Pictures.Select(picture => picture.Name), entry.Pictures.Select(picture => picture.Sha256));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(post, stage.NewKey(), ErrandKind.Delete, done.Receipt), default));
        Assert.Empty(await stage.Seen());
    }

    [Theory]
    [InlineData(1, true), InlineData(3, true), InlineData(1, false), InlineData(3, false)]
    public async Task A_picture_that_cannot_be_read_is_no_unknown_outcome(int pictures, bool opens)
    {
        await using var stage = await Open();
        var (post, key) = (stage.Post("Ohne Bild kein Beitrag", pictures: pictures), stage.NewKey());
        var broken = post.Pictures[^1] with { Bytes = 5_000_000, Open = _ => opens ? Task.FromResult<Stream>(new FailingFile(2_000_000)) : throw new FileNotFoundException("It is away.") };
        var step = Assert.IsType<Step.Later>(await stage.Publish(post with { Pictures = [.. post.Pictures.SkipLast(1), broken] }, key));
        Assert.Equal((null, "Networks.FileAway"), (step.After, step.Why.Key));
        Assert.Equal(opens ? 1 : 0, stage.Calls.Count);
        Assert.Empty(await stage.Seen());
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
    }

    /// <summary>A disk that fails after so many bytes.</summary>
    private sealed class FailingFile(int good) : MemoryStream(new byte[good])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new IOException("The disk does not answer.");
    }

    [Fact]
    public async Task The_pictures_of_a_live_post_stay_as_they_are()
    {
        await using var stage = await Open();
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Zwei", pictures: 2), stage.NewKey()));
        var step = await stage.Publisher.Prepare(stage.Errand(stage.Post("Eins", pictures: 1), stage.NewKey(), ErrandKind.Edit, done.Receipt), default);
        Assert.Equal("Networks.Telegram.PicturesStay", Assert.IsType<Step.Refused>(step).Why.Key);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_post_is_pinned_in_silence_and_once_where_it_shall_be(int pictures)
    {
        await using var stage = await TelegramStage.Open(await peers.Lab(default));
        var (post, key) = (stage.Post("Warnung", pictures: pictures), stage.NewKey());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.ReadBack(stage.Errand(post, key, receipt: done.Receipt), default));
        Assert.Equal(["post"], (await stage.Lab.Ledger.Of(stage.Account, default)).Select(entry => entry.Kind));
        for (var turn = 0; turn < 2; turn++)
            Assert.False(Assert.IsType<Finding.CannotTell>(await stage.Publisher.ReadBack(stage.Errand(post with { Pin = true }, key, receipt: done.Receipt), default)).IsTold);
        var pin = Assert.Single(await stage.Lab.Ledger.Of(stage.Account, default), entry => entry.Kind == "pin");
        Assert.Equal((done.Receipt.RemoteId, "yes", done.Receipt.RemoteId.Split('/', ',')[1]), (pin.Id, pin.More["silent"], pin.More["message"]));
    }

    [Theory]
    [InlineData("read write:posts write:deletes", null, "not enough rights")]
    [InlineData(null, LabFaultKind.Error, "Internal Server Error")]
    [InlineData(null, LabFaultKind.Reset, "reset")]
    [InlineData(null, LabFaultKind.TooManyRequests, "Too Many Requests")]
    public async Task A_post_that_cannot_be_pinned_stands_and_is_told_of(string? scopes, LabFaultKind? fault, string why)
    {
        await using var stage = await TelegramStage.Open(await peers.Lab(default), scopes);
        var (post, key) = (stage.Post("Warnung") with { Pin = true }, stage.NewKey());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        if (fault is { } kind)
            await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(kind, "pin", Count: 1));
        var told = Assert.IsType<Finding.CannotTell>(await stage.Publisher.ReadBack(stage.Errand(post, key, receipt: done.Receipt), default));
        Assert.Equal(("Networks.Telegram.NotPinned", true), (told.Why.Key, told.IsTold));
        Assert.Contains(why, told.Why.Args[0], StringComparison.OrdinalIgnoreCase);
        Assert.Single(await stage.Seen());
        Assert.Equal(fault is null, Assert.IsType<Finding.CannotTell>(await stage.Publisher.ReadBack(stage.Errand(post, key, receipt: done.Receipt), default)).IsTold);
    }

    [Theory]
    [InlineData("read write", true)]
    [InlineData("read write:posts", false)]
    public async Task After_48_hours_only_a_right_of_its_own_deletes(string scopes, bool deletes)
    {
        // A Lab of its own, because its clock is moved.
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await TelegramStage.Open(lab, scopes);
        var young = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Frisch"), stage.NewKey()));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(stage.Post("Frisch"), stage.NewKey(), ErrandKind.Delete, young.Receipt), default));
        var old = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Alt"), stage.NewKey()));
        await lab.MoveClock(TelegramNetwork.Network.Can.DeleteWithin!.Value, default);
        var step = await stage.Publisher.Send(stage.Errand(stage.Post("Alt"), stage.NewKey(), ErrandKind.Delete, old.Receipt), default);
        Assert.Equal(deletes ? null : "Networks.Telegram.TooOld", (step as Step.Refused)?.Why.Key);
        Assert.Equal(deletes ? 0 : 1, (await stage.Seen()).Count);
    }

    [Fact]
    public async Task An_edit_that_is_made_already_is_done()
    {
        await using var stage = await Open();
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Einmal"), stage.NewKey()));
        var errand = stage.Errand(stage.Post("Zweimal"), stage.NewKey(), ErrandKind.Edit, done.Receipt);
        Assert.IsType<Step.Done>(await stage.Publisher.Send(errand, default));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(errand, default));
        Assert.Equal("Zweimal", Assert.Single(await stage.Seen()).Text);
    }

    [Fact]
    public async Task An_edit_of_a_message_that_is_gone_is_refused()
    {
        await using var stage = await Open();
        var gone = new TelegramId(stage.Session.AccountId, [4711]).Receipt(new Uri("https://t.me/"), stage.Session.Handle);
        var step = await stage.Publisher.Send(stage.Errand(stage.Post("Zu spät"), stage.NewKey(), ErrandKind.Edit, gone), default);
        Assert.Equal("Networks.PostGone", Assert.IsType<Step.Refused>(step).Why.Key);
    }

    [Fact]
    public async Task More_than_the_channel_takes_in_a_minute_waits()
    {
        await using var stage = await Open();
        for (var i = 0; i < 20; i++)
            Assert.IsType<Step.Done>(await stage.Publish(stage.Post($"Nummer {i}"), stage.NewKey()));
        var later = Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Zu viel"), stage.NewKey()));
        Assert.InRange(later.After!.Value.TotalSeconds, 1, 60);
        Assert.Equal(20, (await stage.Seen()).Count);
    }

    [Fact]
    public async Task Only_a_link_into_this_channel_is_a_receipt()
    {
        await using var stage = await TelegramStage.Open(await peers.Lab(default));
        var name = stage.Account.Account;
        Assert.NotNull(await stage.Publisher.ReceiptFor(new Uri($"https://t.me/{name}/12"), stage.Session, default));
        foreach (var other in new[] { "https://t.me/andere/12", $"https://t.me/{name}", $"https://t.me/{name}/0", $"https://t.me/{name}/12/3", $"https://evil.example/{name}/12" })
            Assert.Null(await stage.Publisher.ReceiptFor(new Uri(other), stage.Session, default));
    }

    [Theory]
    [InlineData("", "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAA", "Networks.Telegram.ChannelMissing")]
    [InlineData("@a b", "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAA", "Networks.Telegram.ChannelMissing")]
    [InlineData("@stadt", "", "Networks.Telegram.TokenOdd")]
    [InlineData("@stadt", "geheim", "Networks.Telegram.TokenOdd")]
    [InlineData("@stadt", "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAA/../x", "Networks.Telegram.TokenOdd")]
    [InlineData("@stadt", "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAA", "Networks.Telegram.TokenWrong")]
    public async Task What_does_not_fit_is_said_when_signing_in(string channel, string token, string why)
    {
        await using var house = await House.Open(settings: TelegramStage.SettingsOf(await peers.Lab(default)));
        var fields = new Dictionary<string, string> { ["channel"] = channel, ["token"] = token };
        Assert.Equal(why, Assert.IsType<SignInResult.Refused>(await house.Get<Embassies>().SignIn("telegram")!.WithFields(fields, default)).Why.Key);
    }

    [Fact]
    public async Task A_bot_that_may_not_post_or_does_not_see_the_channel_is_told_so()
    {
        var lab = await peers.Lab(default);
        await using var house = await House.Open(settings: TelegramStage.SettingsOf(lab));
        var signIn = house.Get<Embassies>().SignIn("telegram")!;
        var silent = await TelegramStage.NewChannel(lab, scopes: "read");
        Assert.Equal("Networks.Telegram.MayNotPost", Assert.IsType<SignInResult.Refused>(await signIn.WithFields(TelegramStage.FieldsOf(silent), default)).Why.Key);
        var fields = TelegramStage.FieldsOf(await TelegramStage.NewChannel(lab));
        fields["channel"] = "https://t.me/ganz_woanders/";
        Assert.Equal("Networks.Telegram.ChannelUnseen", Assert.IsType<SignInResult.Refused>(await signIn.WithFields(fields, default)).Why.Key);
    }

    [Fact]
    public async Task A_right_that_was_taken_away_is_a_refusal_with_what_to_do()
    {
        await using var stage = await TelegramStage.Open(await peers.Lab(default));
        var silent = await TelegramStage.NewChannel(stage.Lab, scopes: "read");
        var good = new Dictionary<string, string> { ["token"] = silent.Token };
        stage.Session = stage.Session with { AccountId = $"@{silent.Account}", Secrets = good };
        Assert.Equal("Networks.NotAllowed", Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Darf ich?"), stage.NewKey())).Why.Key);
    }
}
