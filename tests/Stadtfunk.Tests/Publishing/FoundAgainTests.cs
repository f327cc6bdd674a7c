using Stadtfunk.Editorial.Posts;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A lookup compares with what was sent, not with what could be sent by now; and what it says is of no use is not used again.</summary>
public sealed class FoundAgainTests
{
    private static readonly Sentence Why = new("Publishing.InternalError");

    [Fact]
    public async Task What_was_sent_is_looked_up_with_its_pictures_though_it_was_withdrawn_meanwhile()
    {
        await using var room = await Newsroom.Open();
        var seen = new List<int>();
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        for (var i = 0; i < 4; i++)
            room.Network.LookUps.Enqueue(errand =>
            {
                seen.Add(errand.Post.Pictures.Count);
                return new Finding.CannotTell(Why);
            });
        var post = await room.Release(pictures: [await room.Picture()]);
        await room.Turn();
        var before = seen.Count;
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(25));
        Assert.True(seen.Count > before);
        Assert.All(seen, pictures => Assert.Equal(1, pictures));
    }

    [Fact]
    public async Task What_a_lookup_says_is_of_no_use_is_prepared_anew()
    {
        await using var room = await Newsroom.Open();
        var found = new List<string?>();
        for (var i = 0; i < 2; i++)
            room.Network.Prepares.Enqueue(errand =>
            {
                found.Add(errand.Parts.GetValueOrDefault("bild"));
                errand.Keep("bild", "hochgeladen", CancellationToken.None).GetAwaiter().GetResult();
                return null;
            });
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        room.Network.LookUps.Enqueue(_ => new Finding.Clear(new Step.Later(null, Why) { Forget = ["bild"] }));
        var post = await room.Release(pictures: [await room.Picture()]);
        await room.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal([null, ""], found);
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
    }
}
