using System.Text;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Bluesky;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Against a real PDS.</summary>
public sealed class BlueskyTests(Peers peers) : TwoCallContract
{
    protected override Rules Rules => BlueskyNetwork.Network.Rules;

    protected override async Task<Stage> Open() => await BlueskyStage.Open(peers);

    [Fact]
    public async Task Pictures_carry_their_shape_and_their_bytes()
    {
        await using var stage = await BlueskyStage.Open(peers);
        var post = stage.Post("Bild", pictures: 1) with { Pictures = [Stage.Picture(7, "Eine Brücke") with { Width = 1200, Height = 800 }] };
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        var image = (await Record(stage, done))["embed"]!["images"]![0]!;
        Assert.Equal((1200, 800), ((int)image["aspectRatio"]!["width"]!, (int)image["aspectRatio"]!["height"]!));
        var blob = await stage.Peer.Blob(stage.Account.Did, (string)image["image"]!["ref"]!["$link"]!, default);
        Assert.Equal(post.Pictures[0].Bytes, blob.Length);
    }

    [Fact]
    public async Task A_card_carries_title_description_and_thumb_and_goes_without_a_thumb_that_is_too_large()
    {
        await using var stage = await BlueskyStage.Open(peers);
        var card = new LinkCard(Link, "Erster Schnee", "Der Räumdienst ist unterwegs.", Stage.Picture(1, ""));
        var with = await Record(stage, Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Karte", Link) with { Card = card }, stage.NewKey())));
        Assert.Equal("Erster Schnee", (string?)with["embed"]!["external"]!["title"]);
        Assert.NotNull(with["embed"]!["external"]!["thumb"]);
        var heavy = card with { Thumb = Stage.Picture(2, "", bytes: 1_000_001) };
        var without = await Record(stage, Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Karte", Link) with { Card = heavy }, stage.NewKey())));
        Assert.Equal("Der Räumdienst ist unterwegs.", (string?)without["embed"]!["external"]!["description"]);
        Assert.Null(without["embed"]!["external"]!["thumb"]);
    }

    [Fact]
    public async Task A_picture_at_the_limit_goes_and_one_byte_more_is_refused_before_it_is_sent()
    {
        await using var stage = await BlueskyStage.Open(peers);
        var room = (int)(Rules.Picture.MaxBytes - Stage.Picture(1, "").Bytes);
        var fits = stage.Post("Groß") with { Pictures = [Stage.Picture(1, "Groß", room)] };
        Assert.IsType<Step.Done>(await stage.Publish(fits, stage.NewKey()));
        var before = stage.Proxy.Arrived.Count;
        var large = stage.Post("Zu groß") with { Pictures = [Stage.Picture(1, "Zu groß", room + 1)] };
        Assert.Equal("Networks.PictureTooLarge", Assert.IsType<Step.Refused>(await stage.Publish(large, stage.NewKey())).Why.Key);
        Assert.Equal(before, stage.Proxy.Arrived.Count);
    }

    [Fact]
    public async Task Links_tags_and_known_names_are_marked_at_their_bytes()
    {
        await using var stage = await BlueskyStage.Open(peers);
        var text = $"Grüße 👩‍🚒 an @{stage.Account.Handle} und @niemand.test: {Link.AbsoluteUri}. #Straßenfest #2026 (#Kö-Fest!)";
        var record = await Record(stage, Assert.IsType<Step.Done>(await stage.Publish(stage.Post(text), stage.NewKey())));
        var bytes = Encoding.UTF8.GetBytes(text);
        var marked = record["facets"]!.AsArray().Select(facet => (
            Text: Encoding.UTF8.GetString(bytes[(int)facet!["index"]!["byteStart"]!..(int)facet["index"]!["byteEnd"]!]),
            Means: (string?)(facet["features"]![0]!["uri"] ?? facet["features"]![0]!["did"] ?? facet["features"]![0]!["tag"])));
        Assert.Equal(
            [($"@{stage.Account.Handle}", stage.Account.Did), (Link.AbsoluteUri, Link.AbsoluteUri), ("#Straßenfest", "Straßenfest"), ("#Kö-Fest", "Kö-Fest")],
            marked);
    }

    [Fact]
    public async Task Another_record_under_our_key_is_neither_overwritten_nor_taken_for_ours()
    {
        await using var stage = await BlueskyStage.Open(peers);
        var key = stage.NewKey();
        await stage.Peer.Call("com.atproto.repo.createRecord", new
        {
            repo = stage.Account.Did, collection = "app.bsky.feed.post", rkey = key,
            record = new { text = "Von Hand geschrieben", createdAt = "2026-11-23T08:00:00.000Z" },
        }, stage.Account.AccessToken, default);
        var post = stage.Post("Unser Text");
        Assert.IsType<Step.Duplicate>(await stage.Publish(post, key));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, key), default));
        Assert.Equal("Von Hand geschrieben", (string?)Assert.Single(await stage.Peer.Posts(stage.Account.Did, default))["value"]!["text"]);
    }

    [Fact]
    public async Task A_row_that_was_given_a_new_time_is_still_found_under_its_key()
    {
        await using var stage = await BlueskyStage.Open(peers);
        var (post, key) = (stage.Post("Doch angekommen"), stage.NewKey());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var later = post with { WrittenAt = post.WrittenAt.AddHours(1) };
        Assert.IsType<Step.Duplicate>(await stage.Publish(later, key));
        Assert.Equal(done.Receipt, Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(later, key), default)).Receipt);
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task Pictures_that_the_server_has_forgotten_are_uploaded_again()
    {
        await using var stage = await BlueskyStage.Open(peers);
        var (post, key) = (stage.Post("Vergessen", pictures: 1), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        var part = Assert.Single(stage.Parts);
        var errand = stage.Errand(post, key);
        // The reference of a picture that was never uploaded.
        await errand.Keep(part.Key, Forged(part.Value), default);
        var later = Assert.IsType<Step.Later>(await stage.Publisher.Send(errand, default));
        Assert.Equal("Networks.Bluesky.PictureForgotten", later.Why.Key);
        Assert.Equal(part.Key, Assert.Single(later.Forget));
        await errand.Keep(part.Key, "", default);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(Assert.Single(await stage.Seen()).Alts);
    }

    [Fact]
    public async Task A_post_of_another_account_is_neither_taken_away_nor_looked_for_in_ours()
    {
        await using var stage = await BlueskyStage.Open(peers);
        await using var other = await BlueskyStage.Open(peers);
        var key = stage.NewKey();
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Unserer"), key));
        // The same key may well be there in both.
        var theirs = Assert.IsType<Step.Done>(await other.Publish(other.Post("Ihrer"), key));
        var errand = stage.Errand(stage.Post("Unserer"), stage.NewKey(), ErrandKind.Delete, theirs.Receipt);
        Assert.Equal("Networks.OtherAccount", Assert.IsType<Step.Refused>(await stage.Publisher.Send(errand, default)).Why.Key);
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(errand, default));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.ReadBack(errand, default));
        Assert.Single(await stage.Seen());
        Assert.Single(await other.Seen());
    }

    private static string Forged(string part)
    {
        var blob = JsonNode.Parse(part[part.IndexOf(' ')..])!;
        blob["ref"]!["$link"] = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
        return part[..part.IndexOf(' ')] + " " + blob.ToJsonString();
    }

    private static async Task<JsonNode> Record(BlueskyStage stage, Step.Done done) =>
        (await stage.Peer.Record(stage.Account.Did, done.Receipt.RemoteId.Split('/')[^1], default))!["value"]!;
}
