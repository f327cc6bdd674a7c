using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Where a change has an address of its own, it reaches the row that published, whoever else writes there.</summary>
public sealed class MovedReceiptTests
{
    [Fact]
    public async Task What_a_change_brought_back_is_kept_though_a_person_moves_the_post_at_that_moment()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release();
        await room.Turn();
        await room.Correct(post, "Ohne Fehler.");
        var edit = (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Edit).Id;
        var moved = new Receipt("neu", new Uri("https://probe.example/neu"));
        Assert.True(await room.House.With(async (IServiceProvider services) =>
        {
            var (ledger, db) = ((Ledger)services.GetService(typeof(Ledger))!, (Db)services.GetService(typeof(Db))!);
            var row = (await ledger.Load(edit, CancellationToken.None))!;
            row.Wake(ledger.Now);
            Assert.True(row.LeaseToPrepare("probe", ledger.Now));
            row.Begin("probe");
            Assert.True(row.Intend(ledger.Now));
            Assert.True(await ledger.Write(row, CancellationToken.None));
            await db.Set<Delivery>().SingleAsync(x => x.Id == row.Target);
            await room.House.With((Db other) => other.Set<Delivery>().Where(x => x.Id == row.Target).ExecuteUpdateAsync(set => set.SetProperty(x => x.Fence, x => x.Fence + 1)));
            row.Published(moved, ledger.Now);
            return await ledger.Keep(row);
        }));
        Assert.All(await room.Rows(post), row => Assert.Equal((DeliveryState.Published, moved.RemoteId), (row.State, row.RemoteId)));
    }
}
