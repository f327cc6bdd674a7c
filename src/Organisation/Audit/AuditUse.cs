using System.Globalization;
using System.Text;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.City;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.Audit;

/// <param name="First">Of the city's wall clock; null: from the beginning.</param>
/// <param name="Last">Inclusive; null: until now.</param>
internal sealed record AuditWish(PersonId? Person, string? Thing, DateOnly? First, DateOnly? Last);

/// <param name="More">There are older ones.</param>
internal sealed record AuditPageView(IReadOnlyList<AuditRow> Rows, bool More);

/// <summary>The audit log, newest first: who changed what, when.</summary>
internal sealed class ReadAudit(Db db, UnitTrees trees, AuditLog log, AuditNames names, CityTime time)
{
    public const int PageSize = 50;

    /// <param name="actor">Needs Administer at the city itself.</param>
    /// <param name="before">Only lines before this one.</param>
    public async Task<Outcome<AuditPageView>> Run(Actor actor, AuditWish wish, long? before, CancellationToken ct)
    {
        if (!await ChangeCity.Allowed(actor, db, trees, ct))
            return Refusal.Forbidden();
        var lines = await log.Read(Filter(wish, time), before, PageSize + 1, ct);
        return new AuditPageView(await names.Of([.. lines.Take(PageSize)], ct), lines.Count > PageSize);
    }

    internal static AuditFilter Filter(AuditWish wish, CityTime time) => new(wish.Person, wish.Thing, Start(wish.First, time), Start(wish.Last?.AddDays(1), time));

    private static DateTime? Start(DateOnly? day, CityTime time) =>
        day is { } first ? time.ToUtc(first.ToDateTime(TimeOnly.MinValue), Overlap.First).Match(at => at, _ => time.ToUtc(first.ToDateTime(new TimeOnly(1, 0)), Overlap.First).Value) : null;
}

/// <summary>Looks at every line of the log: was one changed or taken away?</summary>
internal sealed class ProveAudit(Db db, UnitTrees trees, AuditLog log)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    public async Task<Outcome<AuditProof>> Run(Actor actor, CancellationToken ct) =>
        await ChangeCity.Allowed(actor, db, trees, ct) ? await log.Prove(ct) : Refusal.Forbidden();
}

/// <summary>What the filter shows, as a table for a spreadsheet; at most <see cref="Most"/> lines, the newest.</summary>
internal sealed class ExportAudit(Db db, UnitTrees trees, AuditLog log, AuditNames names, CityTime time)
{
    public const int Most = 100_000;
    private const int Step = 2_000;

    /// <param name="actor">Needs Administer at the city itself.</param>
    public async Task<Outcome<byte[]>> Run(Actor actor, AuditWish wish, CancellationToken ct)
    {
        if (!await ChangeCity.Allowed(actor, db, trees, ct))
            return Refusal.Forbidden();
        var text = new StringBuilder("number;time;person;by token;deed;thing;id;called;details\r\n");
        long? before = null;
        for (var written = 0; written < Most;)
        {
            var lines = await log.Read(ReadAudit.Filter(wish, time), before, Step, ct);
            foreach (var (line, who, about) in await names.Of(lines, ct))
                text.AppendJoin(';', [line.Seq.ToString(CultureInfo.InvariantCulture), line.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), Cell(who), line.ByToken ? "yes" : "",
                    $"{line.Deed}", line.Thing, line.About, Cell(about), Cell(line.Details)]).Append("\r\n");
            written += lines.Count;
            if (lines.Count < Step)
                break;
            before = lines[^1].Seq;
        }
        return new UTF8Encoding(true).GetPreamble().Concat(Encoding.UTF8.GetBytes(text.ToString())).ToArray();
    }

    // What begins like a formula would be one in a spreadsheet.
    private static string Cell(string text) => $"\"{(text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
