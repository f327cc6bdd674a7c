namespace Stadtfunk.Kernel.Ui;

/// <summary>By which column a table is sorted; Down is the greatest or newest first.</summary>
public sealed record Sorting(string Key, bool Down = false);
