using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
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
}
