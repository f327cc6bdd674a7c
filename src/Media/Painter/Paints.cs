using SkiaSharp;

namespace Stadtfunk.Media.Painter;

/// <summary>One paint box for all motifs, so that the demo city looks like one city.</summary>
internal static class Paints
{
    public static readonly SKColor
        Ink = new(0xff22304a), Night = new(0xff14203c), Dusk = new(0xff3a4a78), Sky = new(0xff8fbfe0), SkyLow = new(0xffe4f0f3), Dawn = new(0xfff7d7b5),
        Rose = new(0xfff2a48c), Sun = new(0xffffdf8a), Gold = new(0xfff2b84b), Orange = new(0xffe8833a), Red = new(0xffc93f3a), Brick = new(0xffb4604a),
        Roof = new(0xff9c4a3c), Sand = new(0xffecd9b4), Cream = new(0xfff7ecd6), White = new(0xfffbfbf8), Snow = new(0xffeef3f8), SnowShade = new(0xffc9d7e6),
        Stone = new(0xffb9bdc4), Grey = new(0xff7d8693), Asphalt = new(0xff565e6b), Meadow = new(0xff8cb369), Green = new(0xff5f9457), Forest = new(0xff3c6e55),
        Pine = new(0xff2d5548), Water = new(0xff5b9cc0), WaterDeep = new(0xff34729a), City = new(0xff2f5fa8), Teal = new(0xff3f9c95), Plum = new(0xff7a5299),
        Wood = new(0xff9a6b45), WoodDark = new(0xff6b4a33), Skin = new(0xffe3b18f), SkinDark = new(0xff8c5a3c), Glow = new(0xffffe2a0), DayHole = new(0xff5c6a80);

    public static SKColor Darker(SKColor colour, float by) => Mix(colour, Night, by);

    public static SKColor Lighter(SKColor colour, float by) => Mix(colour, White, by);

    public static SKColor Mix(SKColor one, SKColor other, float share) => new(
        Between(one.Red, other.Red, share), Between(one.Green, other.Green, share), Between(one.Blue, other.Blue, share), one.Alpha);

    private static byte Between(byte one, byte other, float share) => (byte)MathF.Round(one + ((other - one) * share));
}
