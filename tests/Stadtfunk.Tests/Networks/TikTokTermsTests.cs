using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Who sees a post on TikTok, what others may do with it and whether it advertises: as it was chosen, and as far as the account allows.</summary>
public sealed class TikTokTermsTests(Peers peers)
{
    private async Task<TikTokStage> Open(object? habits = null, bool pictures = false, bool audited = true) => await TikTokStage.Open(await peers.Lab(default), pictures, audited, habits);

    private static async Task<IReadOnlyDictionary<string, string>> Told(TikTokStage stage) => Assert.Single(await stage.Ledger()).More;

    [Fact]
    public async Task What_was_chosen_is_told_of_a_video_and_nothing_is_allowed_that_was_not()
    {
        await using var stage = await Open(new { stitches = true });
        var all = stage.Post("Alles") with { Terms = TikTokStage.ForEveryone with { OwnBrand = true, PaidBrand = true, MadeWithAi = true } };
        Assert.IsType<Step.Done>(await stage.Publish(all, stage.NewKey()));
        var told = await Told(stage);
        Assert.Equal(("PUBLIC_TO_EVERYONE", "on", "on", "on", "paid", "yes"), (told["privacy"], told["comments"], told["duet"], told["stitch"], told["brand"], told["ai"]));

        await using var other = await Open(new { stitches = true });
        Assert.IsType<Step.Done>(await other.Publish(other.Post("Nichts") with { Terms = new Terms { Audience = "PUBLIC_TO_EVERYONE", OwnBrand = true } }, other.NewKey()));
        told = await Told(other);
        Assert.Equal(("off", "off", "off", "own", "no"), (told["comments"], told["duet"], told["stitch"], told["brand"], told["ai"]));
    }

