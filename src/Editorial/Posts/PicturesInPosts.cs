using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Tells the library which posts show a picture, so that it is not taken from under them.</summary>
internal sealed class PicturesInPosts(Db db, Words words) : IPictureUse
{
    public async Task<IReadOnlyList<PicturePlace>> Of(Actor actor, PictureId picture, int take, CancellationToken ct)
    {
        // A picture that a correction took out still stands in the frozen revision. What was withdrawn is shown nowhere any more:
        // that a picture must go is often why.
        var written = db.Set<PostPicture>().Where(one => one.Picture == picture).Select(one => one.Post);
        var frozen = db.Set<RevisionPicture>().Where(one => one.Picture == picture).Select(one => one.Post);
        var posts = await db.Set<Post>().AsNoTracking()
            .Where(post => post.WithdrawnAt == null && (written.Contains(post.Id) || frozen.Contains(post.Id)))
            .OrderByDescending(post => post.ChangedAt).ThenByDescending(post => post.Id).Take(take)
            .Select(post => new { post.Id, post.Title, post.Unit, post.State, post.PublicSince }).ToListAsync(ct);
        return [.. posts.Select(post => actor.May(Permission.See, post.Unit)
            ? new PicturePlace(post.Title.Length > 0 ? post.Title : words["Editorial.Composer.New"], StateWords.Of(words, post.State), $"/desk/beitraege/{post.Id}", post.PublicSince is not null)
            : new PicturePlace(words["Editorial.PostElsewhere"], "", null, post.PublicSince is not null))];
    }

    public async Task<IReadOnlyList<UnitId>> ShownBy(PictureId picture, CancellationToken ct)
    {
        var moving = Post.Moving;
        return await db.Set<RevisionPicture>().Where(one => one.Picture == picture)
            .Join(db.Set<Post>(), one => one.Post, post => post.Id, (one, post) => new { one.Number, Post = post })
            .Where(x => x.Post.WithdrawnAt == null
                && ((x.Post.PublicSince != null && x.Number == x.Post.LiveRevision) || (moving.Contains(x.Post.State) && x.Number == x.Post.LastRevision)))
            .Select(x => x.Post.Unit).Distinct().ToListAsync(ct);
    }

    public IReadOnlyList<IQueryable<PictureId>> Used() =>
        [db.Set<PostPicture>().Select(one => one.Picture), db.Set<RevisionPicture>().Select(one => one.Picture)];
}
