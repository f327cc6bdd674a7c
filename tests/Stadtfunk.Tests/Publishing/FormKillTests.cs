using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>
/// The built program takes a Reel and Stories from the release to the read-back and is killed at one call after the other: the network does what it was asked for, and
/// nobody hears the answer. What it accepted is the judge.
/// </summary>
public sealed class FormKillTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_each_call_a_reel_and_a_story_stand_there_once_and_are_read_back()
    {
        await using var trial = await Trial.Start([], null, Ct, networks: ["facebook", "instagram"]);
        var (page, account) = (trial.ChannelsOn("facebook")[0], trial.ChannelsOn("instagram")[0]);
        var (film, picture) = (await trial.Film(Ct, VideoSamples.Upright), await trial.Picture(Ct));
        // So slow that there is a moment in which the call is under way.
        foreach (var (of, endpoint) in new[] { (page, "reel"), (page, "rupload"), (page, "read"), (account, "media"), (account, "read"), (account, "post") })
            await trial.Lab.Faults.Spoil(trial.AccountOf(of), Ct, new LabFault(LabFaultKind.Latency, endpoint) { Ms = 600 });

        var reel = await Killed(trial, page, "reel", film, "reel", "rupload", "reel", "read");
        await Judge(trial, page, await Until(trial, reel, IsOver), 1, film);

        // A Story has no words by which it could be told from another one: nobody hears of its publishing, so a person is asked, and it is never made again.
        var asked = await Killed(trial, account, "story", film, "media", "read", "post");
        var row = await Until(trial, asked, x => Trial.IsSettled(x, []));
        Assert.True(row.State == DeliveryState.Asking, await Tries(trial, row));
        var there = Assert.Single(await trial.Lab.Ledger.Posts(trial.AccountOf(account), Ct));
        Assert.True((await trial.Town.With((AnswerCheck answer) => answer.Run(trial.Lead, row.Id, CheckAnswer.ItIsThere, there.Url, Ct))).Ok);
        await Judge(trial, account, await Until(trial, asked, IsOver), 1, film);

        var still = await Killed(trial, account, "story", picture, "media");
        await Judge(trial, account, await Until(trial, still, IsOver), 2, picture);
    }

    private static bool IsOver(Delivery row) => row.VerifiedAt is not null || (Trial.IsSettled(row, []) && row.State != DeliveryState.Published);

    /// <summary>Released, and killed at these calls.</summary>
    private static async Task<PostId> Killed(Trial trial, ChannelId channel, string form, PictureId shown, params string[] calls)
    {
        var seen = new Dictionary<string, int>();
        await Count();
        var post = await trial.Release("Erster Schnee", Ct, picture: shown, to: [channel], form: form);
        foreach (var call in calls)
        {
            for (var end = Environment.TickCount64 + Patience.TotalMilliseconds; await Hits(trial, channel, call) == seen[call];)
            {
                Assert.True(Environment.TickCount64 < end, $"{call} is not called");
                await Task.Delay(30, Ct);
            }
            await trial.Town.Kill();
            // What it was asked for it does meanwhile.
            await Task.Delay(800, Ct);
            await Count();
            await trial.Town.Restart(Ct);
        }
        return post;

        // While nobody is there who could call: the next call may come before the program says that it is ready.
        async Task Count()
        {
            foreach (var call in calls)
                seen[call] = await Hits(trial, channel, call);
        }
    }

    private static async Task<int> Hits(Trial trial, ChannelId channel, string call) =>
        (await trial.Lab.Faults.State(trial.AccountOf(channel), Ct)).Single(state => state.Fault.Endpoint == call).Hits;

    private static async Task<Delivery> Until(Trial trial, PostId post, Func<Delivery, bool> reached)
    {
        for (var end = Environment.TickCount64 + Patience.TotalMilliseconds; ; await Task.Delay(250, Ct))
            if ((await trial.Rows(Ct)).Single(x => x.Post == post) is var row && (reached(row) || Environment.TickCount64 > end))
                return row;
    }

    private static async Task Judge(Trial trial, ChannelId channel, Delivery row, int posts, PictureId shown)
    {
        var all = await trial.Lab.Ledger.Posts(trial.AccountOf(channel), Ct);
        Assert.True(all.Count == posts && row.State == DeliveryState.Published && row.VerifiedAt is not null, $"{all.Count} there: {await Tries(trial, row)}");
        var there = all[^1];
        Assert.Equal((row.RemoteId, row.SentenceKey), (there.Id, null));
        var isStory = there.Network == "instagram";
        Assert.Equal((isStory, !isStory), (there.More.ContainsKey("story"), there.Text!.Contains("Erster Schnee. Über Nacht", StringComparison.Ordinal)));
        if ((await trial.Town.With((IPictures pictures) => pictures.Find(shown, Ct)))!.Video is { } video)
            Assert.Equal((video.Playable, video.Bytes), (there.Pictures[0].Sha256, there.Pictures[0].Bytes));
        else
            Assert.Equal("image/jpeg", Assert.Single(there.Pictures).Type);
    }

    private static async Task<string> Tries(Trial trial, Delivery row) => $"{row.State} {row.SentenceKey} after " + string.Join(", ", await trial.Town.With((Db db) =>
        db.Set<Attempt>().AsNoTracking().Where(x => x.Delivery == row.Id).OrderBy(x => x.At).ThenBy(x => x.Id).Select(x => $"{x.What} {x.Status} {x.Code} {x.State}").ToListAsync(Ct)));
}
