using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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

/// <summary>A city with a writer, an approver and channels on the scripted network, and the steps of a post in one line each.</summary>
internal sealed class Newsroom : IAsyncDisposable
{
    private Newsroom(House house, ScriptedNetwork network)
    {
        House = house;
        Network = network;
    }

    public House House { get; }
    public ScriptedNetwork Network { get; }
    public UnitId Unit { get; private set; }
    public Actor Writer { get; private set; } = Actor.Nobody;
    public Actor Lead { get; private set; } = Actor.Nobody;
    public List<ChannelId> Channels { get; } = [];

    public static async Task<Newsroom> Open(int channels = 1, ScriptedNetwork? scripted = null, Action<IServiceCollection>? configure = null, IEnumerable<KeyValuePair<string, string?>>? settings = null, TimeSpan? cutOff = null)
    {
        var network = scripted ?? new ScriptedNetwork();
        var house = await House.Open(services =>
        {
            services.AddSingleton(network.Network).AddSingleton<IPublisher>(network).AddSingleton<ISignIn>(network);
            configure?.Invoke(services);
        }, settings);
        var room = new Newsroom(house, network) { Unit = await house.City() };
        room.Writer = await house.Actor("Lena Okafor", (room.Unit, Role.Writer));
        room.Lead = await house.Actor("Mehmet Yildiz", (room.Unit, Role.DeskLead));
        for (var i = 0; i < channels; i++)
            room.Channels.Add(await room.Connect($"Kanal {i + 1}", cutOff));
        return room;
    }

    public async Task<ChannelId> Connect(string name, TimeSpan? cutOff = null)
    {
        var made = await House.With((IChannels register) =>
            register.Create(Lead, new NewChannel(Unit, ScriptedNetwork.Key, name, "Probe", null, null, cutOff), CancellationToken.None));
        var connected = await House.With((ConnectChannel connect) =>
            connect.Run(Lead, made.Value, new Dictionary<string, string> { ["name"] = name.Replace(' ', '-') }, CancellationToken.None));
        return connected.Ok ? made.Value : throw new InvalidOperationException(connected.Refusals[0].Key);
    }

    /// <summary>In the library and ready for a post; another seed is another picture.</summary>
    public async Task<PictureInPost> Picture(int seed = 1)
    {
        using var bytes = new MemoryStream(Samples.Small(seed));
        var added = await House.With((IPictures pictures) => pictures.Add(Writer, new NewPicture(Unit, "schnee.jpg", bytes, "", ""), CancellationToken.None));
        return new PictureInPost(added.Value, "Ein verschneiter Park", false);
    }

    /// <summary>Written by one, approved and released by the other; the rows are there, nothing has been sent.</summary>
    public async Task<PostId> Release(string title = "Erster Schnee", DateTime? due = null, IReadOnlyList<PictureInPost>? pictures = null, string? form = null, string? link = null, Terms? terms = null)
    {
        var post = await Approved(title, pictures, form, link, terms);
        var released = await House.With((ReleasePost release) => release.Run(Lead, post, null, due is { } at ? new PostDue.At(at) : new PostDue.Open(), CancellationToken.None));
        if (!released.Ok)
            throw new InvalidOperationException(released.Refusals[0].Key);
        await House.Pump();
        return post;
    }

    public async Task<PostId> Approved(string title, IReadOnlyList<PictureInPost>? pictures = null, string? form = null, string? link = null, Terms? terms = null)
    {
        var content = PostContent.Empty("de") with { Title = title, Text = "Über Nacht hat der Winter die Stadt gefunden.", Link = link, Pictures = pictures ?? [], Channels = [.. Channels.Select(x => new ChannelChoice(x, true, null) { Form = form, Terms = terms })] };
        var made = await House.With((CreatePost create) => create.Run(Writer, Unit, content, new PostDue.Open(), false, CancellationToken.None));
        if (!made.Ok)
            throw new InvalidOperationException(made.Refusals[0].Key);
        var post = made.Value.Standing.Id;
        var submitted = await House.With((SubmitPost submit) => submit.Run(Writer, post, null, CancellationToken.None));
        if (!submitted.Ok)
            throw new InvalidOperationException(submitted.Refusals[0].Key);
        var approved = await House.With((ApprovePost approve) => approve.Run(Lead, post, null, new AfterApproval.Wait(), CancellationToken.None));
        return approved.Ok ? post : throw new InvalidOperationException(approved.Refusals[0].Key);
    }

    /// <summary>Opened again, changed, approved and released: the next revision.</summary>
    /// <param name="leaveOut">Channels that are not chosen any more.</param>
    public async Task Correct(PostId post, string text, DateTime? due = null, IReadOnlyList<PictureInPost>? pictures = null, params ChannelId[] leaveOut)
    {
        if (await StateOf(post) != PostState.Draft)
            Good(await House.With((ReopenPost use) => use.Run(Writer, post, null, CancellationToken.None)));
        var open = Good(await House.With((PostDetail use) => use.Run(Writer, post, CancellationToken.None))).Standing;
        var content = PostContent.Empty("de") with
        {
            Title = "Erster Schnee", Text = text, Pictures = pictures ?? [], Channels = [.. Channels.Select(x => new ChannelChoice(x, !leaveOut.Contains(x), null))],
        };
        Good(await House.With((SavePost use) => use.Run(Writer, post, open.Version, content, new PostDue.Open(), CancellationToken.None)));
        Good(await House.With((SubmitPost use) => use.Run(Writer, post, null, CancellationToken.None)));
        Good(await House.With((ApprovePost use) => use.Run(Lead, post, null, new AfterApproval.Wait(), CancellationToken.None)));
        Good(await House.With((ReleasePost use) => use.Run(Lead, post, null, due is { } at ? new PostDue.At(at) : new PostDue.Open(), CancellationToken.None)));
        await House.Pump();
    }

    public async Task Withdraw(PostId post)
    {
        Good(await House.With((WithdrawPost use) => use.Run(Lead, post, null, null, CancellationToken.None)));
        await House.Pump();
    }

    public Task<List<Attempt>> Attempts(DeliveryId delivery) =>
        House.With((Db db) => db.Set<Attempt>().AsNoTracking().Where(x => x.Delivery == delivery).OrderBy(x => x.Id).ToListAsync());

    private static T Good<T>(Outcome<T> outcome) => outcome.Ok ? outcome.Value : throw new InvalidOperationException(outcome.Refusals[0].Key);

    /// <summary>One turn of the round, and of the events that come of it.</summary>
    public async Task Turn()
    {
        await House.With((DeliveryRound round) => round.Tick(CancellationToken.None));
        await House.Pump();
    }

    /// <summary>Time passes in steps of a second, with a turn at each.</summary>
    public async Task Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            House.Clock.Advance(TimeSpan.FromSeconds(1));
            await Turn();
        }
    }

    public Task<List<Delivery>> Rows(PostId post) =>
        House.With((Db db) => db.Set<Delivery>().AsNoTracking().Where(x => x.Post == post).OrderBy(x => x.Id).ToListAsync());

    public async Task<Delivery> Row(PostId post) => (await Rows(post)).Single();

    public async Task<PostState> StateOf(PostId post) =>
        (await House.With((IPostHeads heads) => heads.Many([post], CancellationToken.None)))[post].State;

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
