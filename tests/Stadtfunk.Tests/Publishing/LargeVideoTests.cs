using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Library;
using Stadtfunk.Media.Videos;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>The built program, killed while it brings a large video away.</summary>
public sealed class LargeVideoTests(ITestOutputHelper output)
{
    private const long Size = 200_000_000;
    private const long MostMemory = 300_000_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("youtube", "media")]
    [InlineData("facebook", "upload")]
    public async Task Two_hundred_megabytes_survive_three_kills_as_one_video_and_are_never_held_in_memory(string network, string piece)
    {
        await using var lab = await LabProcess.Start([], Ct);
        await using var town = await RunningTown.Start(Ct, [.. YouTubeStage.SettingsOf(lab).Concat(FacebookStage.SettingsOf(lab)).DistinctBy(setting => setting.Key), new("Demo:Empty", "true")]);
        var unit = await town.City();
        var writer = await town.ActorOf(await town.Person("Lena Okafor", unit, Role.Writer));
        var lead = await town.ActorOf(await town.Person("Mehmet Yildiz", unit, Role.DeskLead));
        var account = await lab.Account(network, Ct);
        var channel = await Connect(town, lead, unit, lab, account);
        var film = await Film(town, writer, unit);
        // So slow that there is a middle in which it can be killed.
        await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.Latency, piece) { Ms = 150 });
        await Release(town, writer, lead, unit, channel, film);
        var peak = 0L;
        foreach (var pieces in new[] { 8, 22, 36 })
        {
            while ((await lab.Faults.State(account, Ct))[0].Hits < pieces)
                await Task.Delay(50, Ct);
            peak = Math.Max(peak, Peak(town));
            await town.Restart(Ct);
        }
        var row = await Settled(town);
        peak = Math.Max(peak, Peak(town));
        output.WriteLine($"{(await lab.Faults.State(account, Ct))[0].Hits} calls of the upload, {peak / 1_000_000} MB of memory at most");
        Assert.Equal(DeliveryState.Published, row.State);
        var entries = await lab.Ledger.Of(account, Ct);
        Assert.Equal(row.RemoteId, Assert.Single(entries.Select(entry => entry.Id).Distinct()));
        var post = Assert.Single(entries, entry => entry.Kind == "post");
        var video = (await town.With((IPictures pictures) => pictures.Find(film, Ct)))!.Video!;
        Assert.Equal((video.Playable, video.Bytes), (post.Pictures[0].Sha256, post.Pictures[0].Bytes));
        // 48 pieces, after each kill at most one of them again, and a question where it stands at each turn.
        Assert.InRange((await lab.Faults.State(account, Ct))[0].Hits, 48, 70);
        Assert.InRange(peak, 1, MostMemory);
    }

    private static async Task<ChannelId> Connect(RunningTown town, Actor lead, UnitId unit, LabProcess lab, LabAccount account)
    {
        var channel = Value(await town.With((IChannels channels) => channels.Create(lead, new NewChannel(unit, account.Network, "Stadt", "Probe", null, null, null), Ct)));
        if (account.Network == "facebook")
        {
            var app = new Dictionary<string, string> { ["appId"] = FacebookStage.AppId, ["appSecret"] = FacebookStage.AppSecret, ["page"] = "" };
            var dialog = Value(await town.With((StartSignIn use) => use.Run(lead, channel, app, FacebookStage.Back, Ct)));
            var said = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(dialog.Query)["state"].ToString();
            var agreed = await FacebookStage.Agree(lab, dialog, said, [account.Account]);
            Value(await town.With((FinishSignIn use) => use.Run(lead, said, agreed, FacebookStage.Back, Ct)));
            return channel;
        }
        var flow = await AgreeFlow.At(lab, "youtube");
        var page = Value(await town.With((StartSignIn use) => use.Run(lead, channel, flow.Fields, AgreeFlow.Back, Ct)));
        var (state, code, _) = await flow.Agree(page, account.Account);
        Value(await town.With((FinishSignIn use) => use.Run(lead, state, code, AgreeFlow.Back, Ct)));
        return channel;
    }

    /// <summary>Three seconds that play, and behind them, as the format allows it, room that nobody uses.</summary>
    private static async Task<PictureId> Film(RunningTown town, Actor writer, UnitId unit)
    {
        var id = Value(await town.With((IPictures pictures) => pictures.Add(writer, new NewPicture(unit, "film.mp4", new MemoryStream(VideoSamples.Plain), "", ""), Ct)));
        while (await town.With((Db db) => db.Set<Picture>().AsNoTracking().AnyAsync(x => x.Id == id && x.Video!.State == VideoState.Waiting, Ct)))
            await Task.Delay(200, Ct);
        var store = await town.With((FileStore files) => Task.FromResult(files));
        await town.With(async (Db db) =>
        {
            var video = (await db.Set<Picture>().SingleAsync(x => x.Id == id, Ct)).Video!;
            var place = Path.Combine(town.Directory, "gross.mp4");
            File.Copy(store.PathOf(video.Hash!, VideoFiles.Mp4), place);
            await using (var file = new FileStream(place, FileMode.Append))
            {
                var rest = Size - file.Length;
                file.Write([(byte)(rest >> 24), (byte)(rest >> 16), (byte)(rest >> 8), (byte)rest, .. "free"u8]);
                var noise = new byte[1_000_000];
                new Random(1).NextBytes(noise);
                for (var left = rest - 8; left > 0; left -= noise.Length)
                    file.Write(noise.AsSpan(0, (int)Math.Min(left, noise.Length)));
            }
            var kept = Value(await store.Keep(place, VideoFiles.Mp4, Ct));
            video.Ready(kept.Hash, kept.Bytes, new Probed(video.Width, video.Height, video.Length, video.HasSound, 25, true));
            return await db.SaveChangesAsync(Ct);
        });
        Value(await town.With((SetSubtitles set) => set.Run(writer, id, VideoSamples.Subtitles, "de", Ct)));
        return id;
    }

    private static async Task Release(RunningTown town, Actor writer, Actor lead, UnitId unit, ChannelId channel, PictureId film)
    {
        var content = PostContent.Empty("de") with
        {
            Title = "Der Gruß zum Advent", Text = "Länger als sonst.", Pictures = [new PictureInPost(film, "Der Bürgermeister grüßt", false)], Channels = [new ChannelChoice(channel, true, null)],
        };
        var post = Value(await town.With((CreatePost create) => create.Run(writer, unit, content, new PostDue.Open(), true, Ct))).Standing.Id;
        Value(await town.With((ApprovePost approve) => approve.Run(lead, post, null, new AfterApproval.Release(new PostDue.Open()), Ct)));
    }

    private static async Task<Delivery> Settled(RunningTown town)
    {
        var deadline = Environment.TickCount64 + 240_000;
        for (;;)
        {
            var row = await town.With((Db db) => db.Set<Delivery>().AsNoTracking().SingleAsync(Ct));
            if (Trial.IsSettled(row, []) || Environment.TickCount64 > deadline)
                return row;
            await Task.Delay(250, Ct);
        }
    }

    /// <summary>The most memory that the process ever had resident.</summary>
    private static long Peak(RunningTown town) =>
        long.Parse(File.ReadLines($"/proc/{town.Nodes[0].Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].Trim(), CultureInfo.InvariantCulture) * 1024;

    private static T Value<T>(Outcome<T> outcome) =>
        outcome.Ok ? outcome.Value : throw new InvalidOperationException(string.Join(", ", outcome.Refusals.Select(x => x.Key)));
}
