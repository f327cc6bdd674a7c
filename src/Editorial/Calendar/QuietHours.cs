using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;

namespace Stadtfunk.Editorial.Calendar;

/// <summary>Hours in which the city would rather not post: the calendar warns, and hinders nobody.</summary>
/// <param name="From">Equal to <paramref name="To"/>: there are none.</param>
/// <param name="To">Does not belong to them; before <paramref name="From"/> they go over midnight.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>Until the desk says otherwise.</summary>
    public static QuietHours Usual { get; } = new(new TimeOnly(22, 0), new TimeOnly(6, 0));

    public bool Has(TimeOnly time) => From <= To ? time >= From && time < To : time >= From || time < To;
}

/// <summary>The one row that keeps them, in minutes since midnight.</summary>
internal sealed class QuietRow : IAudited
{
    string IAudited.Called => "";

    public const int Only = 1;

    public int Id { get; private set; } = Only;
    public int From { get; private set; }
    public int To { get; private set; }

    public QuietHours Hours => new(TimeOnly.MinValue.AddMinutes(From), TimeOnly.MinValue.AddMinutes(To));

    public void Set(QuietHours hours) => (From, To) = (Minutes(hours.From), Minutes(hours.To));

    private static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;
}

internal sealed class CalendarTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model) => model.Entity<QuietRow>(quiet =>
    {
        quiet.ToTable("editorial_quiet_hours");
        quiet.HasKey(x => x.Id);
        quiet.Property(x => x.Id).ValueGeneratedNever();
        quiet.Ignore(x => x.Hours);
    });
}

internal sealed class KnownQuiet(Db db)
{
    public async Task<QuietHours> Now(CancellationToken ct) => (await db.Set<QuietRow>().AsNoTracking().SingleOrDefaultAsync(ct))?.Hours ?? QuietHours.Usual;
}

/// <summary>Sets the quiet hours; asks for the desk lead of the city.</summary>
internal sealed class ChangeQuietHours(Db db, Categorising lead, Pulse pulse)
{
    public async Task<Outcome<Done>> Run(Actor actor, QuietHours hours, CancellationToken ct)
    {
        if (await lead.NotAllowed(actor, ct) is { } no)
            return no;
        var row = await db.Set<QuietRow>().SingleOrDefaultAsync(ct);
        if (row is null)
            db.Add(row = new QuietRow());
        row.Set(hours);
        db.AfterCommit(() => pulse.Beat("posts", null));
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }
}
