using SkiaSharp;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Painter;

internal static class Nature
{
    public static readonly (Motif, Action<Sheet>)[] Motifs =
    [
        (new("river", "Der Fluss mit alter Steinbrücke, im Hintergrund die Altstadt mit Kirchturm."), River),
        (new("autumn-park", "Ein Weg im Park, gesäumt von bunten Herbstbäumen; auf dem Boden liegt Laub."), AutumnPark),
        (new("storm", "Ein Blitz zuckt aus dunklen Wolken über der Stadt; im Sturm biegt sich ein Baum."), Storm),
        (new("night-skyline", "Feuerwerk über der nächtlichen Stadt mit ihren erleuchteten Fenstern."), NightSkyline),
    ];

    private static void River(Sheet sheet)
    {
        sheet.Day(540);
        sheet.Hills(450, 46, 300, new SKColor(0xffaebfcb));
        sheet.Skyline(560, new SKColor(0xffd0a98f));
        sheet.Hills(556, 8, 200, Paints.Green);
        for (var tree = 0; tree < 12; tree++)
            sheet.Tree(sheet.Between(0, 1600), sheet.Between(566, 584), sheet.Between(0.4f, 0.7f), sheet.Pick(Paints.Green, Paints.Forest, Paints.Meadow));
        sheet.Band(590, 1000, Paints.Lighter(Paints.Water, 0.25f), Paints.WaterDeep);
        Bridge(sheet, 520, 640);
        for (var wave = 0; wave < 90; wave++)
        {
            float x = sheet.Between(0, 1600), y = sheet.Between(660, 900), wide = sheet.Between(30, 110) * (y / 900);
            sheet.Bow(x, y, x + (wide / 2), y - 6, x + wide, y, 4, Paints.White.WithAlpha((byte)sheet.Between(50, 130)));
        }
        sheet.At(sheet.Between(980, 1180), 800, () =>
        {
            sheet.Shape(Paints.White, -110, -20, 130, -20, 96, 30, -84, 30);
            sheet.Shape(Paints.City, -104, -4, 120, -4, 96, 30, -84, 30);
            sheet.Box(-50, -72, 100, 54, Paints.Cream, 8);
            sheet.Box(-38, -62, 76, 24, Paints.WaterDeep, 4);
        });
        sheet.Hills(930, 20, 260, Paints.Meadow);
        for (var reed = 0; reed < 60; reed++)
        {
            var x = sheet.Between(0, 520);
            sheet.Bow(x, 980, x + 8, 920, x + sheet.Between(-16, 30), sheet.Between(850, 910), 5, sheet.Pick(Paints.Forest, Paints.Green, Paints.Pine));
        }
    }

    private static void Bridge(Sheet sheet, float top, float water)
    {
        var (stone, shade) = (new SKColor(0xffc9b08e), new SKColor(0xffa88f70));
        sheet.Box(-10, top, 1620, 76, stone);
        for (var arch = 0; arch < 5; arch++)
        {
            float x = 160 + (arch * 320);
            sheet.Box(x - 200, top + 60, 80, water - top + 30, shade);
            sheet.Shape(stone, x - 126, top + 60, x - 126, water + 10, x - 100, top + 120, x - 50, top + 84, x, top + 74, x + 50, top + 84, x + 100, top + 120, x + 126, water + 10, x + 126, top + 60);
        }
        sheet.Box(1400 + 40, top + 60, 80, water - top + 30, shade);
        sheet.Box(-10, top - 14, 1620, 18, Paints.Darker(stone, 0.15f));
        for (var lamp = 0; lamp < 5; lamp++)
            sheet.Lamp(160 + (lamp * 320), top - 10, 0.4f, lit: false);
        for (var person = 0; person < 5; person++)
            sheet.Person(sheet.Between(100, 1500), top + 2, 0.42f);
    }

    private static void AutumnPark(Sheet sheet)
    {
        sheet.Band(0, 600, new SKColor(0xffa9cbe0), Paints.Cream);
        sheet.Glow(1200, 220, 420, Paints.Sun.WithAlpha(190));
        SKColor[] leaves = [Paints.Orange, Paints.Gold, Paints.Red, Paints.Brick, new(0xffd9a13b), new(0xff9aa84f)];
        sheet.Hills(540, 34, 280, new SKColor(0xffc9a55e));
        for (var tree = 0; tree < 22; tree++)
            sheet.Tree(sheet.Between(-20, 1620), sheet.Between(570, 630), sheet.Between(0.6f, 1.0f), Paints.Lighter(sheet.Pick(leaves), 0.22f));
        sheet.Hills(630, 16, 360, new SKColor(0xffa5a553));
        sheet.Shape(Paints.Sand, 720, 626, 800, 626, 900, 740, 1180, 1000, 420, 1000, 660, 740);
        sheet.Tree(250, 760, 1.7f, sheet.Pick(leaves));
        sheet.Tree(1330, 770, 1.8f, sheet.Pick(leaves));
        sheet.Tree(560, 700, 1.1f, sheet.Pick(leaves));
        sheet.Tree(1030, 700, 1.15f, sheet.Pick(leaves));
        sheet.Tree(40, 960, 2.5f, sheet.Pick(leaves));
        for (var leaf = 0; leaf < 420; leaf++)
        {
            float x = sheet.Between(0, 1600), y = sheet.Between(700, 1000);
            var colour = sheet.Pick(leaves);
            sheet.At(x, y, () => sheet.Oval(0, 0, 9, 4, colour), turn: sheet.Between(-40, 40), scale: y / 900);
        }
        Bench(sheet, 1130, 860);
        sheet.Person(sheet.Between(740, 800), 800, 0.8f);
        sheet.Person(sheet.Between(830, 880), 810, 0.84f);
    }

