using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.PressReleases;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Editorial.Tray;

/// <summary>
/// Makes a draft of a picture from the tray, with the text of the press release that it belongs to or else what was written with it; the picture is in the
/// library afterwards. What was written and is not the draft's text stands beside it as a comment: often only there it says who is in the picture. Either all
/// of it happens or nothing.
/// </summary>
internal sealed class DraftFromTray(Db db, ITray tray, IPostDesk posts, Words words, CityTime time)
{
    /// <param name="release">Null: it belongs to none.</param>
    public Task<Outcome<PostId>> Run(Actor actor, TrayId id, TrayAnswers answers, PressReleaseId? release, CancellationToken ct) => db.InTransaction(
        async () =>
        {
            var about = release is null ? null : await db.Set<PressRelease>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == release, ct);
            if (release is not null && (about is null || !actor.May(Permission.See, about.Unit)))
                return Refusal.NotFound("Editorial.Press.Gone");
            var kept = await tray.Keep(actor, id, answers, ct);
            if (!kept.Ok)
                return Outcome<PostId>.Refused(kept.Refusals);
            var entry = kept.Value;
            var picture = new ReleasedPicture(entry.Picture.Id, answers.Alt.Trim(), false);
            var text = about is { Text.Length: > 0 } ? about.Text : entry.Text;
            var made = await posts.Write(actor, new NewPost(entry.Unit, about?.Title ?? "", text, null, null, null, [picture], []), ct);
            if (made.Ok && entry.Text.Length > 0 && entry.Text != text)
                await Remark(actor, made.Value, entry, ct);
            return made;
        },
        made => made.Ok,
        ct);

    // Not from whom: that was asked to know whose the picture is, and the credit says it. Nobody is told, whoever makes the draft has just read it.
    private async Task Remark(Actor actor, PostId post, TrayEntryView entry, CancellationToken ct)
    {
        var said = new CleanText().Of(entry.Text, "comment", Comment.MaxText).Trim();
        db.Add(new Comment(post, actor.Person, time.UtcNow, words["Editorial.Tray.Remark", time.WordsOf(entry.At), said]));
        await db.SaveChangesAsync(ct);
    }
}
