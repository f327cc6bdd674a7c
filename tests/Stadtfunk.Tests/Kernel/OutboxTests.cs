using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Upkeep;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Kernel;

public sealed class OutboxTests
{
    private sealed record Rang(int Number);

    private sealed class Bell
    {
        public List<int> Heard { get; } = [];

        public int FailFirst { get; set; }

        public TaskCompletionSource Hangs { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class WhenRang(Bell bell) : IHandle<Rang>
    {
        public Task Handle(Rang happened, CancellationToken ct)
        {
            if (bell.FailFirst-- > 0)
                throw new InvalidOperationException("Not yet.");
            bell.Heard.Add(happened.Number);
            return Task.CompletedTask;
        }
    }

    private sealed record Rief(int Number);

    private sealed class WhenRief(Bell bell) : IHandle<Rief>
    {
        public async Task Handle(Rief happened, CancellationToken ct)
        {
            if (happened.Number == 1)
            {
                bell.Hangs.TrySetResult();
                await Task.Delay(Timeout.Infinite, ct);
            }
            bell.Heard.Add(happened.Number);
        }
    }

    private static Task<House> OpenWithBell() => House.Open(services => services.AddSingleton<Bell>().AddHandler<Rang, WhenRang>());

    [Fact]
    public async Task An_event_is_handled_after_its_transaction_and_only_once()
    {
        await using var house = await OpenWithBell();
        await house.With<Db>(async db =>
        {
            db.Raise(new Rang(1));
            await db.SaveChangesAsync();
        });
        Assert.Empty(house.Get<Bell>().Heard);
        await house.Pump();
        await house.Pump();
        Assert.Equal([1], house.Get<Bell>().Heard);
    }

    [Fact]
    public async Task What_is_rolled_back_never_happened()
    {
        await using var house = await OpenWithBell();
        await house.With<Db>(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Raise(new Rang(1));
            await db.SaveChangesAsync();
        });
        await house.Pump();
        Assert.Empty(house.Get<Bell>().Heard);
    }

    [Fact]
    public async Task A_handler_that_fails_is_tried_again_later()
    {
        await using var house = await OpenWithBell();
        house.Get<Bell>().FailFirst = 2;
        await house.With<Db>(async db =>
        {
            db.Raise(new Rang(7));
            await db.SaveChangesAsync();
        });
        await house.Pump();
        Assert.Empty(house.Get<Bell>().Heard);
        house.Clock.Advance(TimeSpan.FromSeconds(3));
        await house.Pump();
        house.Clock.Advance(TimeSpan.FromSeconds(5));
        await house.Pump();
        Assert.Equal([7], house.Get<Bell>().Heard);
    }

    [Fact]
    public async Task What_fails_again_and_again_is_told_and_can_be_tried_at_once()
    {
        await using var house = await OpenWithBell();
        house.Get<Bell>().FailFirst = 5;
        var began = house.Now;
        await Raise(house, new Rang(7));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(0, (await house.With((StuckEvents stuck) => stuck.Read(default))).Count);
            await house.Pump();
            if (i < 4)
                house.Clock.Advance(TimeSpan.FromSeconds(20));
        }
        Assert.Equal(new StuckView(1, began), await house.With((StuckEvents stuck) => stuck.Read(default)));
        await house.With((StuckEvents stuck) => stuck.TryAgain(default));
        await house.Pump();
        Assert.Equal([7], house.Get<Bell>().Heard);
        Assert.Equal(new StuckView(0, null), await house.With((StuckEvents stuck) => stuck.Read(default)));
    }

