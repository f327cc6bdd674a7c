using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Media.Videos;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Practice;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Publishing;

/// <summary>
/// The built program with real channels: accounts on the Lab's Mastodon servers and, where wanted, one on a real PDS, or one on every network that
/// there is. What the networks accepted is the judge, never our own table.
/// </summary>
internal sealed class Trial : IAsyncDisposable
{
    private readonly Dictionary<ChannelId, LabAccount> accounts = [];
    private BlueskyPeer? bluesky;
    private (ChannelId Channel, BlueskyAccount Account)? skies;
    private ChannelId? practice;
    private PictureId? picture;

    private Trial(RunningTown town, LabProcess lab)
    {
        Town = town;
        Lab = lab;
    }

    public RunningTown Town { get; }
    public LabProcess Lab { get; }
    public UnitId Unit { get; private set; }
    public Actor Writer { get; private set; } = Actor.Nobody;
    public Actor Lead { get; private set; } = Actor.Nobody;
    public DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    public IReadOnlyCollection<LabAccount> Accounts => accounts.Values;

    public IReadOnlyList<ChannelId> Channels => [.. accounts.Keys, .. skies is { } sky ? [sky.Channel] : Array.Empty<ChannelId>(), .. practice is { } drill ? [drill] : Array.Empty<ChannelId>()];

    /// <summary>Where any number of posts may go within an hour; Bluesky's account has a budget.</summary>
    public IReadOnlyList<ChannelId> Unbounded => [.. Channels.Where(channel => channel != skies?.Channel)];

    public IReadOnlyList<ChannelId> ChannelsOn(string network) => [.. accounts.Where(x => x.Value.Network == network).Select(x => x.Key)];

    public LabAccount AccountOf(ChannelId channel) => accounts[channel];

    /// <param name="servers">One Mastodon server each; a name that begins with "eigen" ignores idempotency keys.</param>
    /// <param name="everywhere">Also on every other network, and on the training network.</param>
    /// <param name="networks">Also on these.</param>
    public static async Task<Trial> Start(
        IReadOnlyList<string> servers, BlueskyPeer? bluesky, CancellationToken ct, bool? onPostgres = null, PostgresPeer? own = null, string? place = null, bool everywhere = false, IReadOnlyList<string>? networks = null)
    {
        var lab = await LabProcess.Start([.. servers.SelectMany(server => new[] { "--instance", server })], ct);
        var town = await RunningTown.Start(ct, [new("Demo:Empty", "true"), .. LabSettings.All(lab)], onPostgres, own, place);
        var trial = new Trial(town, lab) { bluesky = bluesky, Unit = await town.City() };
        trial.Writer = await town.ActorOf(await town.Person("Lena Okafor", trial.Unit, Role.Writer));
        trial.Lead = await town.ActorOf(await town.Person("Mehmet Yildiz", trial.Unit, Role.DeskLead));
        foreach (var server in servers)
        {
            await lab.Configure(server, new { postsPer3Hours = 1_000_000, callsPer5Minutes = 1_000_000, mediaPer30Minutes = 1_000_000, honoursIdempotencyKey = !server.StartsWith("eigen", StringComparison.Ordinal) }, ct);
            await trial.AddMastodon(server, ct);
        }
        if (bluesky is not null)
            await trial.AddBluesky(bluesky, ct);
        foreach (var network in networks ?? (everywhere ? TrialNetworks.All : []))
            await trial.Add(network, ct);
        if (everywhere)
            trial.practice = await town.Practice(trial.Lead, trial.Unit, "Übung");
        return trial;
    }

    /// <summary>Written and submitted, approved and released; the running program finds the event in the outbox.</summary>
    public async Task<PostId> Release(string title, CancellationToken ct, DateTime? due = null, PictureId? picture = null, IReadOnlyList<ChannelId>? to = null, string? form = null)
    {
        var content = Content(title, "Über Nacht hat der Winter die Stadt gefunden.", picture, to, form);
        var when = due is { } at ? (PostDue)new PostDue.At(at) : new PostDue.Open();
        var post = Value(await Town.With((CreatePost create) => create.Run(Writer, Unit, content, when, true, ct))).Standing.Id;
        Value(await Town.With((ApprovePost approve) => approve.Run(Lead, post, null, new AfterApproval.Release(when), ct)));
        return post;
    }

