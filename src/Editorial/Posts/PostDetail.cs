using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>One post with its variants, problems, history and what the actor may do with it now.</summary>
internal sealed class PostDetail(PostDoor door, PostCheck check, PostSurroundings around, IUnits units)
{
    public async Task<Outcome<PostView>> Run(Actor actor, PostId id, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.See, null, ct);
        if (!opened.Ok)
            return Outcome<PostView>.Refused(opened.Refusals);
        var post = opened.Value;
        var view = await around.View(actor, post, await check.Of(post, ct), ct);
        return view.May.ChangeUnit ? view with { Writable = [.. (await units.Tree(ct)).Where(unit => actor.May(Permission.Write, unit.Id))] } : view;
    }
}

/// <summary>An empty post for the composer, in the first unit that the actor may write in, or in the one asked for. Nothing is stored; its version is 0.</summary>
internal sealed class BlankPost(PostDoor door, PostCheck check, PostSurroundings around, IUnits units, ICity city)
{
    public async Task<Outcome<PostView>> Run(Actor actor, UnitId? unit, CancellationToken ct)
    {
        var writable = (await units.Tree(ct)).Where(view => actor.May(Permission.Write, view.Id)).ToList();
        var first = writable.Find(view => unit is null || view.Id == unit);
        if (first is null)
            return Refusal.Forbidden("Editorial.NowhereToWrite");
        var post = new Post(PostId.New(), first.Id, actor.Person, (await city.Get(ct)).Language, Slugs.NewCode(), door.Now);
        var view = await around.View(actor, post, await check.Of(post, ct), ct);
        return view with { Standing = view.Standing with { Version = 0 }, Writable = writable };
    }
}

/// <summary>Names, pictures, channels and history around a post.</summary>
internal sealed class PostSurroundings(Db db, FitChannels channels, IPictures pictures, IUnits units, IPeople people, ApprovalRules rules)
{
    public async Task<PostView> View(Actor actor, Post post, Checked seen, CancellationToken ct)
    {
        var history = await db.Set<Decision>().AsNoTracking().Where(decision => decision.Post == post.Id).OrderBy(decision => decision.Id).ToListAsync(ct);
        var comments = await db.Set<Comment>().AsNoTracking().Where(comment => comment.Post == post.Id).OrderBy(comment => comment.At).ThenBy(comment => comment.Id).ToListAsync(ct);
        var names = await people.Many([.. history.Select(decision => decision.By).Concat(history.Select(decision => decision.StandingInFor).OfType<PersonId>())
            .Concat(comments.Select(comment => comment.By)).Concat(post.StageApprovedBy is { } stage ? [stage] : []).Append(post.Author).Append(post.ChangedBy).Distinct()], ct);
        string Name(PersonId person) => names.TryGetValue(person, out var view) ? view.Name : "";
        var way = await rules.For(post.Unit, ct);
        var selectable = await channels.Selectable(post.Unit, ct);
        return new PostView(
            PostDoor.Standing(post),
            await units.Find(post.Unit, ct) ?? new UnitView(post.Unit, null, "", "", 0),
            Name(post.Author),
            Name(post.ChangedBy),
            post.ChangedAt,
            seen.Content,
            post.Due,
            seen.Page,
            post.PublicSince,
            post.WithdrawalAskedAt is not null,
            [.. selectable.UnionBy(seen.Channels, channel => channel.Id).OrderBy(channel => channel.Name, StringComparer.CurrentCulture)],
            await Cards(seen.Pictures, ct),
            seen.Problems,
            [.. history.Select(decision => new DecisionView(decision.Kind, Name(decision.By), decision.At, decision.Comment, decision.Due, decision.StandingInFor is { } away ? Name(away) : null)
            {
                Before = decision.Kind == DecisionKind.Rescheduled ? TimeBefore(history, decision) : null,
            })],
            await Rights(post, actor, way, ct))
        {
            Comments = [.. comments.Select(comment => new CommentView(comment.Id, Name(comment.By), comment.At, comment.Text))],
            Stage = await StageOf(post, way, Name, ct),
        };
    }

    private async Task<PostRights> Rights(Post post, Actor actor, ApprovalWay way, CancellationToken ct)
    {
        var may = PostRights.Of(post, actor, way);
        return may.NeedsOthers
            ? may with { NobodyElse = (await people.WhoMay(Permission.Approve, post.Unit, ct)).All(person => person.Id == post.Author || person.Id == post.ChangedBy) }
            : may;
    }

    // Every decision about a time says which; the last one before this is the one that was given up.
    private static DateTime? TimeBefore(IReadOnlyList<Decision> history, Decision decision) => history
        .LastOrDefault(one => one.Id < decision.Id && one.Kind is DecisionKind.Submitted or DecisionKind.Released or DecisionKind.Rescheduled)?.Due;

    private async Task<StageView?> StageOf(Post post, ApprovalWay way, Func<PersonId, string> name, CancellationToken ct) =>
        way.Second is null && way.By == ApprovedBy.FourEyes
            ? null
            : new StageView(
                post.StageApprovedBy is { } first ? name(first) : null,
                way.Second is { } second ? (await units.Find(second, ct))?.Name : null,
                way.By == ApprovedBy.DeskLead && (way.Second is null || post.StageApprovedBy is null));

    private async Task<IReadOnlyDictionary<PictureId, PictureCard>> Cards(IReadOnlyDictionary<PictureId, PictureView> found, CancellationToken ct)
    {
        var cards = new Dictionary<PictureId, PictureCard>();
        foreach (var (id, picture) in found)
            cards[id] = new PictureCard(picture, (await pictures.ForPage(id, ct)).FirstOrDefault()?.Path);
        return cards;
    }
}
