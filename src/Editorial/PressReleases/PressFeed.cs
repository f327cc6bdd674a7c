using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.PressReleases;

/// <summary>Why the feed could not be read.</summary>
internal enum PressFeedFault
{
    NoAnswer,

    /// <summary>Something else than a feed answers, or a feed that is broken.</summary>
    NoFeed,

    TooLarge,
}

/// <summary>The feed of the city's website with its press releases: one row, or none.</summary>
internal sealed class PressFeed : IVersioned, IAudited
{
    public const int Only = 1, MaxAddress = 1000, MostDays = 30;

    string IAudited.Called => Address;

    public int Id { get; private set; } = Only;
    public string Address { get; private set; } = "";

    /// <summary>For whom what stands in it stands open.</summary>
    public UnitId Unit { get; private set; }

    /// <summary>So long each stands open.</summary>
    public int Days { get; private set; }
    public int Version { get; private set; }
    public DateTime? ReadAt { get; private set; }

    /// <summary>Null when the last try went well.</summary>
    public DateTime? FailingSince { get; private set; }
    public PressFeedFault? Fault { get; private set; }

    /// <summary>How many became press releases since the settings were changed.</summary>
    public int Taken { get; private set; }

    public void Change(string address, UnitId unit, int days)
    {
        (Address, Unit, Days) = (address, unit, days);
        (ReadAt, FailingSince, Fault, Taken) = (null, null, null, 0);
    }
}

/// <summary>That a release of the feed was seen, so that it is taken once.</summary>
internal sealed class PressFeedItem
{
    private PressFeedItem()
    {
    }

    public PressFeedItem(string key, DateTime now) => (Key, SeenAt) = (key, now);

    /// <summary>SHA-256 of what the feed calls it, in lower-case hex.</summary>
    public string Key { get; private set; } = "";

    /// <summary>When it last stood in the feed.</summary>
    public DateTime SeenAt { get; private set; }
}

internal sealed class PressFeedTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model)
    {
        model.Entity<PressFeed>(feed =>
        {
            feed.ToTable("editorial_press_feed");
            feed.HasKey(x => x.Id);
            feed.Property(x => x.Id).ValueGeneratedNever();
            feed.Property(x => x.Address).HasMaxLength(PressFeed.MaxAddress);
        });
        model.Entity<PressFeedItem>(item =>
        {
            item.ToTable("editorial_press_feed_item");
            item.HasKey(x => x.Key);
            item.Property(x => x.Key).HasMaxLength(64);
        });
    }
}

internal sealed record PressFeedView(string Address, UnitId Unit, int Days, int Version, DateTime? ReadAt, DateTime? FailingSince, PressFeedFault? Fault, int Taken);

/// <param name="Feed">Null: none is set.</param>
internal sealed record PressFeedDraft(PressFeedView? Feed, IReadOnlyList<UnitView> Units);

internal sealed class ReadPressFeed(Db db, IUnits units)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    public async Task<Outcome<PressFeedDraft>> Run(Actor actor, CancellationToken ct)
    {
        var tree = await units.Tree(ct);
        if (!PressFeedRights.Has(actor, tree))
            return Refusal.Forbidden();
        var feed = await db.Set<PressFeed>().AsNoTracking().Select(x => new PressFeedView(x.Address, x.Unit, x.Days, x.Version, x.ReadAt, x.FailingSince, x.Fault, x.Taken)).SingleOrDefaultAsync(ct);
        return new PressFeedDraft(feed, tree);
    }
}

internal sealed class ChangePressFeed(Db db, IUnits units, Rounds rounds)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    /// <param name="address">Empty: no feed any more.</param>
    /// <param name="version">As read; null when there was none.</param>
    public async Task<Outcome<Done>> Run(Actor actor, string address, UnitId unit, int days, int? version, CancellationToken ct)
    {
        var tree = await units.Tree(ct);
        if (!PressFeedRights.Has(actor, tree))
            return Refusal.Forbidden();
        var feed = await db.Set<PressFeed>().SingleOrDefaultAsync(ct);
        if (feed?.Version != version)
            return Refusal.Conflict("Kernel.Changed");
        address = address.Trim();
        List<Refusal> wrong = [];
        if (address.Length > 0 && (address.Length > PressFeed.MaxAddress || !Uri.TryCreate(address, UriKind.Absolute, out var at) || at.Scheme is not ("http" or "https") || at.UserInfo.Length > 0))
            wrong.Add(Refusal.Invalid("Editorial.Feed.AddressBad").On("address"));
        if (tree.All(one => one.Id != unit))
            wrong.Add(Refusal.Invalid("Editorial.Feed.UnitMissing").On("unit"));
        if (days is < 1 or > PressFeed.MostDays)
            wrong.Add(Refusal.Invalid("Editorial.Feed.DaysBad", PressFeed.MostDays).On("days"));
        if (wrong.Count > 0)
            return wrong;
        var another = feed is not null && feed.Address != address;
        if (feed is not null && address.Length == 0)
            db.Remove(feed);
        else if (address.Length > 0)
        {
            if (feed is null)
                db.Add(feed = new PressFeed());
            feed.Change(address, unit, days);
        }
        db.AfterCommit(() => rounds.Nudge(PressFeedRound.Name));
        try
        {
            await db.InTransaction(
                async () =>
                {
                    await db.SaveChangesAsync(ct);
                    // What stands in another feed has not been seen. Last, so that nothing of a reading that is just going on stays.
                    if (another)
                        db.RemoveRange(await db.Set<PressFeedItem>().ToListAsync(ct));
                    await db.SaveChangesAsync(ct);
                },
                ct);
            return Done.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Conflict("Kernel.Changed");
        }
    }
}

/// <summary>The unit for which the feed is read stays as long as it is.</summary>
internal sealed class PressFeedOfUnit(Db db) : IUnitContents
{
    public async Task<Refusal?> InTheWay(UnitId unit, string unitName, CancellationToken ct) =>
        await db.Set<PressFeed>().AnyAsync(feed => feed.Unit == unit, ct) ? Refusal.Conflict("Editorial.UnitHasFeed", unitName) : null;
}

internal static class PressFeedRights
{
    public static bool Has(Actor actor, IReadOnlyList<UnitView> tree) => tree.Count > 0 && actor.May(Permission.Administer, tree[0].Id);
}