    /// <summary>Opened again, changed, approved and released, as far as the post's state allows.</summary>
    public async Task Correct(PostId post, string title, CancellationToken ct)
    {
        var open = await Town.With((ReopenPost use) => use.Run(Writer, post, null, ct));
        if (!open.Ok)
            return;
        Value(await Town.With((SavePost use) => use.Run(Writer, post, open.Value.Version, Content(title, "Es taut schon wieder.", null), new PostDue.Open(), ct)));
        Value(await Town.With((SubmitPost use) => use.Run(Writer, post, null, ct)));
        Value(await Town.With((ApprovePost approve) => approve.Run(Lead, post, null, new AfterApproval.Release(new PostDue.Open()), ct)));
    }

    /// <returns>False when the post is in no state to be withdrawn.</returns>
    public async Task<bool> Withdraw(PostId post, CancellationToken ct) => (await Town.With((WithdrawPost use) => use.Run(Lead, post, null, "Irrtum", ct))).Ok;

    /// <summary>One picture for all: each network gets it anew with each post.</summary>
    public async Task<PictureId> Picture(CancellationToken ct) =>
        picture ??= Value(await Town.With((IPictures shelf) => shelf.Add(
            Lead, new NewPicture(Unit, "schnee.jpg", new MemoryStream(Samples.Jpeg(Samples.Quarters(1200, 800))), "Verschneiter Marktplatz", "Presseamt"), ct)));

    /// <summary>Three seconds with subtitles, as soon as the running program has made them ready.</summary>
    public async Task<PictureId> Film(CancellationToken ct, byte[]? film = null)
    {
        var id = Value(await Town.With((IPictures shelf) => shelf.Add(Lead, new NewPicture(Unit, "film.mp4", new MemoryStream(film ?? VideoSamples.Plain), "Verschneiter Marktplatz", "Presseamt"), ct)));
        while (await Town.With((Db db) => db.Set<Picture>().AsNoTracking().AnyAsync(x => x.Id == id && x.Video!.State == VideoState.Waiting, ct)))
            await Task.Delay(200, ct);
        Value(await Town.With((SetSubtitles set) => set.Run(Lead, id, VideoSamples.Subtitles, "de", ct)));
        return id;
    }

    public Task<List<Delivery>> Rows(CancellationToken ct) => Town.With((Db db) => db.Set<Delivery>().AsNoTracking().ToListAsync(ct));

    /// <summary>When each row of a post was leased for the first time.</summary>
    public async Task<Dictionary<DeliveryId, DateTime>> Begun(PostId post, CancellationToken ct)
    {
        var rows = (await Rows(ct)).Where(x => x.Post == post).Select(x => x.Id).ToList();
        var moves = await Town.With((Db db) => db.Set<Attempt>().AsNoTracking()
            .Where(x => rows.Contains(x.Delivery) && x.What == "state" && (x.State == DeliveryState.Preparing || x.State == DeliveryState.Sending)).ToListAsync(ct));
        return moves.GroupBy(x => x.Delivery).ToDictionary(x => x.Key, x => x.Min(y => y.At));
    }

    /// <summary>Waits until nothing is on its way any more: all published, refused, missed, withdrawn or asked. A channel's budget makes many posts wait for long.</summary>
    /// <param name="patience">So long nothing may settle.</param>
    public async Task<List<Delivery>> Settle(int expected, TimeSpan patience, CancellationToken ct)
    {
        var (deadline, settled) = (Environment.TickCount64 + (long)patience.TotalMilliseconds, 0);
        for (;;)
        {
            var rows = await Rows(ct);
            var now = rows.Count(row => IsSettled(row, rows));
            if (now > settled)
                (deadline, settled) = (Environment.TickCount64 + (long)patience.TotalMilliseconds, now);
            if ((rows.Count(x => x.Kind == DeliveryKind.Publish) >= expected && now == rows.Count) || Environment.TickCount64 > deadline)
                return rows;
            // To ask for thousands of rows takes a while itself.
            await Task.Delay(rows.Count > 500 ? 2000 : 250, ct);
        }
    }

    /// <summary>Also what waits for a person's answer about the row that it acts on.</summary>
    public static bool IsSettled(Delivery row, IReadOnlyCollection<Delivery> all) =>
        row.State is DeliveryState.Published or DeliveryState.Refused or DeliveryState.Missed or DeliveryState.Withdrawn or DeliveryState.Asking
        || (row.State == DeliveryState.Waiting && row.Target is { } target && all.Any(x => x.Id == target && x.State == DeliveryState.Asking));

