namespace Stadtfunk.Kernel.Ui;

/// <summary>The ten named colours that a category may carry. Their values for light and dark are in tokens.css, checked for contrast.</summary>
public static class Palette
{
    public static readonly IReadOnlyList<string> Colours = ["blue", "teal", "green", "olive", "amber", "orange", "wine", "pink", "violet", "slate"];

    public static bool Has(string? colour) => colour is not null && Colours.Contains(colour);
}
