using System.Net;
using System.Text.RegularExpressions;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Servers that are not like the others, each a server of its own; and the way in.</summary>
public sealed class MastodonServerTests(Peers peers) : IAsyncLifetime
{
    private LabProcess lab = null!;

    public async ValueTask InitializeAsync()
    {
        await peers.Lab(default);
        lab = await LabProcess.Start([], TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => lab.DisposeAsync();

    [Fact]
    public async Task The_rules_are_those_of_the_server()
    {
        await lab.Configure("mastodon", new { maxCharacters = 1111, maxMedia = 6, charactersPerUrl = 30, descriptionLimit = 10_000, imageBytes = 8_000_000, imagePixels = 16_000_000 }, default);
        await using var stage = await MastodonStage.Open(lab);
        var rules = Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default)).Rules!;
        Assert.Equal((1111, 6, 30), (rules.MaxText, rules.MaxPictures, rules.UrlLength));
        Assert.Equal((8_000_000L, 16_000_000L, 10_000), (rules.Picture.MaxBytes, rules.Picture.MaxPixels, rules.Picture.MaxAlt));
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post(new string('ü', 1111), pictures: 6), stage.NewKey()));
    }

    [Fact]
    public async Task Pictures_that_the_server_still_works_on_hold_the_post_back()
    {
        await lab.Configure("mastodon", new { mediaProcessingMs = 1_500 }, default);
        await using var stage = await MastodonStage.Open(lab);
        var (post, key) = (stage.Post("Geduld", pictures: 2), stage.NewKey());
        Assert.IsType<Step.Waiting>(await stage.Publish(post, key));
        await lab.MoveClock(TimeSpan.FromSeconds(2), default);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(2, (await lab.Ledger.All(default, kind: "media")).Count);
        Assert.Equal(2, Assert.Single(await stage.Seen()).Alts.Count);
    }

    [Fact]
    public async Task A_refusal_because_of_unfinished_pictures_is_not_a_no()
    {
        await using var stage = await MastodonStage.Open(lab);
        var (post, key) = (stage.Post("Zu früh", pictures: 1), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await lab.Configure("mastodon", new { mediaProcessingMs = 60_000 }, default);
        await stage.Errand(post, key).Keep($"media:{post.Pictures[0].Name}", $"{long.MaxValue / 2} {await UnfinishedPicture(stage)}", default);
        var intent = stage.House.Now;
        stage.Calls.Clear();
        var refused = Assert.IsType<Step.Duplicate>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: intent), default));
        // Between the intent and what became of it stands one call; everything else is asked afterwards.
        Assert.Single(stage.Calls);
        var clear = Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent, refusal: refused.Why), default));
        Assert.Equal("Networks.PictureProcessing", Assert.IsType<Step.Later>(clear.Step).Why.Key);
    }

    [Fact]
    public async Task A_refusal_with_pictures_for_another_reason_is_said_as_the_server_said_it()
    {
        await using var stage = await MastodonStage.Open(lab);
        var (post, key, intent) = (stage.Post(new string('a', 501), pictures: 2), stage.NewKey(), stage.House.Now);
        stage.Calls.Clear();
        var refused = Assert.IsType<Step.Duplicate>(await stage.Publish(post, key));
        var clear = Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent, refusal: refused.Why), default));
        Assert.Contains("500", Assert.IsType<Step.Refused>(clear.Step).Why.Args[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_that_are_part_of_our_post_already_are_no_refusal_but_our_post()
    {
        await lab.Configure("mastodon", new { honoursIdempotencyKey = false }, default);
        await using var stage = await MastodonStage.Open(lab);
        var (post, key, intent) = (stage.Post("Schon da", pictures: 1), stage.NewKey(), stage.House.Now);
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var refused = Assert.IsType<Step.Duplicate>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: intent), default));
        var found = Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent, refusal: refused.Why), default));
        Assert.Equal(done.Receipt, found.Receipt);
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task A_late_timeline_and_a_server_that_ignores_keys_end_with_a_person()
    {
        await lab.Configure("mastodon", new { honoursIdempotencyKey = false, timelineLagMs = 60_000 }, default);
        await using var stage = await MastodonStage.Open(lab);
        stage.Session = stage.Session with { Secrets = new Dictionary<string, string>(stage.Session.Secrets) { ["honoursKeys"] = "no" } };
        var (post, key, intent) = (stage.Post("Angekommen, aber nicht zu sehen"), stage.NewKey(), stage.House.Now);
        await stage.Spoil(Spot.Publish, Trouble.Reset, after: true);
        Assert.IsType<Step.Unknown>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: intent), default));
        stage.House.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent), default));
        Assert.Single(await stage.Seen());
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://")]
    public async Task A_person_signs_in_on_the_servers_own_page(string scheme)
    {
        await using var house = await House.Open(settings: MastodonStage.Settings);
        var signIn = house.Get<Embassies>().SignIn("mastodon")!;
        await lab.Account("mastodon", default);
        var typed = scheme.Length == 0 ? $" {lab.Url.AbsoluteUri} " : lab.Url.AbsoluteUri.TrimEnd('/');
        var back = new Uri("http://127.0.0.1:5080/verbinden/zurueck");
        var start = Assert.IsType<SignInStart.GoTo>(await signIn.Start(new Dictionary<string, string> { ["server"] = typed }, back, "zustand 1", default));
        var code = await Approve(start.Address, back);
        var good = Assert.IsType<SignInResult.Good>(await signIn.Finish(start.Keep, code, back, default));
        Assert.StartsWith("@konto", good.Session.Handle, StringComparison.Ordinal);
        Assert.Equal("yes", good.Session.Secret("honoursKeys"));
        Assert.NotNull(good.Rules);
        // A code opens the door once.
        Assert.Equal("Networks.Mastodon.CodeRefused", Assert.IsType<SignInResult.Refused>(await signIn.Finish(start.Keep, code, back, default)).Why.Key);

        await signIn.SignOut(good.Session, default);
        Assert.Equal("Networks.SignInLost", Assert.IsType<SignInResult.Refused>(await signIn.Refresh(good.Session, default)).Why.Key);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(5_184_000, 60)]
    public async Task A_server_whose_tokens_end_says_when_and_the_session_knows_it(int seconds, int? days)
    {
        await lab.Configure("mastodon", new { tokenSeconds = seconds }, default);
        await using var house = await House.Open(settings: MastodonStage.Settings);
        var signIn = house.Get<Embassies>().SignIn("mastodon")!;
        await lab.Account("mastodon", default);
        var back = new Uri("http://127.0.0.1:5080/verbinden/zurueck");
        var start = Assert.IsType<SignInStart.GoTo>(await signIn.Start(new Dictionary<string, string> { ["server"] = lab.Url.AbsoluteUri }, back, "zustand 1", default));
        var good = Assert.IsType<SignInResult.Good>(await signIn.Finish(start.Keep, await Approve(start.Address, back), back, default));
        Assert.Equal(days is { } span ? house.Now.AddDays(span) : null, good.Session.EndsAt);
        // Asking whether it still holds forgets nothing.
        Assert.Equal(good.Session.EndsAt, Assert.IsType<SignInResult.Good>(await signIn.Check(good.Session, default)).Session.EndsAt);
    }

    [Theory]
    [InlineData("", "Networks.ServerMissing")]
    [InlineData("kein server", "Networks.ServerOdd")]
    [InlineData("http://social.musterstadt.de", "Networks.ServerOdd")]
    [InlineData("https://benutzer:wort@social.musterstadt.de", "Networks.ServerOdd")]
    [InlineData("diesen-server-gibt-es-nicht.invalid", "Networks.ServerAway")]
    [InlineData("https://10.1.2.3", "Networks.ServerAway")]
    public async Task A_server_that_is_none_is_said_to_be_none(string typed, string why)
    {
        await using var house = await House.Open(settings: MastodonStage.Settings);
        var signIn = house.Get<Embassies>().SignIn("mastodon")!;
        var start = await signIn.Start(new Dictionary<string, string> { ["server"] = typed }, new Uri("http://127.0.0.1/"), "x", default);
        Assert.Equal(why, Assert.IsType<SignInStart.Refused>(start).Why.Key);
    }

    [Fact]
    public async Task A_web_page_instead_of_a_server_is_unclear()
    {
        await using var house = await House.Open(settings: MastodonStage.Settings);
        await lab.Faults.Replace([new LabFault(LabFaultKind.Html)], default);
        var start = await house.Get<Embassies>().SignIn("mastodon")!.Start(new Dictionary<string, string> { ["server"] = lab.Url.AbsoluteUri }, new Uri("http://127.0.0.1/"), "x", default);
        Assert.Equal("Networks.ServerUnclear", Assert.IsType<SignInStart.Refused>(start).Why.Key);
    }

    private async Task<string> Approve(Uri address, Uri back)
    {
        var page = await lab.Http.GetStringAsync(address);
        Assert.Contains("<form", page, StringComparison.Ordinal);
        var fields = Regex.Matches(page, "<input[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"").ToDictionary(x => x.Groups[1].Value, x => WebUtility.HtmlDecode(x.Groups[2].Value));
        fields.Remove("decision");
        using var answer = await lab.Http.PostAsync(new Uri(address, "/oauth/authorize"), new FormUrlEncodedContent(fields));
        var location = answer.Headers.Location!;
        Assert.StartsWith(back.AbsoluteUri, location.AbsoluteUri, StringComparison.Ordinal);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(location.Query);
        Assert.Equal("zustand 1", query["state"]);
        return query["code"]!;
    }

    private static async Task<string> UnfinishedPicture(MastodonStage stage)
    {
        var errand = stage.Errand(stage.Post("", pictures: 1) with { Pictures = [Stage.Picture(9, "noch nicht fertig")] }, stage.NewKey());
        Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(errand, default));
        return stage.Parts[$"media:{errand.Post.Pictures[0].Name}"].Split(' ')[1];
    }
}