    /// <summary>How often each row's post was really accepted, by channel and title.</summary>
    public async Task<Dictionary<(ChannelId Channel, string Title), int>> Accepted(IReadOnlyCollection<string> titles, CancellationToken ct)
    {
        var counts = new Dictionary<(ChannelId, string), int>();
        foreach (var (channel, account) in accounts)
            Count(counts, channel, titles, (await Lab.Ledger.Posts(account, ct)).DistinctBy(x => x.Id).Select(x => x.Text ?? ""));
        if (practice is { } drill)
            Count(counts, drill, titles, await Town.With((Db db) => db.Set<PracticePost>().Select(x => x.Text).ToListAsync(ct)));
        if (skies is { } sky)
            Count(counts, sky.Channel, titles, (await bluesky!.Posts(sky.Account.Did, ct)).Select(x => (string?)x["value"]?["text"] ?? (string?)x["text"] ?? ""));
        return counts;
    }

    /// <summary>What the Lab's servers have taken away, by their own ids.</summary>
    public async Task<IReadOnlySet<string>> Deleted(CancellationToken ct)
    {
        var gone = new HashSet<string>();
        foreach (var account in accounts.Values)
            gone.UnionWith((await Lab.Ledger.All(ct, account.Network, account.Account, "delete")).Select(x => x.Id));
        return gone;
    }

    /// <summary>The Lab's ledger knows what was accepted even when it has been deleted since; a PDS does not.</summary>
    public bool KeepsWhatWasDeleted(ChannelId channel) => accounts.ContainsKey(channel);

    public async ValueTask DisposeAsync()
    {
        await Town.DisposeAsync();
        await Lab.DisposeAsync();
    }

    private static void Count(Dictionary<(ChannelId, string), int> counts, ChannelId channel, IReadOnlyCollection<string> titles, IEnumerable<string> texts)
    {
        var all = texts.ToList();
        foreach (var title in titles)
            counts[(channel, title)] = all.Count(text => text.Contains(title + ".", StringComparison.Ordinal));
    }

    private PostContent Content(string title, string text, PictureId? shown, IReadOnlyList<ChannelId>? to = null, string? form = null) => PostContent.Empty("de") with
    {
        Title = title,
        Text = $"{title}. {text}",
        Pictures = shown is { } one ? [new PictureInPost(one, "Verschneiter Marktplatz", false)] : [],
        Channels = [.. (to ?? Channels).Select(x => new ChannelChoice(x, true, null) { Form = form, Terms = accounts.GetValueOrDefault(x)?.Network == "tiktok" ? new Terms { Audience = "PUBLIC_TO_EVERYONE", Comments = true } : null })],
    };

    private async Task Add(string network, CancellationToken ct)
    {
        var channel = Value(await Town.With((IChannels channels) => channels.Create(Lead, new NewChannel(Unit, network, $"Stadt auf {network}", "Probe", null, null, null), ct)));
        accounts[channel] = await TrialNetworks.Connect(this, channel, network, ct);
    }

    private async Task AddMastodon(string server, CancellationToken ct)
    {
        var account = await Lab.Account(server, ct);
        var channel = Value(await Town.With((IChannels channels) => channels.Create(Lead, new NewChannel(Unit, "mastodon", $"{server} {account.Account}", "Probe", null, null, null), ct)));
        var session = new Session(new Uri(Lab.Servers[server], "/"), account.Id, account.Account, new Dictionary<string, string> { ["token"] = account.Token });
        var good = (SignInResult.Good)await Town.With((Embassies embassies) => embassies.SignIn("mastodon")!.Check(session, ct));
        Value(await Town.With((Doors doors) => doors.Open(channel, "mastodon", good, anew: true, ct)));
        accounts[channel] = account;
    }

    private async Task AddBluesky(BlueskyPeer peer, CancellationToken ct)
    {
        var account = await peer.Account(ct);
        var fields = new Dictionary<string, string> { ["server"] = peer.Url.AbsoluteUri, ["handle"] = account.Handle, ["password"] = account.AppPassword };
        skies = (await Town.Channel(Lead, Unit, "bluesky", "Stadt auf Bluesky", fields), account);
    }

    internal static T Value<T>(Outcome<T> outcome) =>
        outcome.Ok ? outcome.Value : throw new InvalidOperationException(string.Join(", ", outcome.Refusals.Select(x => x.Key)));
}
