using SkiaSharp;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Painter;

internal sealed class PictureMaker : IPictureMaker
{
    private const int Quality = 88;

    private static readonly (Motif Motif, Action<Sheet> Draw)[] All = [.. Winter.Motifs, .. Streets.Motifs, .. Leisure.Motifs, .. Culture.Motifs, .. Nature.Motifs];

    public IReadOnlyList<Motif> Motifs { get; } = [.. All.Select(entry => entry.Motif)];

    public byte[] Paint(string motif, int seed)
    {
        var entry = Array.Find(All, entry => entry.Motif.Name == motif);
        if (entry.Draw is null)
            throw new ArgumentException($"There is no motif \"{motif}\".", nameof(motif));
        using var surface = SKSurface.Create(new SKImageInfo(Sheet.Width, Sheet.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        // Every other seed is the mirror image: twice the variety, since nothing in the motifs can be read.
        if (seed % 2 != 0)
            surface.Canvas.Scale(-1, 1, Sheet.Width / 2f, 0);
        entry.Draw(new Sheet(surface.Canvas, Own(motif, seed)));
        using var image = surface.Snapshot();
        using var jpeg = image.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return jpeg.ToArray();
    }

    /// <summary>The same seed shall not give every motif the same sky. (A string's own hash code changes with every process.)</summary>
    private static int Own(string motif, int seed) => motif.Aggregate(seed, (mixed, letter) => unchecked((mixed * 31) + letter));
}
