using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A channel is one account: nothing goes to, or is changed at, another one by mistake.</summary>
public sealed class AccountTests
{
    [Fact]
    public async Task Another_account_is_refused_while_something_is_on_its_way_for_the_first()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release(due: room.House.Now.AddMinutes(10));
        await Disconnect(room);
        Assert.Equal("Publishing.AccountHasOpen", Assert.Single((await Connect(room, "Ganz-anders")).Refusals).Key);
        room.House.Clock.Advance(TimeSpan.FromMinutes(11));
        await room.Turn();
        Assert.Empty(room.Network.Accepted);
        Assert.True((await Connect(room, "Kanal-1")).Ok);
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
    }

    [Fact]
    public async Task Another_account_is_refused_while_posts_of_the_channel_stand_at_the_first()
    {
        await using var room = await Newsroom.Open();
        await room.Release();
        await room.Turn();
        Assert.Equal("Publishing.AccountHasPosts", Assert.Single((await Connect(room, "Ganz-anders")).Refusals).Key);
        await Disconnect(room);
        Assert.Equal("Publishing.AccountHasPosts", Assert.Single((await Connect(room, "Ganz-anders")).Refusals).Key);
        Assert.True((await Connect(room, "Kanal-1")).Ok);
    }

    [Fact]
    public async Task A_channel_that_has_sent_nothing_may_change_its_account_and_the_old_one_is_free()
    {
        await using var room = await Newsroom.Open(2);
        await Disconnect(room);
        Assert.True((await Connect(room, "Ganz-anders")).Ok);
        await Disconnect(room);
        var second = await room.House.With((ConnectChannel use) =>
            use.Run(room.Lead, room.Channels[1], new Dictionary<string, string> { ["name"] = "Ganz-anders" }, CancellationToken.None));
        Assert.True(second.Ok);
    }

    [Fact]
    public async Task An_account_that_another_channel_has_already_is_refused_and_said()
    {
        await using var room = await Newsroom.Open(2);
        var taken = Assert.Single((await Connect(room, "Kanal-2")).Refusals);
        Assert.Equal(("Publishing.AccountTaken", "Kanal-2"), (taken.Key, Assert.Single(taken.Args)));
        await room.Release();
        await room.Turn();
        // The first still is what it was, and nothing goes to the other twice.
        Assert.Equal(2, room.Network.Accepted.Select(x => x.Key).Distinct().Count());
        var doors = await room.House.With((Db db) => db.Set<Connection>().AsNoTracking().Select(x => x.AccountId).ToListAsync());
        Assert.Equal(["Kanal-1", "Kanal-2"], doors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_earlier_account_published_is_neither_changed_nor_taken_away_under_another()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release();
        await room.Turn();
        await Reassign(room);
        await room.Correct(post, "Über Nacht ist der Schnee geschmolzen.");
        await room.Turn();
        Assert.True((await room.House.With((WithdrawPost use) => use.Run(room.Lead, post, null, null, CancellationToken.None))).Ok);
        await room.House.Pump();
        await room.Turn();
        var rows = await room.Rows(post);
        Assert.Equal(1, room.Network.Calls);
        Assert.Equal((DeliveryState.Refused, "Publishing.OtherAccount"), Of(rows, DeliveryKind.Delete));
    }

    [Fact]
    public async Task An_open_outcome_is_not_looked_up_at_another_account_but_asked()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Unknown(new Sentence("Publishing.InternalError")));
        room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(new Sentence("Publishing.InternalError")));
        var post = await room.Release();
        await room.Turn();
        await Reassign(room);
        await room.Pass(TimeSpan.FromSeconds(61));
        Assert.Equal(DeliveryState.Asking, (await room.Row(post)).State);
        Assert.Equal(1, room.Network.Calls);
        Assert.Contains(await room.Attempts((await room.Row(post)).Id), x => x.Code == "Publishing.OtherAccount");
    }

    /// <summary>Refused under the first account, before or with the one call, and sent again when the channel has another, or the same anew.</summary>
    [Theory]
    [InlineData("Ganz-anders", false)]
    [InlineData("Ganz-anders", true)]
    [InlineData("Kanal-1", true)]
    public async Task What_is_sent_again_under_another_account_is_prepared_anew_and_nothing_is_looked_for_there(string account, bool sent)
    {
        await using var room = await Newsroom.Open();
        var why = new Sentence("Networks.Refused", "Probenetz", "heute nicht");
        room.Network.Prepares.Enqueue(errand =>
        {
            errand.Keep("upload", "beim-ersten", default).GetAwaiter().GetResult();
            errand.KeepSealed("door", "https://probe.example/tür", default).GetAwaiter().GetResult();
            return sent ? null : new Step.Refused(why);
        });
        room.Network.Sends.Enqueue(_ => new Step.Refused(why));
        var post = await room.Release();
        await room.Turn();
        Assert.Equal(DeliveryState.Refused, (await room.Row(post)).State);
        Assert.True((await Connect(room, account)).Ok);
        (Dictionary<string, string> Parts, DateTime? IntentAt)? found = null;
        room.Network.Prepares.Enqueue(errand => { found = (new(errand.Parts), errand.IntentAt); return null; });
        room.Network.Sends.Clear();
        var row = await room.Row(post);
        Assert.True((await room.House.With((SendAgain use) => use.Run(room.Lead, row.Id, null, CancellationToken.None))).Ok);
        await room.Turn();
        var same = account == "Kanal-1";
        Assert.Equal((same ? 2 : 0, same && sent), (found!.Value.Parts.Count, found.Value.IntentAt is not null));
        row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, $"https://probe.example/ {account}", 1), (row.State, row.Account, room.Network.Accepted.Count));
    }

    private static (DeliveryState, string?) Of(IEnumerable<Delivery> rows, DeliveryKind kind)
    {
        var row = rows.Single(x => x.Kind == kind);
        return (row.State, row.SentenceKey);
    }

    /// <summary>As an installation may have it from before accounts were kept with a closed connection.</summary>
    private static Task Reassign(Newsroom room) => room.House.With((Db db) =>
        db.Set<Connection>().ExecuteUpdateAsync(set => set.SetProperty(x => x.AccountId, "Ganz-anders")));

    private static Task Disconnect(Newsroom room) => room.House.With((DisconnectChannel use) => use.Run(room.Lead, room.Channels[0], CancellationToken.None));

    private static Task<Outcome<Done>> Connect(Newsroom room, string name) => room.House.With((ConnectChannel use) =>
        use.Run(room.Lead, room.Channels[0], new Dictionary<string, string> { ["name"] = name }, CancellationToken.None));
}
