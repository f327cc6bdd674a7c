using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Organisation.Contracts;
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
        Assert.Equal(new PinView(false, true, false, true), await Seen(room, id));
        Assert.False((await room.House.With((ReadPin read) => read.Run(room.Writer, id, Ct)))!.MayChoose);
        await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.Error, "pin", Count: 1));
        room.House.Clock.Advance(TimeSpan.FromMinutes(10));
        await room.Pass(TimeSpan.FromSeconds(5));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, 1, "Networks.Telegram.NotPinned"), (row.State, row.Attempt, row.SentenceKey));
        await room.Pass(TimeSpan.FromSeconds(40));
        row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, 1, null), (row.State, row.Attempt, row.SentenceKey));
        Assert.Equal(["post", "pin"], (await lab.Ledger.Of(account, Ct)).Select(entry => entry.Kind));
        Assert.Equal(new PinView(true, true, true, false), await Seen(room, id));
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
        Assert.Equal(new PinView(false, false, true, true), await Seen(room, id));
        Good(await room.House.With((PinPost pin) => pin.Run(room.Lead, id, true, Ct)));
        await room.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(["post", "pin"], (await lab.Ledger.Of(account, Ct)).Select(entry => entry.Kind));
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal("delete", (await lab.Ledger.Of(account, Ct))[^1].Kind);
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
