using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What a person finds on Today, however much else goes on in the city.</summary>
public sealed class TodayTests
{
    [Fact]
    public async Task What_other_units_missed_hides_no_question_of_the_own_unit()
    {
        await using var room = await Newsroom.Open();
        var museum = await room.House.Unit(room.Unit, "Museum");
        var lead = await room.House.Actor("Ines Albrecht", (museum, Role.DeskLead));
        var own = await Draft(room, museum);
        var other = await Draft(room, room.Unit);
        var now = room.House.Now;
        await Rows(room, own, 1, DeliveryState.Asking, now.AddDays(-3));
        await Rows(room, other, 150, DeliveryState.Asking, now.AddDays(-1));
        await Rows(room, own, 1, DeliveryState.Missed, now.AddDays(-4));
        await Rows(room, other, 350, DeliveryState.Missed, now.AddDays(-2));
        var found = await room.House.With((Troubles troubles) => troubles.Run(lead, CancellationToken.None));
        Assert.Equal([DeliveryState.Asking, DeliveryState.Missed], found.Select(x => x.Delivery.State));
        Assert.All(found, x => Assert.Equal(own, x.Post.Id));
    }

    [Fact]
    public async Task What_other_units_send_today_hides_nothing_of_the_own_unit()
    {
        await using var room = await Newsroom.Open();
        var museum = await room.House.Unit(room.Unit, "Museum");
        var lead = await room.House.Actor("Ines Albrecht", (museum, Role.DeskLead));
        var own = await Draft(room, museum);
        var other = await Draft(room, room.Unit);
        var now = room.House.Now;
        await room.House.With(async (Db db) =>
        {
            db.AddRange(Enumerable.Range(1, 250).Select(revision => new Release(other, revision, now.AddMinutes(-10))));
            db.Add(new Release(own, 1, now));
            return await db.SaveChangesAsync();
        });
        var found = await room.House.With((GoingOutToday today) => today.Run(lead, CancellationToken.None));
        Assert.Equal(own, Assert.Single(found).Post.Id);
    }

    private static async Task<PostId> Draft(Newsroom room, UnitId unit)
    {
        var content = PostContent.Empty("de") with { Title = "Erster Schnee", Text = "Über Nacht." };
        var lead = await room.House.ActorOf(room.Lead.Person);
        return (await room.House.With((CreatePost create) => create.Run(lead, unit, content, new PostDue.Open(), false, CancellationToken.None))).Value!.Standing.Id;
    }

    private static Task Rows(Newsroom room, PostId post, int count, DeliveryState state, DateTime due) => room.House.With(async (Db db) =>
    {
        var rows = Enumerable.Range(0, count).Select(i => new Delivery(
            post, 1, ChannelId.New(), ScriptedNetwork.Key, DeliveryKind.Publish, "schluessel", due, due.AddHours(1), null, null)).ToList();
        db.AddRange(rows);
        await db.SaveChangesAsync();
        var ids = rows.Select(x => x.Id).ToList();
        return await db.Set<Delivery>().Where(x => ids.Contains(x.Id)).ExecuteUpdateAsync(set => set.SetProperty(x => x.State, state));
    });
}
