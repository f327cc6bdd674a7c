using SkiaSharp;

namespace Stadtfunk.Media.Painter;

/// <summary>Sky, weather, trees and people: what stands around in most motifs.</summary>
internal static class Outdoors
{
    public static void Day(this Sheet sheet, float horizon)
    {
        var (high, low) = sheet.Pick((Paints.Sky, Paints.SkyLow), (new SKColor(0xff7fb3dc), Paints.Cream), (new SKColor(0xff9cc7dd), Paints.Dawn));
        sheet.Band(0, horizon + 40, high, low);
        var x = sheet.Between(1050, 1400);
        sheet.Glow(x, 190, 320, Paints.Sun.WithAlpha(150));
        sheet.Disc(x, 190, 62, Paints.Lighter(Paints.Sun, 0.4f));
        for (var cloud = 0; cloud < 4; cloud++)
            sheet.Cloud(sheet.Between(40, 1500), sheet.Between(70, 280), sheet.Between(0.6f, 1.3f), Paints.White);
    }

    public static void Evening(this Sheet sheet, float horizon)
    {
        sheet.Band(0, horizon + 40, Paints.Night, sheet.Pick(Paints.Dusk, new SKColor(0xff6a5a86), new SKColor(0xff50608c)));
        for (var star = 0; star < 90; star++)
            sheet.Disc(sheet.Between(0, Sheet.Width), sheet.Between(0, horizon * 0.75f), sheet.Between(0.8f, 2.4f), Paints.White.WithAlpha((byte)sheet.Between(70, 210)));
    }

    public static void Cloud(this Sheet sheet, float x, float y, float scale, SKColor colour) => sheet.At(x, y, () =>
    {
        sheet.Box(-110, -6, 220, 46, colour, 23);
        sheet.Disc(-40, -8, 46, colour);
        sheet.Disc(30, -22, 58, colour);
    }, scale: scale);

    public static void Tree(this Sheet sheet, float x, float y, float scale, SKColor leaves) => sheet.At(x, y, () =>
    {
        sheet.Oval(6, 2, 62, 11, Paints.Ink.WithAlpha(38));
        sheet.Box(-9, -110, 18, 112, Paints.WoodDark, 6);
        sheet.Line(0, -78, 30, -112, 8, Paints.WoodDark);
        sheet.Disc(0, -190, 74, leaves);
        sheet.Disc(-52, -142, 54, Paints.Darker(leaves, 0.08f));
        sheet.Disc(54, -146, 52, Paints.Darker(leaves, 0.14f));
        sheet.Disc(-18, -208, 44, Paints.Lighter(leaves, 0.12f));
    }, scale: scale);

    public static void BareTree(this Sheet sheet, float x, float y, float scale, SKColor snow) => sheet.At(x, y, () =>
    {
        sheet.Line(0, 0, 0, -170, 16, Paints.WoodDark);
        foreach (var (side, at, reach) in (ReadOnlySpan<(int, float, float)>)[(-1, -80, 80), (1, -100, 86), (-1, -130, 64), (1, -150, 58), (-1, -165, 34)])
        {
            sheet.Bow(0, at, side * reach * 0.5f, at - 20, side * reach, at - 70, 7, Paints.WoodDark);
            sheet.Bow(side * reach * 0.5f, at - 28, side * reach * 0.5f, at - 60, side * reach * 0.35f, at - 92, 4, Paints.WoodDark);
            sheet.Bow(0, at - 5, side * reach * 0.5f, at - 25, side * reach, at - 75, 3, snow);
        }
    }, scale: scale);

    public static void Fir(this Sheet sheet, float x, float y, float scale, SKColor needles, SKColor? snow = null) => sheet.At(x, y, () =>
    {
        sheet.Box(-8, -34, 16, 36, Paints.WoodDark);
        for (var tier = 0; tier < 4; tier++)
        {
            float wide = 84 - (tier * 17), foot = -28 - (tier * 52), top = foot - 92;
            sheet.Shape(Paints.Lighter(needles, tier * 0.04f), -wide, foot, 0, top, wide, foot);
            if (snow is { } white)
                sheet.Shape(white, -wide * 0.42f, top + 40, 0, top, wide * 0.42f, top + 40, wide * 0.16f, top + 52, 0, top + 40, -wide * 0.2f, top + 54);
        }
    }, scale: scale);

    public static void Snowfall(this Sheet sheet, int flakes)
    {
        for (var flake = 0; flake < flakes; flake++)
            sheet.Disc(sheet.Between(0, Sheet.Width), sheet.Between(0, Sheet.Height), sheet.Between(1.5f, 5), Paints.White.WithAlpha((byte)sheet.Between(120, 230)));
    }

    /// <summary>Somebody standing; the feet are at (x, y).</summary>
    public static void Person(this Sheet sheet, float x, float y, float scale)
    {
        var (coat, legs, skin, hair) = (
            sheet.Pick(Paints.City, Paints.Teal, Paints.Red, Paints.Gold, Paints.Plum, Paints.Forest), sheet.Pick(Paints.Ink, Paints.Asphalt, Paints.WoodDark),
            sheet.Pick(Paints.Skin, Paints.Skin, Paints.SkinDark), sheet.Pick(Paints.WoodDark, Paints.Ink, Paints.Gold, Paints.Stone));
        sheet.At(x, y, () =>
        {
            sheet.Oval(0, 2, 34, 7, Paints.Ink.WithAlpha(45));
            sheet.Line(-9, -54, -12, -4, 15, legs);
            sheet.Line(9, -54, 12, -4, 15, legs);
            sheet.Box(-25, -132, 50, 88, coat, 18);
            sheet.Line(-21, -116, -31, -66, 13, Paints.Darker(coat, 0.12f));
            sheet.Line(21, -116, 31, -66, 13, Paints.Darker(coat, 0.12f));
            sheet.Disc(0, -155, 22, skin);
            sheet.Oval(0, -168, 22, 12, hair);
        }, scale: scale);
    }

    public static void Lamp(this Sheet sheet, float x, float y, float scale, bool lit) => sheet.At(x, y, () =>
    {
        if (lit)
            sheet.Glow(0, -262, 190, Paints.Glow.WithAlpha(150));
        sheet.Box(-5, -240, 10, 242, Paints.Ink, 4);
        sheet.Box(-13, -8, 26, 10, Paints.Ink, 4);
        sheet.Shape(lit ? Paints.Glow : Paints.Cream, -18, -286, 18, -286, 12, -242, -12, -242);
        sheet.Shape(Paints.Ink, -24, -284, 0, -308, 24, -284);
    }, scale: scale);
}
