using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Publishing;

namespace Stadtfunk.Bench;

/// <summary>What lies before a desk beside its past, as much of it in a young city as in an old one: topics, slots with gaps, planned posts, posts that wait for somebody.</summary>
internal static class Present
{
    private const int Slots = 20;
    private const int Planned = 50;
    private const int Waiting = 50;

    private static readonly string[] Colours = ["blue", "amber", "violet", "teal", "green", "wine", "slate", "olive"];

    public static async Task Make(Trial trial, CancellationToken ct)
    {
        var topics = new List<CategoryId>();
        foreach (var colour in Colours)
            topics.Add(Value(await trial.Town.With((CreateCategory use) => use.Run(trial.Lead, new NewCategory($"Thema {colour}", colour, 10), ct))));
        var first = DateOnly.FromDateTime(trial.Now);
        for (var i = 0; i < Slots; i++)
        {
            var rule = new SlotRule(Rhythm.Weekly, [(DayOfWeek)(i % 7)], 1, 1, 1, first);
            var slot = new NewSlot($"Sendeplatz {i}", trial.Unit, null, rule, new TimeOnly(8 + (i % 10), 0), topics[i % topics.Count], "Am {Datum}", "", [.. trial.Channels.Take(3)], 3, false);
            Value(await trial.Town.With((CreateSlot use) => use.Run(trial.Lead, slot, ct)));
        }
        for (var i = 0; i < Planned; i++)
            await trial.Release($"Geplant {i}", ct, trial.Now.AddHours(6 + (12 * i)));
        for (var i = 0; i < Waiting; i++)
        {
            var content = PostContent.Empty("de") with
            {
                Title = $"Wartet {i}", Text = "Bitte ansehen.", Category = topics[i % topics.Count], Channels = [.. trial.Channels.Select(channel => new ChannelChoice(channel, true, null))],
            };
            Value(await trial.Town.With((CreatePost use) => use.Run(trial.Writer, trial.Unit, content, new PostDue.At(trial.Now.AddDays(2)), true, ct)));
        }
        // Their rows are written by the running program.
        for (var deadline = Environment.TickCount64 + 120_000; await trial.Town.With((Db db) => db.Set<Release>().CountAsync(x => x.LiveAt == null, ct)) < Planned; await Task.Delay(250, ct))
            if (Environment.TickCount64 > deadline)
                throw new InvalidOperationException("Planned posts never came to their deliveries.");
    }

    private static T Value<T>(Outcome<T> outcome) => outcome.Ok ? outcome.Value : throw new InvalidOperationException(outcome.Refusals[0].Key);
}
