using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Publishing.Contracts;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

public sealed class SlotReceiptTests
{
    [Fact]
    public async Task Two_published_posts_of_one_slot_keep_their_own_receipts()
    {
        await using var room = await Newsroom.Open();
        var slot = new NewSlot(
            "Tipp", room.Unit, null, new SlotRule(Rhythm.Weekly, [DayOfWeek.Monday, DayOfWeek.Tuesday], 1, 1, 1, new DateOnly(2026, 11, 23)), new TimeOnly(16, 0), null,
            "Der Tipp für den {Datum}", "Heute im Park.", room.Channels, 2, false);
        Assert.True((await room.House.With((CreateSlot create) => create.Run(room.Lead, slot, default))).Ok);
        await room.House.With((SlotRound round) => round.Tick(default));
        var posts = await room.House.With((Db db) => db.Set<SlotPeriod>().OrderBy(period => period.Day).Select(period => period.Post!.Value).ToListAsync());
        Assert.Equal(2, posts.Count);
        foreach (var post in posts)
        {
            Assert.True((await room.House.With((SubmitPost submit) => submit.Run(room.Writer, post, null, default))).Ok);
            Assert.True((await room.House.With((ApprovePost approve) => approve.Run(room.Lead, post, null, new AfterApproval.Wait(), default))).Ok);
            Assert.True((await room.House.With((ReleasePost release) => release.Run(room.Lead, post, null, null, default))).Ok);
        }
        await room.House.Pump();
        foreach (var due in new[] { new DateTimeOffset(2026, 11, 23, 15, 0, 1, TimeSpan.Zero), new DateTimeOffset(2026, 11, 24, 15, 0, 1, TimeSpan.Zero) })
        {
            room.House.Clock.SetUtcNow(due);
            await room.Pass(TimeSpan.FromSeconds(3));
        }
        var rows = new[] { await room.Row(posts[0]), await room.Row(posts[1]) };
        Assert.All(rows, row => Assert.Equal(DeliveryState.Published, row.State));
        Assert.Equal(2, rows.Select(row => row.RemoteId).OfType<string>().Distinct().Count());
        Assert.Equal([new DateTime(2026, 11, 23, 15, 0, 0), new DateTime(2026, 11, 24, 15, 0, 0)], rows.Select(row => row.Due));
    }
}
