using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.App.Demo;

/// <summary>Brings one post in: what should be out already is taken in with its old date, everything else goes through the use cases of the desk.</summary>
internal sealed class DemoDesk(DemoSteps steps, IPictureMaker painter, TimeProvider clock)
{
    private const string Credit = "Presseamt Musterstadt (Zeichnung)";

    public async Task Bring(PlannedPost planned, CancellationToken ct)
    {
        var post = planned.Post;
        var picture = post.Motif is null ? (ReleasedPicture?)null : await Picture(post, ct);
        Task<Guid> Once(string key, Func<IServiceProvider, NewPost, PlannedPost, CancellationToken, Task<PostId>> make) => steps.Once(
            key, async scope => (await make(scope, await Content(planned, picture, ct), planned, ct)).Value, ct);
        if (!await IsPast(planned, ct))
        {
            await Once($"post:{post.Key}", Write);
            return;
        }
        var made = PostId.Of(await Once($"past:{post.Key}", TakeIn));
        await steps.Outside($"out:{post.Key}", async scope =>
        {
            var administrator = await DemoSteps.As(scope, await Person("petersen", ct), ct);
            steps.Must(await scope.GetRequiredService<IDeliveryImport>().Import(administrator, made, planned.At, ct), post.Key);
        }, ct);
    }

    /// <summary>What was begun in one way is ended in that way, however long the interruption was.</summary>
    private async Task<bool> IsPast(PlannedPost planned, CancellationToken ct) =>
        await steps.Has($"past:{planned.Post.Key}", ct)
        || (planned.Post.End == DemoEnd.Released && planned.At <= clock.GetUtcNow().UtcDateTime && !await steps.Has($"post:{planned.Post.Key}", ct));

    private async Task<ReleasedPicture> Picture(DemoPost post, CancellationToken ct)
    {
        var alt = post.Alt ?? painter.Motifs.Single(motif => motif.Name == post.Motif).Alt;
        var made = await steps.Once($"picture:{post.Key}", async scope =>
        {
            var author = await DemoSteps.As(scope, await Person(post.Author, ct), ct);
            using var bytes = new MemoryStream(painter.Paint(post.Motif!, post.Seed));
            var taken = await scope.GetRequiredService<IPictures>().Add(author, new NewPicture(await UnitOf(post, ct), $"{post.Motif}-{post.Key}.jpg", bytes, alt, Credit), ct);
            return steps.Must(taken, post.Key).Value;
        }, ct);
        // In all sizes before a page asks for it: a wall of twenty new pictures would keep its first readers waiting.
        await steps.Outside($"sizes:{post.Key}", async scope =>
        {
            var library = scope.GetRequiredService<IPictures>();
            await library.ForPage(PictureId.Of(made), ct);
            await library.ForCards(PictureId.Of(made), ct);
            await library.ForLinks(PictureId.Of(made), ct);
        }, ct);
        return new ReleasedPicture(PictureId.Of(made), alt, false);
    }

    private async Task<NewPost> Content(PlannedPost planned, ReleasedPicture? picture, CancellationToken ct)
    {
        var post = planned.Post;
        var channels = new List<ChannelId>();
        var own = new Dictionary<ChannelId, string>();
        // What is already out cannot have been posted by hand.
        foreach (var key in post.Channels.Where(key => planned.At > clock.GetUtcNow().UtcDateTime || DemoChannels.All.Single(one => one.Key == key).ByHand is null))
        {
            var channel = ChannelId.Of(await steps.Made(DemoCity.ChannelKey(key), ct));
            channels.Add(channel);
            if (post.Short is { } shorter && DemoChannels.All.Single(one => one.Key == key).Like == "bluesky")
                own[channel] = shorter;
        }
        var category = CategoryId.Of(await steps.Made(DemoCity.CategoryKey(post.Category), ct));
        var due = planned.At > clock.GetUtcNow().UtcDateTime ? planned.At : (DateTime?)null;
        return new NewPost(await UnitOf(post, ct), post.Title, post.Text, post.Link, category, due, picture is null ? [] : [picture], channels, own);
    }

    private async Task<PostId> TakeIn(IServiceProvider scope, NewPost wanted, PlannedPost planned, CancellationToken ct)
    {
        var administrator = await DemoSteps.As(scope, await Person("petersen", ct), ct);
        var past = new PastPost(wanted, await Person(planned.Post.Author, ct), await Person(ApproverOf(planned.Post), ct), planned.At);
        return steps.Must(await scope.GetRequiredService<IPostImport>().Import(administrator, past, ct), planned.Post.Key);
    }

    private async Task<PostId> Write(IServiceProvider scope, NewPost wanted, PlannedPost planned, CancellationToken ct)
    {
        var desk = scope.GetRequiredService<IPostDesk>();
        var post = planned.Post;
        var author = await DemoSteps.As(scope, await Person(post.Author, ct), ct);
        var made = steps.Must(await desk.Write(author, wanted, ct), post.Key);
        if (post.End == DemoEnd.Draft)
            return made;
        steps.Must(await desk.Submit(author, made, ct), post.Key);
        var approver = await DemoSteps.As(scope, await Person(ApproverOf(post), ct), ct);
        if (post.End == DemoEnd.Returned)
            steps.Must(await desk.Return(approver, made, post.Comment!, ct), post.Key);
        if (post.End != DemoEnd.Released)
            return made;
        steps.Must(await desk.Approve(approver, made, ct), post.Key);
        steps.Must(await desk.Release(approver, made, null, ct), post.Key);
        return made;
    }

    private static string ApproverOf(DemoPost post) => post.Author == "yildiz" ? "mertens" : "yildiz";

    private async Task<UnitId> UnitOf(DemoPost post, CancellationToken ct) =>
        UnitId.Of(await steps.Made(DemoCity.UnitKey(DemoPeople.By(post.Author).Unit), ct));

    private async Task<PersonId> Person(string key, CancellationToken ct) =>
        PersonId.Of(await steps.Made(DemoCity.PersonKey(key), ct));
}
