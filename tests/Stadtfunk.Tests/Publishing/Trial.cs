using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Publishing;

/// <summary>
/// The built program with real channels: accounts on the Lab's Mastodon servers and, where wanted, one on a real PDS. What the networks
/// accepted is the judge, never our own table.
/// </summary>
internal sealed class Trial : IAsyncDisposable
{
    private readonly Dictionary<ChannelId, LabAccount> accounts = [];
    private BlueskyPeer? bluesky;
    private (ChannelId Channel, BlueskyAccount Account)? skies;
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

    public IReadOnlyList<ChannelId> Channels => [.. accounts.Keys, .. skies is { } sky ? [sky.Channel] : Array.Empty<ChannelId>()];

    /// <param name="servers">One Mastodon server each; a name that begins with "eigen" ignores idempotency keys.</param>
    public static async Task<Trial> Start(IReadOnlyList<string> servers, BlueskyPeer? bluesky, CancellationToken ct, bool? onPostgres = null, PostgresPeer? own = null, string? place = null)
    {
        var lab = await LabProcess.Start([.. servers.SelectMany(server => new[] { "--instance", server })], ct);
        var town = await RunningTown.Start(ct, [new("Http:AllowPrivate:0", "127.0.0.1"), new("Http:AllowPrivate:1", "localhost"), new("Demo:Empty", "true")], onPostgres, own, place);
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
        return trial;
    }

    /// <summary>Written and submitted, approved and released; the running program finds the event in the outbox.</summary>
    public async Task<PostId> Release(string title, CancellationToken ct, DateTime? due = null, PictureId? picture = null)
    {
        var content = Content(title, "Über Nacht hat der Winter die Stadt gefunden.", picture);
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

    public Task<List<Delivery>> Rows(CancellationToken ct) => Town.With((Db db) => db.Set<Delivery>().AsNoTracking().ToListAsync(ct));

    /// <summary>Waits until nothing is on its way any more: all published, refused, missed, withdrawn or asked.</summary>
    public async Task<List<Delivery>> Settle(int expected, TimeSpan patience, CancellationToken ct)
    {
        var deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        for (;;)
        {
            var rows = await Rows(ct);
            if ((rows.Count(x => x.Kind == DeliveryKind.Publish) >= expected && rows.All(row => IsSettled(row, rows))) || Environment.TickCount64 > deadline)
                return rows;
            await Task.Delay(250, ct);
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
            Count(counts, channel, titles, (await Lab.Ledger.Posts(account, ct)).Select(x => x.Text ?? ""));
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

    private PostContent Content(string title, string text, PictureId? shown) => PostContent.Empty("de") with
    {
        Title = title,
        Text = $"{title}. {text}",
        Pictures = shown is { } one ? [new PictureInPost(one, "Verschneiter Marktplatz", false)] : [],
        Channels = [.. Channels.Select(x => new ChannelChoice(x, true, null))],
    };

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

    private static T Value<T>(Outcome<T> outcome) =>
        outcome.Ok ? outcome.Value : throw new InvalidOperationException(string.Join(", ", outcome.Refusals.Select(x => x.Key)));
}
