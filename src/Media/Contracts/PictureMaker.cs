namespace Stadtfunk.Media.Contracts;

/// <summary>Paints believable pictures for the demo city, so that no photograph of anybody is needed.</summary>
public interface IPictureMaker
{
    /// <summary>All motifs that can be painted, in a fixed order.</summary>
    IReadOnlyList<Motif> Motifs { get; }

    /// <summary>A JPEG of 1600 × 1000 px, below 300 KB; the same motif and seed always give the same bytes.</summary>
    /// <exception cref="ArgumentException">There is no such motif.</exception>
    byte[] Paint(string motif, int seed);
}

/// <param name="Name">Key, for example <c>snow-park</c>.</param>
/// <param name="Alt">A German alt text that fits every seed.</param>
public sealed record Motif(string Name, string Alt);
