using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.PressReleases;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Editorial.Tray;

/// <summary>
/// Makes a draft of a picture from the tray, with the text of the press release that it belongs to or else what was written with it; the picture is in the
/// library afterwards. Either both happen or neither.
/// </summary>
internal sealed class DraftFromTray(Db db, ITray tray, IPostDesk posts)
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
            return await posts.Write(actor, new NewPost(entry.Unit, about?.Title ?? "", text, null, null, null, [picture], []), ct);
        },
        made => made.Ok,
        ct);
}