    private static void Bench(Sheet sheet, float x, float y)
    {
        for (var slat = 0; slat < 3; slat++)
            sheet.Box(x, y - 120 + (slat * 24), 250, 16, Paints.Wood, 5);
        sheet.Box(x - 8, y - 52, 266, 18, Paints.Wood, 5);
        foreach (var leg in (ReadOnlySpan<float>)[14, 220])
            sheet.Box(x + leg, y - 120, 16, 122, Paints.Ink, 5);
    }

    private static void Storm(Sheet sheet)
    {
        sheet.Band(0, 700, new SKColor(0xff3a4358), new SKColor(0xff8d98a6));
        for (var cloud = 0; cloud < 16; cloud++)
            sheet.Cloud(sheet.Between(-60, 1660), sheet.Between(20, 270), sheet.Between(1.4f, 2.7f), Paints.Mix(new SKColor(0xff2f374b), new SKColor(0xff6a7488), sheet.Between(0, 1)).WithAlpha(225));
        var strike = sheet.Between(980, 1280);
        sheet.Glow(strike, 420, 330, Paints.Glow.WithAlpha(120));
        sheet.Shape(Paints.Glow, strike, 270, strike + 46, 270, strike + 14, 400, strike + 58, 400, strike - 40, 610, strike - 6, 446, strike - 46, 446);
        sheet.Skyline(680, new SKColor(0xff4d586d));
        sheet.Hills(680, 16, 320, new SKColor(0xff56705a));
        sheet.Shape(new SKColor(0xff5a6270), 600, 690, 760, 690, 1300, 1000, 200, 1000);
        for (var puddle = 0; puddle < 6; puddle++)
            sheet.Oval(sheet.Between(420, 1050), sheet.Between(800, 980), sheet.Between(40, 110), sheet.Between(8, 16), new SKColor(0xff8fa0b3));
        sheet.Bow(300, 900, 310, 640, 470, 470, 34, Paints.WoodDark);
        for (var crown = 0; crown < 9; crown++)
            sheet.Oval(430 + (crown * 36), 430 + sheet.Between(-70, 70), sheet.Between(70, 110), sheet.Between(46, 70), Paints.Mix(Paints.Forest, Paints.Green, sheet.Between(0, 0.8f)));
        for (var leaf = 0; leaf < 46; leaf++)
            sheet.Oval(sheet.Between(700, 1600), sheet.Between(300, 900), 10, 5, sheet.Pick(Paints.Green, Paints.Meadow, Paints.Gold));
        for (var drop = 0; drop < 330; drop++)
        {
            float x = sheet.Between(-50, 1600), y = sheet.Between(0, 1000);
            sheet.Line(x, y, x + 22, y + 46, 2.4f, Paints.White.WithAlpha((byte)sheet.Between(50, 120)));
        }
    }

    private static void NightSkyline(Sheet sheet)
    {
        sheet.Evening(700);
        sheet.Skyline(640, new SKColor(0xff2c3a63));
        for (var burst = 0; burst < 6; burst++)
            Burst(sheet, sheet.Between(140, 1460), sheet.Between(90, 330), sheet.Between(80, 170), sheet.Pick(Paints.Gold, Paints.Rose, new SKColor(0xff8fd6ff), new SKColor(0xffc7a0ff), new SKColor(0xff9be8b0)));
        sheet.Row(720, night: true);
        sheet.Band(712, 1000, new SKColor(0xff24325a), new SKColor(0xff101a34));
        for (var shine = 0; shine < 150; shine++)
        {
            float x = sheet.Between(0, 1600), y = sheet.Between(730, 990), wide = sheet.Between(10, 60);
            sheet.Line(x, y, x + wide, y, 4, sheet.Pick(Paints.Glow, Paints.Gold, Paints.Rose, new SKColor(0xff8fd6ff)).WithAlpha((byte)sheet.Between(30, 120)));
        }
        sheet.Box(0, 706, 1600, 14, Paints.Night);
        for (var lamp = 0; lamp < 7; lamp++)
            sheet.Lamp(100 + (lamp * 235), 712, 0.6f, lit: true);
    }

    private static void Burst(Sheet sheet, float x, float y, float radius, SKColor colour)
    {
        sheet.Glow(x, y, radius * 1.5f, colour.WithAlpha(90));
        for (var ray = 0; ray < 28; ray++)
            sheet.At(x, y, () =>
            {
                var reach = radius * sheet.Between(0.75f, 1.05f);
                sheet.Line(0, -radius * 0.28f, 0, -reach, 3.5f, colour.WithAlpha(210));
                sheet.Disc(0, -reach, 5, Paints.Lighter(colour, 0.5f));
            }, turn: ray * (360f / 28));
    }
}
