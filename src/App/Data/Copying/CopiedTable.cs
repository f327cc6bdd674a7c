using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.App.Data.Copying;

/// <summary>How a value stands in a backup: the same whichever database it came from.</summary>
internal enum ColumnKind
{
    Text,
    Number,
    Real,
    Flag,

    /// <summary>A Guid.</summary>
    Id,

    /// <summary>UTC.</summary>
    Time,
    Date,

    /// <summary>Base64.</summary>
    Bytes,
}

internal sealed record CopiedColumn(string Name, ColumnKind Kind);

/// <summary>One table of the house as it is copied: named in the backup, so that a later version knows what it looked like.</summary>
internal sealed record CopiedTable(string Name, IReadOnlyList<CopiedColumn> Columns, long Rows)
{
    private static readonly Dictionary<Type, ColumnKind> Kinds = new()
    {
        [typeof(string)] = ColumnKind.Text,
        [typeof(JsonTypePlaceholder)] = ColumnKind.Text,
        [typeof(int)] = ColumnKind.Number,
        [typeof(long)] = ColumnKind.Number,
        [typeof(short)] = ColumnKind.Number,
        [typeof(double)] = ColumnKind.Real,
        [typeof(bool)] = ColumnKind.Flag,
        [typeof(Guid)] = ColumnKind.Id,
        [typeof(DateTime)] = ColumnKind.Time,
        [typeof(DateOnly)] = ColumnKind.Date,
        [typeof(byte[])] = ColumnKind.Bytes,
    };

    public string Quoted => $"\"{Name}\"";

    public string ColumnList => string.Join(", ", Columns.Select(column => $"\"{column.Name}\""));

    /// <summary>Every table of every room; whoever points at another comes after it.</summary>
    public static IReadOnlyList<CopiedTable> Of(Db db)
    {
        var open = db.Model.GetRelationalModel().Tables.OrderBy(table => table.Name, StringComparer.Ordinal).ToList();
        var sorted = new List<ITable>();
        while (open.Count > 0)
        {
            var next = open.First(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || sorted.Contains(key.PrincipalTable)));
            open.Remove(next);
            sorted.Add(next);
        }
        return [.. sorted.Select(table => new CopiedTable(table.Name, [.. table.Columns.Select(column => new CopiedColumn(column.Name, KindOf(column)))], 0))];
    }

    private static ColumnKind KindOf(IColumn column) =>
        Kinds.TryGetValue(Nullable.GetUnderlyingType(column.ProviderClrType) ?? column.ProviderClrType, out var kind)
            ? kind
            : throw new NotSupportedException($"{column.Table.Name}.{column.Name} is a {column.ProviderClrType.Name}, which no backup can carry yet.");
}