    [Fact]
    public async Task What_the_account_forbids_a_post_does_not_allow_whatever_was_chosen()
    {
        await using var stage = await Open(new { comments = false, duets = false, stitches = false });
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Still"), stage.NewKey()));
        var told = await Told(stage);
        Assert.Equal(("off", "off", "off"), (told["comments"], told["duet"], told["stitch"]));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("draft", false)]
    [InlineData("draft", true)]
    [InlineData("FOLLOWER_OF_CREATOR", false)]
    public async Task Whom_nobody_chose_and_whom_the_account_does_not_allow_sees_nothing_and_nothing_gets_lost(string? audience, bool pictures)
    {
        await using var stage = await Open(pictures: pictures);
        var post = stage.Post("Unentschieden") with { Terms = audience is null ? null : TikTokStage.ForEveryone with { Audience = audience, OwnBrand = true } };
        Assert.Equal("Networks.TikTok.InInbox", Assert.IsType<Step.Waiting>(await stage.Publish(post, stage.NewKey())).ForPerson?.Key);
        var told = await Told(stage);
        // The stand-in takes nothing about that with a draft.
        Assert.Equal(("yes", false), (told["draft"], told.ContainsKey("privacy")));
        Assert.Empty(await stage.Seen());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_not_everybody_may_see_is_out_with_a_link_to_the_account(bool pictures)
    {
        await using var stage = await Open(new { @private = true }, pictures);
        var (post, key) = (stage.Post("Für Follower") with { Terms = TikTokStage.ForEveryone with { Audience = "FOLLOWER_OF_CREATOR" } }, stage.NewKey());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal("FOLLOWER_OF_CREATOR", (await Told(stage))["privacy"]);
        Assert.Equal($"https://www.tiktok.com/@{stage.Account.Account}", done.Receipt.Link.AbsoluteUri);
        Assert.Equal(done.Receipt, Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Asked(post, key, done.Receipt.RemoteId), default)).Receipt);
        // TikTok lists only what everybody sees: that it is not listed says nothing.
        var errand = new Errand(ErrandKind.Publish, key, post, stage.Session, done.Receipt, null, new Dictionary<string, string>(), (_, _, _) => Task.CompletedTask, stage.Calls.Add) { PublishedAt = stage.House.Now.AddHours(-1) };
        Assert.Equal("Networks.TikTok.NotListed", Assert.IsType<Finding.CannotTell>(await stage.Publisher.ReadBack(errand, default)).Why.Key);
    }

    [Fact]
    public async Task Pictures_have_a_title_of_their_own_beside_a_longer_text_and_nothing_for_duets_and_stitches()
    {
        await using var stage = await Open(pictures: true);
        var title = new string('t', 90);
        var text = new string('x', 4000);
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post(text) with { Terms = TikTokStage.ForEveryone with { Title = title, OwnBrand = true, MadeWithAi = true } }, stage.NewKey()));
        var entry = Assert.Single(await stage.Ledger());
        Assert.Equal((text, title, "off", "off", "own", "no"), (entry.Text, entry.More["title"], entry.More["duet"], entry.More["stitch"], entry.More["brand"], entry.More["ai"]));
        var calls = stage.Calls.Count;
        var refused = Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Kurz") with { Terms = TikTokStage.ForEveryone with { Title = $"{title}t" } }, stage.NewKey()));
        Assert.Equal(("Networks.TikTok.TitleTooLong", "91"), (refused.Why.Key, refused.Why.Args[0]));
        Assert.Equal(calls, stage.Calls.Count);
        // A draft has its title, too.
        Assert.IsType<Step.Waiting>(await stage.Publish(stage.Post("Entwurf") with { Terms = new Terms { Title = "Schnee" } }, stage.NewKey()));
        Assert.Equal("Schnee", (await stage.Ledger())[^1].More["title"]);
    }

    [Fact]
    public async Task What_is_paid_for_cannot_be_for_the_account_alone()
    {
        await using var stage = await Open();
        var post = stage.Post("Bezahlt") with { Terms = new Terms { Audience = "SELF_ONLY", PaidBrand = true } };
        Assert.Equal("Networks.TikTok.BrandAlone", Assert.IsType<Step.Refused>(await stage.Publish(post, stage.NewKey())).Why.Key);
        Assert.Empty(stage.Calls);
        Assert.IsType<Step.Done>(await stage.Publish(post with { Terms = post.Terms with { PaidBrand = false } }, stage.NewKey()));
        Assert.Equal("SELF_ONLY", (await Told(stage))["privacy"]);
    }

    [Fact]
    public async Task What_an_account_lets_one_choose_is_known_from_it_and_stays_known_when_TikTok_is_busy()
    {
        await using var stage = await Open(new { @private = true, comments = false, duets = true });
        var asks = Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default)).Rules!.Asks!;
        Assert.Equal(["FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"], asks.Audiences);
        Assert.Equal((false, true, false, "SELF_ONLY", 90), (asks.Comments, asks.Duets, asks.Stitches, asks.NoPaidBrandFor, asks.MaxPictureTitle));
        await stage.Refuse("creator", 429, "rate_limit_exceeded");
        Assert.True(Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default)).RulesStay);
        await using var drafts = await Open(audited: false);
        var good = Assert.IsType<SignInResult.Good>(await drafts.SignIn.Check(drafts.Session, default));
        // Nothing can be chosen where everything is a draft, and that is known.
        Assert.Equal((null, false), (good.Rules, good.RulesStay));
        Assert.False(drafts.Publisher.Network.Rules.Asks!.AsksWho);
    }

    /// <summary>So that what passes above passes because it is right.</summary>
    [Theory]
    [InlineData("", "{ \"disable_comment\": true, \"disable_duet\": true, \"disable_stitch\": true }", "invalid_params")]
    [InlineData("", "{ \"privacy_level\": \"FOLLOWER_OF_CREATOR\", \"disable_stitch\": true }", "privacy_level_option_mismatch")]
    [InlineData("", "{ \"privacy_level\": \"PUBLIC_TO_EVERYONE\" }", "invalid_params")]
    [InlineData("\"duets\": false, \"stitches\": true", "{ \"privacy_level\": \"PUBLIC_TO_EVERYONE\" }", "invalid_params")]
    [InlineData("\"comments\": false", "{ \"privacy_level\": \"PUBLIC_TO_EVERYONE\", \"disable_stitch\": true }", "invalid_params")]
    [InlineData("", "{ \"privacy_level\": \"SELF_ONLY\", \"disable_stitch\": true, \"brand_content_toggle\": true }", "invalid_params")]
    [InlineData("\"audited\": false, \"private\": true", "{ \"privacy_level\": \"FOLLOWER_OF_CREATOR\", \"disable_stitch\": true }", "unaudited_client_can_only_post_to_private_accounts")]
    [InlineData("\"audited\": false, \"private\": true", "{ \"privacy_level\": \"SELF_ONLY\", \"disable_stitch\": true }", "ok")]
    [InlineData("", "{ \"privacy_level\": \"PUBLIC_TO_EVERYONE\", \"disable_stitch\": true, \"is_aigc\": true }", "ok")]
    public async Task The_stand_in_takes_only_what_TikTok_takes(string habits, string about, string code)
    {
        await using var stage = await Open(JsonSerializer.Deserialize<JsonElement>($"{{ {habits} }}"));
        Assert.Equal("ok", await Post(stage, "creator_info/query/", "{}"));
        Assert.Equal(code, await Post(stage, "video/init/", $$"""{ "post_info": {{about}}, "source_info": { "source": "FILE_UPLOAD", "video_size": 1000, "chunk_size": 1000, "total_chunk_count": 1 } }"""));
    }

    [Theory]
    [InlineData("DIRECT_POST", "\"privacy_level\": \"PUBLIC_TO_EVERYONE\", \"title\": \"{91}\"", "invalid_params")]
    [InlineData("DIRECT_POST", "\"privacy_level\": \"PUBLIC_TO_EVERYONE\", \"disable_duet\": true", "invalid_params")]
    [InlineData("MEDIA_UPLOAD", "\"title\": \"Schnee\", \"privacy_level\": \"PUBLIC_TO_EVERYONE\"", "invalid_params")]
    [InlineData("MEDIA_UPLOAD", "\"title\": \"Schnee\"", "ok")]
    public async Task So_it_does_of_pictures(string mode, string about, string code)
    {
        await using var stage = await Open(pictures: true);
        Assert.Equal("ok", await Post(stage, "creator_info/query/", "{}"));
        var image = stage.Host.Show(Stage.Picture(1, "x")).Public;
        Assert.Equal(code, await Post(stage, "content/init/", $$"""
            { "media_type": "PHOTO", "post_mode": "{{mode}}", "post_info": { {{about.Replace("{91}", new string('t', 91), StringComparison.Ordinal)}} }, "source_info": { "source": "PULL_FROM_URL", "photo_cover_index": 0, "photo_images": ["{{image}}"] } }
            """));
    }

    private static async Task<string> Post(TikTokStage stage, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"tiktok/v2/post/publish/{path}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stage.Session.Secret("token"));
        using var answer = await stage.Lab.Http.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("code").GetString()!;
    }
}
