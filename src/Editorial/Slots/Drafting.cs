using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Slots;

/// <summary>
/// Makes the draft of a period and remembers it in the same transaction: who comes second, whether from a restart or from another node, finds the row
/// and makes nothing.
/// </summary>
internal sealed class Drafting(Db db, FitChannels channels, ICity city, CityTime time, Pulse pulse)
{
    public const string Day = "{Datum}";

    /// <returns>Null when somebody was quicker.</returns>
    public async Task<PostId?> Make(Period period, CancellationToken ct)
    {
        var slot = period.Slot;
        var row = await db.Set<SlotPeriod>().FirstOrDefaultAsync(row => row.Slot == slot.Id && row.Day == period.Day, ct);
        if (row?.Skipped == true || (row?.Post is not null && period.State != PeriodState.Emptied))
            return null;
        if (row is null)
            db.Add(row = new SlotPeriod(slot.Id, period.Day));
        var post = await Draft(slot, period, ct);
        db.Add(post);
        row.Draft(post.Id, time.UtcNow);
        db.Raise(new SlotWantsPost(slot.Id, slot.Name, period.Day, period.Due, post.Id, slot.Unit, slot.Owner, false));
        db.AfterCommit(() => pulse.Beat("posts", post.Id.Value));
        return await Saved(db, ct) ? post.Id : null;
    }

    /// <summary>False, and nothing written, when somebody else wrote the same row first.</summary>
    public static async Task<bool> Saved(Db db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException quicker) when (quicker is DbUpdateConcurrencyException
            || (quicker.InnerException is DbException inner
                && (inner.SqlState?.StartsWith("23", StringComparison.Ordinal) == true || inner.Message.StartsWith("SQLite Error 19", StringComparison.Ordinal))))
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }

    private async Task<Post> Draft(Slot slot, Period period, CancellationToken ct)
    {
        var language = (await city.Get(ct)).Language;
        // Nobody has written it: it is theirs who first do.
        var post = new Post(PostId.New(), slot.Unit, default, language, Slugs.NewCode(), time.UtcNow);
        var awake = (await channels.Selectable(slot.Unit, ct)).Select(channel => channel.Id).ToHashSet();
        var category = slot.Category is { } wanted && await db.Set<Category>().AnyAsync(one => one.Id == wanted, ct) ? slot.Category : null;
        var day = time.ToLocal(period.Due).ToString(language == "de" ? "d. MMMM" : "d MMMM", CultureInfo.GetCultureInfo(language == "de" ? "de-DE" : "en-GB"));
        var content = new PostContent(
            slot.Title.Replace(Day, day, StringComparison.OrdinalIgnoreCase),
            slot.Text.Replace(Day, day, StringComparison.OrdinalIgnoreCase),
            null,
            category,
            language,
            [],
            [.. slot.Channels.Where(channel => awake.Contains(channel.Channel)).Select(channel => new ChannelChoice(channel.Channel, true, null))]);
        post.Change(content, period.Due, default, time.UtcNow);
        return post;
    }
}
