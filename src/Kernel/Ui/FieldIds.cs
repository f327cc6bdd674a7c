namespace Stadtfunk.Kernel.Ui;

/// <summary>What a control inside a Field carries: its id, aria-describedby, and aria-invalid ("true" or null).</summary>
public sealed record FieldIds(string Id, string? DescribedBy, string? Invalid);
