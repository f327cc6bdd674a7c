using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>When it is tried again, and when it is asked what became of it: the times that the ledger promises.</summary>
public sealed class RhythmTests
{
    private static readonly Sentence Why = new("Publishing.InternalError");
    private static readonly int[] Seconds = [5, 10, 20, 40, 80, 160, 320, 600, 600, 600, 600, 600];

    [Fact]
    public void Backoff_doubles_up_to_ten_minutes()
    {
        var now = new DateTime(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);
        var row = Row(now);
        foreach (var (before, seconds) in Seconds.Index())
        {
            Send(row, now);
            Outcomes.Apply(row, new Step.Later(null, Why), now);
            Assert.Equal((DeliveryState.Waiting, before + 1), (row.State, row.Attempt));
            Between(seconds, row.NextAt!.Value - now);
            now = row.NextAt.Value;
        }
        // A time that the network names is that time.
        Send(row, now);
        Outcomes.Apply(row, new Step.Later(TimeSpan.FromSeconds(7), Why), now);
        Assert.Equal(now.AddSeconds(7), row.NextAt);
    }

    [Fact]
    public void What_is_certainly_not_there_goes_out_again_at_once_and_then_ever_later()
    {
        var now = new DateTime(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);
        var row = Row(now);
        foreach (var seconds in Seconds.Prepend(0))
        {
            Send(row, now);
            Outcomes.Apply(row, new Step.Unknown(Why), now);
            Outcomes.Apply(row, new Finding.Absent(), now);
            Between(seconds, row.NextAt!.Value - now);
            now = row.NextAt.Value;
        }
    }

    [Fact]
    public async Task Lookups_are_made_at_0_5_20_and_40_seconds()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        var looked = new List<DateTime>();
        for (var i = 0; i < 10; i++)
            room.Network.LookUps.Enqueue(_ =>
            {
                looked.Add(room.House.Now);
                return new Finding.CannotTell(Why);
            });
        var post = await room.Release();
        var began = room.House.Now;
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(70));
        Assert.Equal([0, 5, 20, 40], looked.Select(at => (int)(at - began).TotalSeconds));
        Assert.Equal((DeliveryState.Asking, 1), ((await room.Row(post)).State, room.Network.Calls));
    }

    private static Delivery Row(DateTime now) => new(PostId.New(), 1, ChannelId.New(), ScriptedNetwork.Key, DeliveryKind.Publish, "schlüssel", now, now.AddDays(2), null, now);

    private static void Send(Delivery row, DateTime now)
    {
        Assert.True(row.LeaseToPrepare("hier", now));
        row.Begin("konto");
        Assert.True(row.Intend(now));
    }

    // With up to a fifth more, so that channels do not come in step.
    private static void Between(int seconds, TimeSpan wait) => Assert.InRange(wait.TotalSeconds, seconds, seconds * 1.2);
}
