using System.Net;
using System.Net.Sockets;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>What every network behind a wire has to do when the wire, or the server, fails: which answer is which step, and what a lookup then finds.</summary>
public abstract partial class WiredNetworkContract : NetworkContract
{
    [Theory]
    [InlineData(Trouble.Error, false)]
    [InlineData(Trouble.Error, true)]
    [InlineData(Trouble.Reset, false)]
    [InlineData(Trouble.Reset, true)]
    [InlineData(Trouble.Html, false)]
    [InlineData(Trouble.Html, true)]
    [InlineData(Trouble.Huge, true)]
    [InlineData(Trouble.CutOff, true)]
    [InlineData(Trouble.Hang, true)]
    [InlineData(Trouble.ErrorInside, false)]
    [InlineData(Trouble.OtherTypes, true)]
    [InlineData(Trouble.Redirect, false)]
    public async Task A_publish_call_without_a_clear_answer_is_unknown_and_then_looked_up(Trouble trouble, bool accepted)
    {
        await using var stage = await Open();
        var (post, key, intent) = (stage.Post("Ob das ankommt? #Frage", Link, pictures: 1), stage.NewKey(), stage.House.Now);
        var errand = stage.Errand(post, key, intentAt: intent);
        Assert.Null(await stage.Publisher.Prepare(errand, default));
        await stage.Spoil(Spot.Publish, trouble, accepted);
        stage.Calls.Clear();
        var step = await stage.Publisher.Send(errand, default);
        if (!AnswersInFields && trouble is Trouble.ErrorInside or Trouble.OtherTypes)
            Assert.IsType<Step.Waiting>(step);
        else
            Assert.IsType<Step.Unknown>(step);
        Assert.Single(stage.Calls);
        // Nothing below us may have sent it again.
        Assert.Equal(1, await stage.SpoiledCalls());
        await stage.Mend();

        Assert.Equal(accepted ? 1 : 0, (await stage.Seen()).Count);
        // A server that honours keys may only be trusted when it has surely finished with the first request.
        stage.House.Clock.Advance(TimeSpan.FromSeconds(40));
        var finding = await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent), default);
        if (!LooksUp)
        {
            Assert.IsType<Finding.CannotTell>(finding);
            return;
        }
        if (accepted)
        {
            Assert.Equal((await stage.Seen())[0].Id, Assert.IsType<Finding.Found>(finding).Receipt.RemoteId);
            return;
        }
        if (!KnowsAbsence)
        {
            Assert.IsType<Finding.CannotTell>(finding);
            return;
        }
        Assert.IsType<Finding.Absent>(finding);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
    }

    /// <summary>False where a status alone answers the call that publishes: what became of it is asked for by an id that was known before.</summary>
    protected virtual bool AnswersInFields => true;

    /// <summary>False where a network that has had enough does not say for how long.</summary>
    protected virtual bool SaysHowLong => true;

    [Fact]
    public Task Too_many_requests_wait_as_long_as_the_server_says() => Waits(Spot.Publish);

    protected async Task Waits(Spot spot)
    {
        await using var stage = await Open();
        var (post, key) = (stage.Post("Zu schnell", pictures: 1), stage.NewKey());
        if (spot == Spot.Publish)
            Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await stage.Spoil(spot, Trouble.TooMany, after: false);
        var later = Assert.IsType<Step.Later>(await stage.Publish(post, key));
        // A Date header may be a second or two behind.
        if (SaysHowLong)
            Assert.InRange(later.After!.Value.TotalSeconds, 27, 33);
        await stage.Mend();
        await stage.Spoil(spot, Trouble.TooManyWithoutTime, after: false);
        var ours = Assert.IsType<Step.Later>(await stage.Publish(post, key));
        Assert.Equal((null, true), (ours.After, ours.TooFast));
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public Task An_expired_token_is_a_lost_sign_in_and_nothing_is_live() => Loses(Spot.Publish);

    protected async Task Loses(Spot spot)
    {
        await using var stage = await Open();
        var (post, key) = (stage.Post("Abgelaufen", pictures: 1), stage.NewKey());
        if (spot == Spot.Publish)
            Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await stage.Spoil(spot, Trouble.TokenExpired, after: false);
        Assert.IsType<Step.SignInLost>(await stage.Publish(post, key));
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task A_token_that_is_none_is_a_lost_sign_in()
    {
        await using var stage = await Open();
        stage.Session = stage.Session with { Secrets = stage.Session.Secrets.ToDictionary(x => x.Key, x => x.Key is "token" or "accessJwt" ? "unsinn" : x.Value) };
        Assert.IsType<Step.SignInLost>(await stage.Publish(stage.Post("Hallo"), stage.NewKey()));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_got_nothing()
    {
        await using var stage = await Open();
        await using var stranger = StrangeServer.Open();
        foreach (var (there, why) in new[] { (new Uri($"http://127.0.0.1:{SourceTree.FreePort()}/"), "no-connection"), (new Uri("https://gibt-es-nicht.invalid/"), "no-such-name"), (stranger.Url, "tls") })
        {
            stage.Session = At(stage.Session, there);
            var post = stage.Post("Niemand da");
            // A network that is not on loopback is told no address that is.
            post = post with { Pictures = [.. post.Pictures.Select(picture => picture with { Public = picture.Public is null ? null : new Uri("https://stadt.example/bild.jpg") })] };
            Assert.Null(Assert.IsType<Step.Later>(await stage.Publish(post, stage.NewKey())).After);
            Assert.Equal(why, stage.Calls[^1].Code);
        }
        Assert.Equal(0, stranger.Requests);
    }

    [Theory]
    [InlineData(Trouble.Html)]
    [InlineData(Trouble.ErrorInside)]
    [InlineData(Trouble.OtherTypes)]
    [InlineData(Trouble.Redirect)]
    public async Task What_nobody_understands_takes_no_sign_in_away_and_proves_no_absence(Trouble trouble)
    {
        await using var stage = await Open();
        var (post, key, intent) = (stage.Post("Da bin ich."), stage.NewKey(), stage.House.Now);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        stage.House.Clock.Advance(TimeSpan.FromSeconds(40));
        await stage.Spoil(Spot.All, trouble, after: trouble == Trouble.OtherTypes);
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent), default));
        Assert.IsType<SignInResult.Away>(await stage.SignIn.Check(stage.Session, default));
    }

    [Fact]
    public async Task The_call_that_publishes_goes_over_a_connection_that_nothing_was_sent_over_before()
    {
        await using var stage = await Open();
        await using var line = Line.To(stage.Session.Server);
        stage.Session = At(stage.Session, new Uri(line.Url, stage.Session.Server.AbsolutePath));
        var (post, key) = (stage.Post("Auf eigener Leitung"), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        // A question leaves a connection open that could be used again.
        Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default));
        var before = line.Connections;
        Assert.InRange(before, 1, 3);
        stage.Calls.Clear();
        var step = await stage.Publisher.Send(stage.Errand(post, key, intentAt: stage.House.Now), default);
        Assert.True(step is Step.Done or Step.Waiting, $"{step}");
        Assert.Equal((1, before + 1), (stage.Calls.Count, line.Connections));
    }

    [Fact]
    public async Task A_server_that_does_not_take_the_connection_got_nothing()
    {
        await using var stage = await Open();
        // A listener whose queue is full: further connections are neither taken nor refused.
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start(1);
        var there = (IPEndPoint)deaf.LocalEndpoint;
        var waiting = Enumerable.Range(0, 4).Select(_ => new TcpClient()).ToList();
        var connecting = waiting.Select(client => client.ConnectAsync(there)).ToList();
        await connecting[0];
        stage.Session = At(stage.Session, new Uri($"http://127.0.0.1:{there.Port}/"));
        var later = Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Niemand nimmt ab"), stage.NewKey()));
        Assert.Equal("no-connection", Assert.Single(stage.Calls).Code);
        Assert.Equal("Networks.NotReached", later.Why.Key);
        waiting.ForEach(client => client.Dispose());
        await Task.WhenAll(connecting).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task The_attempts_table_gets_status_and_code_but_no_text()
    {
        await using var stage = await Open();
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Geheimes Wort", pictures: 1), stage.NewKey()));
        await stage.Spoil(Spot.Publish, Trouble.Reset, after: false);
        Assert.IsType<Step.Unknown>(await stage.Publish(stage.Post("Geheimes Wort"), stage.NewKey()));
        Assert.Contains(stage.Calls, call => call is { Status: 200, Code: null });
        Assert.Contains(stage.Calls, call => call is { Status: null, Code: { Length: > 0 } });
        Assert.DoesNotContain(stage.Calls, call => call.ToString().Contains("Geheim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_who_stops_is_obeyed()
    {
        await using var stage = await Open();
        using var stop = new CancellationTokenSource();
        var errand = stage.Errand(stage.Post("Halt"), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(errand, default));
        await stage.Spoil(Spot.Publish, Trouble.Hang, after: false);
        var send = stage.Publisher.Send(errand, stop.Token);
        stop.CancelAfter(300);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send);
    }

    private static Session At(Session session, Uri elsewhere) => session with
    {
        Server = elsewhere,
        Secrets = session.Secrets.ToDictionary(x => x.Key, x => x.Key == "pds" ? elsewhere.AbsoluteUri : x.Value),
    };
}
