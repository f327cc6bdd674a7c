namespace Stadtfunk.Media.Videos;

/// <summary>What a video file is, as far as its headers say.</summary>
/// <param name="Width">Pixels, upright.</param>
/// <param name="Height">Pixels, upright.</param>
/// <param name="Plays">Every browser can play its picture and sound as they are coded.</param>
internal sealed record Probed(int Width, int Height, TimeSpan Length, bool HasSound, bool Plays);
