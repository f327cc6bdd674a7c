using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Editorial;

/// <summary>A small city with a press office and a museum, people and practice channels, in a house of its own.</summary>
internal sealed class Newsroom : IAsyncDisposable
{
    public required House House { get; init; }
    public UnitId City { get; private set; }
    public UnitId Museum { get; private set; }
    public UnitId Fire { get; private set; }

    /// <summary>Writes in the museum.</summary>
    public Actor Writer { get; private set; } = Actor.Nobody;

    /// <summary>Approves and releases in the museum only.</summary>
    public Actor MuseumApprover { get; private set; } = Actor.Nobody;

    /// <summary>Desk lead of the city: may everything editorial everywhere.</summary>
    public Actor Lead { get; private set; } = Actor.Nobody;

    public ChannelId CityChannel { get; private set; }
    public ChannelId MuseumChannel { get; private set; }

    public static async Task<Newsroom> Open(Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? configure = null)
    {
        var room = new Newsroom { House = await House.Open(configure) };
        room.City = await room.House.City();
        room.Museum = await room.House.Unit(room.City, "Naturkundemuseum");
        room.Fire = await room.House.Unit(room.City, "Feuerwehr");
        room.Writer = await room.House.Actor("Ada Okafor", (room.Museum, Role.Writer));
        room.MuseumApprover = await room.House.Actor("Bo Yildiz", (room.Museum, Role.Approver));
        room.Lead = await room.House.Actor("Leyla Mertens", (room.City, Role.DeskLead));
        room.CityChannel = await room.Channel(room.City, "Stadt Musterstadt");
        room.MuseumChannel = await room.Channel(room.Museum, "Museum");
        return room;
    }

    public async Task<ChannelId> Channel(UnitId unit, string name) => Good(await House.With((IChannels channels) =>
        channels.Create(Lead, new NewChannel(unit, "practice", name, "Zum Ausprobieren", null, null, null), default)));

    public async Task<PictureId> Picture(int seed = 1, int width = 480)
    {
        using var bytes = new MemoryStream(Samples.Small(seed, width));
        return Good(await House.With((IPictures pictures) => pictures.Add(Writer, new NewPicture(Museum, "schnee.jpg", bytes, "", ""), default)));
    }

    public PostContent Snow => new(
        "Erster Schnee", "Über Nacht hat der Winter den Park gefunden.", null, null, "de", [], [new ChannelChoice(MuseumChannel, true, null)]);

    public async Task<PostStanding> Draft(PostContent? content = null, PostDue? due = null) =>
        Good(await House.With((CreatePost create) => create.Run(Writer, Museum, content ?? Snow, due ?? new PostDue.Open(), false, default))).Standing;

    public async Task<PostStanding> Submitted(PostContent? content = null, PostDue? due = null)
    {
        var draft = await Draft(content, due);
        return Good(await House.With((SubmitPost submit) => submit.Run(Writer, draft.Id, draft.Version, default)));
    }

    public async Task<PostStanding> Approved(PostContent? content = null, PostDue? due = null)
    {
        var submitted = await Submitted(content, due);
        return Good(await Approve(MuseumApprover, submitted.Id));
    }

    public async Task<PostStanding> Scheduled(PostContent? content = null, PostDue? due = null)
    {
        var approved = await Approved(content, due);
        return Good(await Release(MuseumApprover, approved.Id, null));
    }

    public Task<Outcome<PostStanding>> Approve(Actor actor, PostId post) => House.With((ApprovePost use) => use.Run(actor, post, null, new AfterApproval.Wait(), default));

    public Task<Outcome<PostStanding>> Release(Actor actor, PostId post, PostDue? when) => House.With((ReleasePost use) => use.Run(actor, post, null, when, default));

    public Task<Outcome<Saved>> Save(Actor actor, PostStanding at, PostContent content, PostDue? due = null) =>
        House.With((SavePost use) => use.Run(actor, at.Id, at.Version, content, due ?? new PostDue.Open(), default));

    public async Task<PostView> View(PostId post) => Good(await House.With((PostDetail detail) => detail.Run(Lead, post, default)));

    public async Task<ReleasedPost?> Revision(PostId post, int number) =>
        await House.With((IReleasedPosts posts) => posts.Revision(post, number, default));

    public static T Good<T>(Outcome<T> outcome)
    {
        Assert.True(outcome.Ok, string.Join(", ", outcome.Refusals.Select(refusal => refusal.Key)));
        return outcome.Value!;
    }

    public static void Refused<T>(string key, Outcome<T> outcome) => Assert.Contains(key, outcome.Refusals.Select(refusal => refusal.Key));

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
