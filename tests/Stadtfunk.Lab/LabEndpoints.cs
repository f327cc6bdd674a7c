using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Faults;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;
using Stadtfunk.Lab.Slow;
using Stadtfunk.Lab.Telegram;

namespace Stadtfunk.Lab;

/// <summary>Control of the Lab itself: clock, reset, habits of the networks.</summary>
internal static class LabEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/lab/clock", Move);
        routes.MapPost("/lab/reset", Reset);
        routes.MapGet("/lab/mastodon/{name}", (string name, Instances all) => all.Named(name) is { } one ? Results.Ok(one.Settings) : Unknown(name));
        routes.MapPut("/lab/mastodon/{name}", Change);
        routes.MapGet("/lab/slow", (SlowNetwork slow) => slow.Settings);
        routes.MapPut("/lab/slow", (SlowSettings settings, SlowNetwork slow) => slow.Settings = settings);
    }

    internal sealed record ClockSetting(double AheadSeconds);

    private static ClockSetting Move(ClockSetting setting, LabClock clock)
    {
        clock.Ahead = TimeSpan.FromSeconds(setting.AheadSeconds);
        return setting;
    }

    private static IResult Change(string name, MastodonSettings settings, Instances all)
    {
        if (all.Named(name) is not { } instance) return Unknown(name);
        instance.Settings = settings;
        return Results.Ok(settings);
    }

    private static IResult Reset(LabClock clock, Book book, AccountBook accounts, FaultBoard faults, Instances instances, SlowNetwork slow, TelegramNetwork telegram, BotInbox inbox,
        IEnumerable<IStandIn> others)
    {
        faults.Clear();
        clock.Ahead = TimeSpan.Zero;
        book.Clear();
        accounts.Reset();
        instances.Reset();
        slow.Reset();
        telegram.Reset();
        inbox.Reset();
        foreach (var other in others) other.Reset();
        return Results.NoContent();
    }

    private static IResult Unknown(string name) => Results.NotFound(new { error = $"There is no Mastodon server named {name} here." });
}
