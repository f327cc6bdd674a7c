using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Editorial.Tray;

/// <summary>Makes a draft of a picture from the tray, with what was written with it; the picture is in the library afterwards. Either both happen or neither.</summary>
internal sealed class DraftFromTray(Db db, ITray tray, IPostDesk posts)
{
    public Task<Outcome<PostId>> Run(Actor actor, TrayId id, TrayAnswers answers, CancellationToken ct) => db.InTransaction(
        async () =>
        {
            var kept = await tray.Keep(actor, id, answers, ct);
            if (!kept.Ok)
                return Outcome<PostId>.Refused(kept.Refusals);
            var entry = kept.Value;
            var picture = new ReleasedPicture(entry.Picture.Id, answers.Alt.Trim(), false);
            return await posts.Write(actor, new NewPost(entry.Unit, "", entry.Text, null, null, null, [picture], []), ct);
        },
        made => made.Ok,
        ct);
}
