namespace Stadtfunk.Website.Shelf;

/// <summary>From the section <c>Data</c>: where this installation keeps its files.</summary>
internal sealed class ShelfSettings
{
    /// <summary>Null or empty: public pages are kept in memory only.</summary>
    public string? Directory { get; set; }
}
