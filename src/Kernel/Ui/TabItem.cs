namespace Stadtfunk.Kernel.Ui;

/// <summary>One tab; Note is a small word beside the label ("eigene Fassung").</summary>
public sealed record TabItem(string Key, string Label, string? Note = null);
