using System.Diagnostics;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Calendar;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.Search;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Media.Tray;
using Stadtfunk.Publishing.Assisted;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Publishing;

namespace Stadtfunk.Bench;

/// <summary>
/// What people look at, with 1,000 posts and with 100,000 (ten deliveries each), 20,000 pictures: the time in which the server has what a page shows.
/// Forty posts and eight pictures are real, published through the Lab; the rest are copies of their rows in the past. What lies ahead is the same both times.
/// </summary>
internal static class Growth
{
    private const int Real = 40;
    private const int Pictures = 8;
    private const int Readings = 120;

    /// <summary>Deliveries of the past that nobody has answered.</summary>
    private const int Troubled = 30;

    public static async Task<int> Run(int posts, CancellationToken ct)
    {
        await using var trial = await Trial.Start([.. Enumerable.Range(0, 10).Select(i => $"stadt{i}")], null, ct);
        for (var i = 0; i < Pictures; i++)
            await trial.Town.With((IPictures shelf) => shelf.Add(trial.Lead, Picture(trial, i), ct));
        PostId post = default;
        for (var i = 0; i < Real; i++)
            post = await trial.Release(i % 10 == 0 ? $"Markt {i}" : $"Sonntagstipp {i}", ct);
        var settled = await trial.Settle(Real * trial.Channels.Count, TimeSpan.FromMinutes(10), ct);
        if (settled.Any(row => row.State != DeliveryState.Published))
            throw new InvalidOperationException("Not everything was published; copies of what is stuck would be years of trouble.");
        var copies = new Copies(Path.Combine(trial.Town.Directory, "stadtfunk.db"), Guid.CreateVersion7());
        await Present.Make(trial, ct);
        await trial.Town.Nodes[0].Stop();

        copies.Make(1, (1000 / Real) - 1);
        copies.LetFail(Troubled);
        var few = await Measure(trial, post, ct);
        var watch = Stopwatch.StartNew();
        copies.Make(1000 / Real, (posts / Real) - 1);
        Console.WriteLine($"{copies.Count("editorial_post")} posts, {copies.Count("publishing_delivery")} deliveries, {copies.Count("media_picture")} pictures, made in {watch.Elapsed.TotalSeconds:0} s");
        var many = await Measure(trial, post, ct);

        var good = true;
        foreach (var (page, before) in few)
        {
            var after = many[page];
            var (ratio, late) = (after[Readings / 2] / before[Readings / 2], after[Readings * 95 / 100]);
            var fine = ratio <= 1.5 && late <= 100;
            good &= fine;
            Console.WriteLine($"{page,-28} {before[Readings / 2],7:0.00} ms → {after[Readings / 2],7:0.00} ms, ratio {ratio:0.00}, p95 {late:0.0} ms{(fine ? "" : "   ← too much")}");
        }
        Console.WriteLine("wanted: ratio ≤ 1.5, p95 ≤ 100 ms");
        return good ? 0 : 1;
    }

    private static async Task<Dictionary<string, double[]>> Measure(Trial trial, PostId post, CancellationToken ct)
    {
        var (town, lead) = (trial.Town, trial.Lead);
        var today = DateOnly.FromDateTime(trial.Now);
        var pages = new Dictionary<string, Func<Task>>
        {
            ["rail: how much waits"] = () => town.With(async (IEnumerable<IWaiting> rooms) =>
            {
                var waiting = 0;
                foreach (var room in rooms)
                    waiting += await room.Count(lead, ct);
                return waiting;
            }),
            ["Today: waiting for me"] = () => town.With((WaitingForMe use) => use.Run(lead, ct)),
            ["Today: going out"] = () => town.With((GoingOutToday use) => use.Run(lead, ct)),
            ["Today: going out next"] = () => town.With((GoingOutNext use) => use.Run(lead, ct)),
            ["Today: what failed"] = () => town.With((WaitingChecks use) => use.Run(lead, ct)),
            ["Today: by hand"] = () => town.With((OpenHandTasks use) => use.Run(lead, ct)),
            ["Today: channels"] = () => town.With((ChannelOutlook use) => use.Run(lead, ct)),
            ["Today: pictures that came in"] = () => town.With((TrayList use) => use.Run(lead, ct)),
            ["Today: of one who writes"] = () => town.With((WaitingForMe use) => use.Run(trial.Writer, ct)),
            ["Today: slots"] = () => town.With((SlotGaps use) => use.Run(lead, ct)),
            ["calendar: month"] = () => town.With((CalendarBoard use) => use.Run(lead, CalendarSpan.Of(CalendarLook.Month, today), null, ct)),
            ["calendar: week"] = () => town.With((CalendarBoard use) => use.Run(lead, CalendarSpan.Of(CalendarLook.Week, today), null, ct)),
            ["calendar: list, a channel"] = () => town.With((CalendarBoard use) => use.Run(lead, CalendarSpan.Of(CalendarLook.List, today), trial.Channels[0], ct)),
            ["posts"] = () => town.With((PostList use) => use.Run(lead, new PostQuery([], null, null, null, false, null, 50), ct)),
            ["posts: published"] = () => town.With((PostList use) => use.Run(lead, new PostQuery([PostState.Published], null, null, null, false, null, 50), ct)),
            ["posts: mine"] = () => town.With((PostList use) => use.Run(lead, new PostQuery([], null, null, null, true, null, 50), ct)),
            ["search: in one of ten"] = () => town.With((SearchPosts use) => use.Run(lead, "markt", ct)),
            ["search: in every post"] = () => town.With((SearchPosts use) => use.Run(lead, "winter", ct)),
            ["search: a rare word"] = () => town.With((SearchPosts use) => use.Run(lead, "nummer17n", ct)),
            ["media"] = () => town.With((PictureList use) => use.Run(lead, new PictureQuery("", null, null, 48), ct)),
            ["media: search"] = () => town.With((PictureList use) => use.Run(lead, new PictureQuery("bild", null, null, 48), ct)),
            ["media: search, rare"] = () => town.With((PictureList use) => use.Run(lead, new PictureQuery("n17n", null, null, 48), ct)),
            ["wall, its cards"] = () => town.With(async (IReleasedPosts use) =>
            {
                foreach (var shown in await use.Public(new PublicQuery(null, null, null, null, 21), ct))
                    await town.With((IDeliveries copies) => copies.Copies(shown.Id, ct));
                return 0;
            }),
            ["wall: of one channel, read"] = () => town.With((IReleasedPosts use) => use.Public(new PublicQuery(null, null, trial.Channels[0], null, 21), ct)),
            ["one post's deliveries"] = () => town.With((PostDeliveries use) => use.Run(lead, post, ct)),
        };
        var times = new Dictionary<string, double[]>();
        foreach (var (page, read) in pages)
        {
            for (var i = 0; i < 15; i++)
                await read();
            var samples = new double[Readings];
            for (var i = 0; i < Readings; i++)
            {
                var watch = Stopwatch.StartNew();
                await read();
                samples[i] = watch.Elapsed.TotalMilliseconds;
            }
            Array.Sort(samples);
            times[page] = samples;
        }
        return times;
    }

    private static NewPicture Picture(Trial trial, int number) =>
        new(trial.Unit, $"bild{number}.jpg", new MemoryStream(Samples.Jpeg(Samples.Quarters(640 + (2 * number), 400))), $"Ein Platz im Winter, Bild {number}", "Presseamt");
}
