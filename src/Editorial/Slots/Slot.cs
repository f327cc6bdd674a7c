using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Slots;

/// <summary>A recurring place for a post, in the city's local time: "Sonntagstipp, Thursday 16:00".</summary>
internal sealed class Slot : IVersioned, IAudited
{
    string IAudited.Called => Name;

    private readonly List<SlotChannel> channels = [];

    private Slot()
    {
    }

    public Slot(SlotId id, PersonId by, DateTime now)
    {
        Id = id;
        CreatedBy = by;
        CreatedAt = now;
    }

    public SlotId Id { get; private set; }
    public string Name { get; private set; } = "";
    public UnitId Unit { get; private set; }

    /// <summary>Null: the unit as a whole.</summary>
    public PersonId? Owner { get; private set; }

    public Rhythm Rhythm { get; private set; }

    /// <summary>One bit per day of the week, Sunday is the lowest.</summary>
    public int Weekdays { get; private set; }

    public int Every { get; private set; } = 1;
    public int MonthDay { get; private set; } = 1;
    public int Nth { get; private set; } = 1;
    public DateOnly First { get; private set; }

    /// <summary>Minutes since midnight on the wall clock.</summary>
    public int Minute { get; private set; }

    public int LeadDays { get; private set; }
    public CategoryId? Category { get; private set; }
    public string Title { get; private set; } = "";
    public string Text { get; private set; } = "";
    public bool RestsInHolidays { get; private set; }
    public bool Active { get; private set; }
    public PersonId CreatedBy { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<SlotChannel> Channels => channels;

    public SlotRule Rule => new(
        Rhythm, [.. Enum.GetValues<DayOfWeek>().Where(day => (Weekdays & (1 << (int)day)) != 0)], Every, MonthDay, Nth, First);

    public TimeOnly At => TimeOnly.MinValue.AddMinutes(Minute);

    public void Set(NewSlot data)
    {
        (Name, Unit, Owner, Category) = (data.Name, data.Unit, data.Owner, data.Category);
        (Title, Text, LeadDays) = (data.Title, data.Text, data.LeadDays);
        (RestsInHolidays, Active) = (data.RestsInHolidays, data.Active);
        Minute = (data.At.Hour * 60) + data.At.Minute;
        Rhythm = data.Rule.Rhythm;
        Weekdays = data.Rule.Weekdays.Aggregate(0, (bits, day) => bits | (1 << (int)day));
        (Every, MonthDay, Nth, First) = (data.Rule.Every, data.Rule.MonthDay, data.Rule.Nth, data.Rule.First);
        channels.RemoveAll(channel => !data.Channels.Contains(channel.Channel));
        channels.AddRange(data.Channels.Where(channel => channels.TrueForAll(had => had.Channel != channel)).Select(channel => new SlotChannel(Id, channel)));
    }
}

/// <summary>A channel that each draft of the slot chooses, as long as the channel takes posts.</summary>
internal sealed class SlotChannel(SlotId slot, ChannelId channel)
{
    public SlotId Slot { get; private set; } = slot;
    public ChannelId Channel { get; private set; } = channel;
}

/// <summary>
/// What became of one period of a slot. There is one row per slot and day, so whatever comes twice (a restart, a second node) makes its draft once.
/// Periods of which nothing has become yet have no row.
/// </summary>
internal sealed class SlotPeriod(SlotId slot, DateOnly day) : IVersioned, IAudited
{
    string IAudited.Called => Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public SlotId Slot { get; private set; } = slot;

    /// <summary>The day that the rule says, also when the period was moved.</summary>
    public DateOnly Day { get; private set; } = day;

    public bool Skipped { get; private set; }

    /// <summary>UTC; null: as the rule says.</summary>
    public DateTime? MovedTo { get; private set; }

    public PostId? Post { get; private set; }
    public DateTime? DraftedAt { get; private set; }

    /// <summary>The second reminder went out.</summary>
    public DateTime? RemindedAt { get; private set; }

    public int Version { get; private set; }

    public void Skip(bool skipped) => Skipped = skipped;

    public void Move(DateTime? due) => MovedTo = due;

    public void Draft(PostId post, DateTime now)
    {
        Post = post;
        DraftedAt = now;
    }

    /// <summary>Its untouched draft was thrown away.</summary>
    public void Forget()
    {
        Post = null;
        DraftedAt = null;
    }

    public void Remind(DateTime now) => RemindedAt = now;
}

/// <summary>School holidays as a person entered them: they are decided per Land and year, no rule reckons them.</summary>
internal sealed class SchoolHoliday(Guid id, string name, DateOnly first, DateOnly last) : IAudited
{
    string IAudited.Called => Name;

    public Guid Id { get; private set; } = id;
    public string Name { get; private set; } = name;
    public DateOnly First { get; private set; } = first;

    /// <summary>Belongs to them.</summary>
    public DateOnly Last { get; private set; } = last;

    public bool Has(DateOnly day) => day >= First && day <= Last;
}
