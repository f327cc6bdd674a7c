using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Audit;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A released post is pinned in Telegram's channel, and nothing that goes wrong with it touches the post.</summary>
public sealed class PinTests(Peers peers)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task Chosen_before_its_time_it_is_pinned_once_it_stands_there_and_a_failure_is_tried_again()
    {
        var (room, lab, account) = await Open();
        await using var _ = room;
        var post = await room.Release(due: room.House.Now.AddMinutes(10));
        var id = (await room.Row(post)).Id;
        Refused("Kernel.Forbidden", await room.House.With((PinPost pin) => pin.Run(room.Writer, id, true, Ct)));
        Good(await room.House.With((PinPost pin) => pin.Run(room.Lead, id, true, Ct)));
        Assert.Equal(new PinView(PinState.Will, true), await Seen(room, id));
        Assert.False((await room.House.With((ReadPin read) => read.Run(room.Writer, id, Ct)))!.MayChoose);
        await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.Error, "pin", Count: 1));
        room.House.Clock.Advance(TimeSpan.FromMinutes(10));
        await room.Pass(TimeSpan.FromSeconds(5));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, 1, "Networks.Telegram.NotPinned"), (row.State, row.Attempt, row.SentenceKey));
        Assert.Equal(new PinView(PinState.Waits, true), await Seen(room, id));
        await room.Pass(TimeSpan.FromSeconds(40));
        row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, 1, null), (row.State, row.Attempt, row.SentenceKey));
        Assert.Equal(["post", "pin"], (await lab.Ledger.Of(account, Ct)).Select(entry => entry.Kind));
        Assert.Equal(new PinView(PinState.Is, false), await Seen(room, id));
        Refused("Publishing.Pin.Already", await room.House.With((PinPost pin) => pin.Run(room.Lead, id, true, Ct)));
    }

    [Fact]
    public async Task Chosen_afterwards_it_is_pinned_at_once_and_not_after_all_it_is_not()
    {
        var (room, lab, account) = await Open();
        await using var _ = room;
        var post = await room.Release(due: room.House.Now.AddMinutes(10));
        var id = (await room.Row(post)).Id;
        Good(await room.House.With((PinPost pin) => pin.Run(room.Lead, id, true, Ct)));
        Good(await room.House.With((PinPost pin) => pin.Run(room.Lead, id, false, Ct)));
        room.House.Clock.Advance(TimeSpan.FromMinutes(10));
        await room.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(["post"], (await lab.Ledger.Of(account, Ct)).Select(entry => entry.Kind));
        Assert.Equal(new PinView(PinState.Not, true), await Seen(room, id));
        Good(await room.House.With((PinPost pin) => pin.Run(room.Lead, id, true, Ct)));
        await room.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(["post", "pin"], (await lab.Ledger.Of(account, Ct)).Select(entry => entry.Kind));
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal("delete", (await lab.Ledger.Of(account, Ct))[^1].Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_the_channel_or_everything_is_on_hold_it_waits(bool everything)
    {
        var (room, lab, account) = await Open();
        await using var _ = room;
        var post = await Out(room);
        var id = (await room.Row(post)).Id;
        ChannelId? about = everything ? null : room.Channels[0];
        Good(await room.House.With((PausePublishing pause) => pause.Run(room.Lead, about, Ct)));
        Good(await room.House.With((PinPost pin) => pin.Run(room.Lead, id, true, Ct)));
        await room.Turn();
        await Jump(room, TimeSpan.FromHours(3));
        var row = await room.Row(post);
        Assert.Equal(("Publishing.Paused", new PinView(PinState.Waits, true)), (row.SentenceKey, await Seen(room, row.Id)));
        Assert.Equal(["post"], await Acts(lab, account));
        Good(await room.House.With((ResumePublishing resume) => resume.Run(room.Lead, about, Ct)));
        await Pass(room, TimeSpan.FromMinutes(2));
        Assert.Equal(["post", "pin"], await Acts(lab, account));
        Assert.Null((await room.Row(post)).SentenceKey);
    }

    [Fact]
    public async Task While_the_channel_is_not_connected_it_waits()
    {
        var (room, lab, account) = await Open();
        await using var _ = room;
        var post = await Out(room);
        var id = (await room.Row(post)).Id;
        Good(await room.House.With((DisconnectChannel use) => use.Run(room.Lead, room.Channels[0], Ct)));
        Good(await room.House.With((PinPost pin) => pin.Run(room.Lead, id, true, Ct)));
        await room.Turn();
        await Jump(room, TimeSpan.FromHours(3));
        Assert.Equal("Publishing.NotConnected", (await room.Row(post)).SentenceKey);
        Good(await room.House.With((ConnectChannel use) => use.Run(room.Lead, room.Channels[0], TelegramStage.FieldsOf(account), Ct)));
        await Pass(room, TimeSpan.FromMinutes(2));
        Assert.Equal(["post", "pin"], await Acts(lab, account));
    }

    [Fact]
    public async Task It_is_tried_with_growing_gaps_for_a_day_and_then_given_up()
    {
        var (room, lab, account) = await Open();
        await using var _ = room;
        var post = await Out(room);
        var id = (await room.Row(post)).Id;
        await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.Error, "pin"));
        room.House.Clock.Advance(TimeSpan.FromDays(3));
        Good(await room.House.With((PinPost pin) => pin.Run(room.Lead, id, true, Ct)));
        await room.Turn();
        await Pass(room, TimeSpan.FromDays(2));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, 1, "Networks.Telegram.NotPinned"), (row.State, row.Attempt, row.SentenceKey));
        Assert.Equal(new PinView(PinState.GivenUp, true), await Seen(room, id));
        var tries = (await room.Attempts(id)).Where(one => one.What == "POST pinChatMessage").Select(one => one.At).ToList();
        var gaps = tries.Zip(tries.Skip(1), (one, next) => (next - one).TotalSeconds).ToList();
        Assert.Equal([30, 60, 120, 240, 480, 960, 1920, 3600, 3600], gaps.Take(9));
        Assert.Equal(TimeSpan.FromDays(1), tries[^1] - tries[0]);
        await lab.Faults.Mend(account, Ct);
        Good(await room.House.With((PinPost pin) => pin.Run(room.Lead, id, true, Ct)));
        await room.Turn();
        Assert.Equal(["post", "pin"], await Acts(lab, account));
        Assert.Equal(new PinView(PinState.Is, false), await Seen(room, id));
    }

    [Theory]
    [InlineData(true, "Publishing.Pin.WasHeld")]
    [InlineData(false, "Publishing.Pin.WasAway")]
    public async Task What_is_on_hold_or_not_connected_for_a_day_is_given_up_and_says_why(bool paused, string why)
    {
        var (room, lab, account) = await Open();
        await using var _ = room;
        var post = await room.Release(due: room.House.Now.AddMinutes(10));
        var id = (await room.Row(post)).Id;
        Good(await room.House.With((PinPost pin) => pin.Run(room.Lead, id, true, Ct)));
        room.House.Clock.Advance(TimeSpan.FromMinutes(10));
        await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.Error, "pin", Count: 1));
        await room.Pass(TimeSpan.FromSeconds(4));
        if (paused)
            Good(await room.House.With((PausePublishing pause) => pause.Run(room.Lead, null, Ct)));
        else
            Good(await room.House.With((DisconnectChannel use) => use.Run(room.Lead, room.Channels[0], Ct)));
        await Jump(room, TimeSpan.FromHours(23));
        Assert.Equal(PinState.Waits, (await Seen(room, id))!.State);
        await Jump(room, TimeSpan.FromHours(2));
        var row = await room.Row(post);
        Assert.Equal((why, null, PinState.GivenUp), (row.SentenceKey, row.NextAt, (await Seen(room, row.Id))!.State));
        Assert.Equal(["post"], await Acts(lab, account));
    }

    [Fact]
    public async Task Until_it_is_pinned_it_can_be_called_off_and_what_is_taken_away_is_not_pinned()
    {
        var (room, lab, account) = await Open();
        await using var _ = room;
        var post = await Out(room);
        var id = (await room.Row(post)).Id;
        await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.Error, "pin"));
        Good(await room.House.With((PinPost pin) => pin.Run(room.Lead, id, true, Ct)));
        await Pass(room, TimeSpan.FromMinutes(5));
        Good(await room.House.With((PinPost pin) => pin.Run(room.Lead, id, false, Ct)));
        Assert.Equal((new PinView(PinState.Not, true), null), (await Seen(room, id), (await room.Row(post)).SentenceKey));
        await lab.Faults.Mend(account, Ct);
        await Pass(room, TimeSpan.FromHours(2));
        Assert.Equal(["post"], await Acts(lab, account));
        await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.Error, "pin"));
        Good(await room.House.With((PinPost pin) => pin.Run(room.Lead, id, true, Ct)));
        await room.Turn();
        await lab.Faults.Mend(account, Ct);
        await room.Withdraw(post);
        await Pass(room, TimeSpan.FromHours(2));
        Assert.Equal(["post", "delete"], await Acts(lab, account));
    }

    [Fact]
    public async Task What_was_deleted_in_the_app_is_not_tried_again()
    {
        var (room, lab, account) = await Open();
        await using var _ = room;
        var post = await Out(room);
        var id = (await room.Row(post)).Id;
        await room.House.With((Db db) => db.Set<Delivery>().Where(x => x.Id == id).ExecuteUpdateAsync(set => set.SetProperty(x => x.RemoteId, x => x.RemoteId + "99"), Ct));
        Good(await room.House.With((PinPost pin) => pin.Run(room.Lead, id, true, Ct)));
        await Pass(room, TimeSpan.FromHours(2));
        var row = await room.Row(post);
        Assert.Equal(("Publishing.GoneAtReadBack", null), (row.SentenceKey, row.NextAt));
        Assert.Single(await room.Attempts(id), one => one.What == "POST pinChatMessage");
        Assert.Equal(["post"], await Acts(lab, account));
    }

    [Fact]
    public async Task Who_pinned_and_who_called_it_off_is_in_the_audit_log()
    {
        var (room, _, _) = await Open();
        await using var closing = room;
        var post = await Out(room);
        var id = (await room.Row(post)).Id;
        foreach (var wanted in new[] { true, false })
            Good(await room.House.With((IServiceProvider scope) =>
            {
                scope.GetRequiredService<IdentityHolder>().Value = new Identity(room.Lead.Person, null);
                return scope.GetRequiredService<PinPost>().Run(room.Lead, id, wanted, Ct);
            }));
        var admin = await room.House.Actor("Verwaltung", (room.Unit, Role.Administrator));
        var rows = (await room.House.With((ReadAudit read) => read.Run(admin, new AuditWish(null, "Publishing/Delivery", null, null), null, Ct))).Value!.Rows;
        Assert.Equal(["Oben angeheftet: nein", "Oben angeheftet: ja"], rows.Select(row => AuditWords.Of(room.House.Get<Words>(), row.Line)));
        Assert.All(rows, row => Assert.Equal(("Mehmet Yildiz", "Erster Schnee · Telegram", AuditDeed.Changed), (row.Who, row.About, row.Line.Deed)));
    }

    [Fact]
    public async Task Where_nothing_can_be_pinned_nothing_is_offered()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release();
        await room.Turn();
        var id = (await room.Row(post)).Id;
        Assert.Null(await Seen(room, id));
        Refused("Publishing.DeliveryGone", await room.House.With((PinPost pin) => pin.Run(room.Lead, id, true, Ct)));
    }

    /// <summary>Stands in the channel, and is not looked at any more.</summary>
    private static async Task<PostId> Out(Newsroom room)
    {
        var post = await room.Release();
        await room.Turn();
        await Pass(room, TimeSpan.FromMinutes(3));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, null), (row.State, row.NextAt));
        return post;
    }

    /// <summary>From one moment at which something is due to the next.</summary>
    private static async Task Pass(Newsroom room, TimeSpan time)
    {
        var until = room.House.Now + time;
        while (room.House.Now < until)
        {
            var next = (await room.House.With((Db db) => db.Set<Delivery>().Where(x => x.NextAt > room.House.Now).MinAsync(x => x.NextAt, Ct))) ?? until;
            var step = (next < until ? next : until) - room.House.Now;
            room.House.Clock.Advance(step);
            await room.Turn();
        }
    }

    private static async Task Jump(Newsroom room, TimeSpan time)
    {
        room.House.Clock.Advance(time);
        await room.Turn();
    }

    private static async Task<IEnumerable<string>> Acts(LabProcess lab, LabAccount account) => (await lab.Ledger.Of(account, Ct)).Select(entry => entry.Kind);

    private static Task<PinView?> Seen(Newsroom room, DeliveryId id) => room.House.With((ReadPin read) => read.Run(room.Lead, id, Ct));

    private async Task<(Newsroom Room, LabProcess Lab, LabAccount Account)> Open()
    {
        var lab = await peers.Lab(Ct);
        var room = await Newsroom.Open(0, settings: TelegramStage.SettingsOf(lab));
        var account = await TelegramStage.NewChannel(lab);
        var made = await room.House.With((IChannels register) => register.Create(room.Lead, new NewChannel(room.Unit, "telegram", "Telegram", "Probe", null, null, null), Ct));
        Assert.True((await room.House.With((ConnectChannel use) => use.Run(room.Lead, made.Value, TelegramStage.FieldsOf(account), Ct))).Ok);
        room.Channels.Add(made.Value);
        return (room, lab, account);
    }
}