    [Fact]
    public async Task An_administrator_has_it_tried_again_and_nobody_else()
    {
        await using var house = await OpenWithBell();
        var city = await house.City();
        var lead = await house.Actor("Leyla Mertens", (city, Role.DeskLead));
        var administrator = await house.Actor("Jonas Petersen", (city, Role.Administrator));
        house.Get<Bell>().FailFirst = 5;
        await Raise(house, new Rang(7));
        for (var i = 0; i < 5; i++)
        {
            await house.Pump();
            if (i < 4)
                house.Clock.Advance(TimeSpan.FromSeconds(20));
        }
        Assert.Equal(0, (await house.With((ReadUpkeep read) => read.Run(lead, default))).Stuck.Count);
        Assert.Equal(1, (await house.With((ReadUpkeep read) => read.Run(administrator, default))).Stuck.Count);
        Assert.False((await house.With((TryStuckAgain again) => again.Run(lead, default))).Ok);
        await house.Pump();
        Assert.Empty(house.Get<Bell>().Heard);
        Assert.True((await house.With((TryStuckAgain again) => again.Run(administrator, default))).Ok);
        await house.Pump();
        Assert.Equal([7], house.Get<Bell>().Heard);
    }

    [Fact]
    public async Task A_slow_handler_holds_up_neither_other_kinds_nor_for_ever_its_own()
    {
        await using var house = await House.Open(services => services.AddSingleton<Bell>().AddHandler<Rang, WhenRang>().AddHandler<Rief, WhenRief>());
        Assert.SkipUnless(House.OnPostgres, "SQLite has one writer: there the time limit alone helps, tried below.");
        var pump = house.Get<OutboxPump>();
        await Raise(house, new Rief(1));
        await Raise(house, new Rief(2));
        var turn = pump.Turn(default);
        await house.Get<Bell>().Hangs.Task.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.False(turn.IsCompleted);
        for (var i = 0; i < 20 && !turn.IsCompleted; i++)
        {
            house.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(20);
        }
        Assert.Equal(2, await turn.WaitAsync(TimeSpan.FromSeconds(5)));
        await Raise(house, new Rang(3));
        Assert.Equal(1, await pump.Turn(default));
        Assert.Equal([3], house.Get<Bell>().Heard);
        house.Clock.Advance(TimeSpan.FromSeconds(11));
        await Until(() => house.Get<Bell>().Heard.Contains(2));
    }

    [Fact]
    public async Task A_handler_that_hangs_is_put_off_after_ten_seconds()
    {
        await using var house = await House.Open(services => services.AddSingleton<Bell>().AddHandler<Rief, WhenRief>());
        await Raise(house, new Rief(1));
        await Raise(house, new Rief(2));
        var turn = house.Get<OutboxPump>().Turn(default);
        await house.Get<Bell>().Hangs.Task.WaitAsync(TimeSpan.FromSeconds(5));
        house.Clock.Advance(TimeSpan.FromSeconds(11));
        await turn.WaitAsync(TimeSpan.FromSeconds(5));
        await Until(() => house.Get<Bell>().Heard.Contains(2));
    }

    [Fact]
    public async Task Due_times_go_by_the_clock_that_all_nodes_share()
    {
        await using var house = await OpenWithBell();
        house.Get<Bell>().FailFirst = 1;
        // This machine is an hour behind the database, and is put right.
        house.Get<DatabaseClock>().PutRight(TimeSpan.FromHours(1));
        await Raise(house, new Rang(4));
        Assert.Equal(house.Now.AddHours(1), await house.With((Db db) => db.Set<OutboxRow>().Select(x => x.NextAt).SingleAsync()));
        await house.Pump();
        Assert.Equal(house.Now.AddHours(1).AddSeconds(1), await house.With((Db db) => db.Set<OutboxRow>().Select(x => x.NextAt).SingleAsync()));
        house.Clock.Advance(TimeSpan.FromSeconds(2));
        await house.Pump();
        Assert.Equal([4], house.Get<Bell>().Heard);
    }

    private static Task Raise(House house, object happened) => house.With<Db>(async db =>
    {
        db.Raise(happened);
        await db.SaveChangesAsync();
    });

    private static async Task Until(Func<bool> good)
    {
        for (var i = 0; i < 100 && !good(); i++)
            await Task.Delay(50);
        Assert.True(good());
    }
}
