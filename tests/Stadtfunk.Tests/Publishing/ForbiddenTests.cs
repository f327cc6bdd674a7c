using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Who may what with a channel and its deliveries: every role, in the unit that has them and in another.</summary>
public sealed class ForbiddenTests
{
    private static readonly string[] Acts =
        ["pause", "resume", "connect", "disconnect", "check", "begin sign-in", "send again", "answer", "deliveries", "attempts", "pause all", "resume all"];

    public static MatrixTheoryData<Role, bool> Everybody => new([Role.Feedback, Role.Writer, Role.Approver, Role.DeskLead], [true, false]);

    /// <summary>What the documents say: reading for who sees, deliveries for who releases, connections for who has power over channels.</summary>
    private static bool Allowed(string act, Role role, bool own) => own && act switch
    {
        "deliveries" or "attempts" => true,
        "connect" or "disconnect" or "check" or "begin sign-in" => role == Role.DeskLead,
        _ => role is Role.Approver or Role.DeskLead,
    };

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Each_role_may_what_it_is_for_and_nothing_in_a_unit_of_others(Role role, bool own)
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Refused(new Sentence("Publishing.PictureGone")));
        var row = await room.Row(await room.Release());
        await room.Turn();
        var actor = await room.House.Actor("Jonas Brand", (own ? room.Unit : await room.House.Unit(room.Unit, "Feuerwehr"), role));
        var before = await Standing(room);
        // What is refused first, as long as nothing has moved.
        foreach (var act in Acts.OrderBy(act => Allowed(act, role, own)))
        {
            var allowed = Allowed(act, role, own);
            var no = await Try(room, actor, row, act);
            Assert.True(allowed == (no is not (RefusalKind.Forbidden or RefusalKind.NotFound)), $"{act}: {no?.ToString() ?? "done"}");
            if (!allowed)
                Assert.Equal(before, await Standing(room));
        }
    }

    [Fact]
    public async Task Who_is_not_signed_in_may_nothing()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Refused(new Sentence("Publishing.PictureGone")));
        var row = await room.Row(await room.Release());
        await room.Turn();
        foreach (var act in Acts)
            Assert.True(await Try(room, Actor.Nobody, row, act) is RefusalKind.Forbidden or RefusalKind.NotFound, act);
    }

    /// <returns>Null: done.</returns>
    private static Task<RefusalKind?> Try(Newsroom room, Actor actor, Delivery row, string act)
    {
        var (house, channel, fields) = (room.House, room.Channels[0], new Dictionary<string, string> { ["name"] = "Kanal-1" });
        return act switch
        {
            "pause" => house.With(async (PausePublishing use) => Kind(await use.Run(actor, channel, default))),
            "resume" => house.With(async (ResumePublishing use) => Kind(await use.Run(actor, channel, default))),
            "pause all" => house.With(async (PausePublishing use) => Kind(await use.Run(actor, null, default))),
            "resume all" => house.With(async (ResumePublishing use) => Kind(await use.Run(actor, null, default))),
            "connect" => house.With(async (ConnectChannel use) => Kind(await use.Run(actor, channel, fields, default))),
            "disconnect" => house.With(async (DisconnectChannel use) => Kind(await use.Run(actor, channel, default))),
            "check" => house.With(async (CheckChannel use) => Kind(await use.Run(actor, channel, default))),
            "begin sign-in" => house.With(async (StartSignIn use) => Kind(await use.Run(actor, channel, fields, new Uri("https://stadt.example/zurueck"), default))),
            "send again" => house.With(async (SendAgain use) => Kind(await use.Run(actor, row.Id, null, default))),
            "answer" => house.With(async (AnswerCheck use) => Kind(await use.Run(actor, row.Id, CheckAnswer.Leave, null, default))),
            "deliveries" => house.With(async (PostDeliveries use) => Shown((await use.Run(actor, row.Post, default)).Count)),
            _ => house.With(async (DeliveryAttempts use) => Shown((await use.Run(actor, row.Id, default)).Count)),
        };
    }

    private static RefusalKind? Kind<T>(Outcome<T> outcome) => outcome.Ok ? null : outcome.Refusals[0].Kind;

    // A list that hides what is there says so by being empty.
    private static RefusalKind? Shown(int count) => count > 0 ? null : RefusalKind.NotFound;

    private static Task<(DeliveryState, long, int, int, string)> Standing(Newsroom room) => room.House.With(async (Db db) =>
    {
        var row = await db.Set<Delivery>().AsNoTracking().SingleAsync();
        var connection = await db.Set<Connection>().AsNoTracking().SingleAsync();
        return (row.State, row.Fence, await db.Set<Pause>().CountAsync(), await db.Set<PendingSignIn>().CountAsync(), $"{connection.Version} {connection.Secrets}");
    });
}
