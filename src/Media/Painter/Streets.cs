using SkiaSharp;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Painter;

internal static class Streets
{
    public static readonly (Motif, Action<Sheet>)[] Motifs =
    [
        (new("road-works", "Eine abgesperrte Straße: Hinter Leitkegeln und einem Baustellenschild arbeitet ein Bagger."), RoadWorks),
        (new("fire-engine", "Ein rotes Löschfahrzeug mit Blaulicht vor der Feuerwache."), FireEngine),
        (new("tram", "Eine Straßenbahn fährt durch die Innenstadt, an der Haltestelle warten Menschen."), Tram),
        (new("bike-lane", "Menschen fahren auf einem breiten Radweg durch eine Allee."), BikeLane),
    ];

    private static void Road(Sheet sheet, float top)
    {
        sheet.Box(0, top - 26, 1600, 30, Paints.Stone);
        sheet.Band(top, 1000, Paints.Asphalt, Paints.Darker(Paints.Asphalt, 0.3f));
    }

    private static void Wheel(Sheet sheet, float x, float y, float radius)
    {
        sheet.Disc(x, y, radius, Paints.Ink);
        sheet.Disc(x, y, radius * 0.5f, Paints.Stone);
        sheet.Disc(x, y, radius * 0.2f, Paints.Grey);
    }

    private static void RoadWorks(Sheet sheet)
    {
        sheet.Day(620);
        sheet.Row(620, night: false);
        Road(sheet, 640);
        sheet.Shape(new SKColor(0xff8a6a4d), 760, 720, 1400, 700, 1520, 850, 700, 880);
        sheet.Shape(new SKColor(0xff6e523b), 800, 742, 1360, 724, 1450, 830, 760, 854);
        for (var clod = 0; clod < 26; clod++)
            sheet.Disc(sheet.Between(1360, 1580), sheet.Between(690, 730), sheet.Between(14, 44), sheet.Pick(new SKColor(0xff8a6a4d), new SKColor(0xff7b5d43), Paints.Wood));
        Digger(sheet, sheet.Between(1010, 1090), 760);
        for (var cone = 0; cone < 7; cone++)
            Cone(sheet, 150 + (cone * 215), 930 - (cone % 2 * 16), 1.15f);
        Barrier(sheet, 480, 850);
        Sign(sheet, 260, 840);
    }

    private static void Sign(Sheet sheet, float x, float y)
    {
        sheet.Oval(x, y + 3, 70, 10, Paints.Ink.WithAlpha(70));
        sheet.Box(x - 8, y - 300, 16, 304, Paints.Grey, 4);
        sheet.Shape(Paints.Red, x - 158, y - 262, x, y - 530, x + 158, y - 262);
        sheet.Shape(Paints.White, x - 112, y - 290, x, y - 480, x + 112, y - 290);
        sheet.Disc(x + 4, y - 416, 14, Paints.Ink);
        sheet.Line(x - 4, y - 392, x - 18, y - 350, 18, Paints.Ink);
        sheet.Line(x - 18, y - 350, x - 44, y - 306, 11, Paints.Ink);
        sheet.Line(x - 18, y - 350, x + 2, y - 306, 11, Paints.Ink);
        sheet.Line(x - 2, y - 388, x + 30, y - 356, 9, Paints.Ink);
        sheet.Line(x - 26, y - 372, x + 52, y - 336, 6, Paints.Ink);
        sheet.Shape(Paints.Ink, x + 36, y - 304, x + 62, y - 340, x + 92, y - 304);
    }

    private static void Barrier(Sheet sheet, float x, float y)
    {
        sheet.Line(x + 30, y - 110, x + 30, y, 12, Paints.Grey);
        sheet.Line(x + 390, y - 110, x + 390, y, 12, Paints.Grey);
        sheet.Box(x, y - 150, 420, 56, Paints.White, 6);
        for (var stripe = 0; stripe < 6; stripe++)
            sheet.Shape(Paints.Red, x + 8 + (stripe * 70), y - 94, x + 36 + (stripe * 70), y - 150, x + 70 + (stripe * 70), y - 150, x + 42 + (stripe * 70), y - 94);
        foreach (var lamp in (ReadOnlySpan<float>)[30, 390])
        {
            sheet.Glow(x + lamp, y - 172, 70, Paints.Gold.WithAlpha(190));
            sheet.Disc(x + lamp, y - 172, 20, Paints.Gold);
        }
    }

    private static void Cone(Sheet sheet, float x, float y, float scale) => sheet.At(x, y, () =>
    {
        sheet.Oval(4, 2, 52, 9, Paints.Ink.WithAlpha(70));
        sheet.Box(-44, -10, 88, 12, Paints.Darker(Paints.Orange, 0.25f), 5);
        sheet.Shape(Paints.Orange, -32, -8, -8, -110, 8, -110, 32, -8);
        sheet.Shape(Paints.White, -25, -38, -18, -68, 18, -68, 25, -38);
    }, scale: scale);

    private static void Digger(Sheet sheet, float x, float y)
    {
        sheet.Box(x - 130, y - 62, 300, 62, Paints.Ink, 31);
        for (var wheel = 0; wheel < 5; wheel++)
            sheet.Disc(x - 94 + (wheel * 57), y - 31, 20, Paints.Grey);
        sheet.Box(x - 110, y - 168, 270, 104, Paints.Gold, 14);
        sheet.Box(x - 110, y - 286, 130, 130, Paints.Gold, 14);
        sheet.Box(x - 94, y - 270, 94, 86, Paints.Lighter(Paints.Sky, 0.2f), 8);
        sheet.Line(x - 96, y - 140, x - 210, y - 330, 36, Paints.Darker(Paints.Gold, 0.1f));
        sheet.Line(x - 210, y - 330, x - 300, y - 150, 28, Paints.Gold);
        sheet.Shape(Paints.Grey, x - 340, y - 158, x - 262, y - 142, x - 276, y - 62, x - 356, y - 88);
        sheet.Box(x + 80, y - 140, 60, 40, Paints.Darker(Paints.Gold, 0.2f), 6);
    }

    private static void FireEngine(Sheet sheet)
    {
        sheet.Day(680);
        sheet.Box(120, 190, 1360, 520, Paints.Cream);
        sheet.Box(120, 170, 1360, 40, Paints.Brick);
        for (var gate = 0; gate < 3; gate++)
        {
            sheet.Box(190 + (gate * 430), 330, 360, 380, Paints.Darker(Paints.Red, 0.1f), 10);
            for (var slat = 0; slat < 6; slat++)
                sheet.Line(196 + (gate * 430), 390 + (slat * 54), 544 + (gate * 430), 390 + (slat * 54), 5, Paints.Darker(Paints.Red, 0.3f));
            sheet.Windows(225 + (gate * 430), 240, 5, 1, 64, 0, 34, 50, sheet.DayGlass);
        }
        sheet.Band(700, 1000, Paints.Stone, Paints.Grey);
        sheet.Shape(Paints.Asphalt, -10, 800, 1610, 800, 1610, 1010, -10, 1010);
        var x = sheet.Between(380, 470);
        sheet.Oval(x + 400, 884, 500, 26, Paints.Ink.WithAlpha(90));
        sheet.Box(x, 470, 580, 370, Paints.Red, 16);
        for (var locker = 0; locker < 3; locker++)
        {
            sheet.Box(x + 30 + (locker * 178), 520, 158, 200, Paints.Stone, 8);
            for (var slat = 0; slat < 8; slat++)
                sheet.Line(x + 36 + (locker * 178), 540 + (slat * 23), x + 182 + (locker * 178), 540 + (slat * 23), 3, Paints.Grey);
        }
        sheet.Box(x, 744, 900, 40, Paints.White);
        sheet.Box(x + 590, 450, 310, 390, Paints.Red, 34);
        sheet.Box(x + 620, 490, 110, 150, Paints.Lighter(Paints.Sky, 0.25f), 12);
        sheet.Box(x + 750, 490, 136, 150, Paints.Lighter(Paints.Sky, 0.35f), 16);
        sheet.Box(x + 590, 744, 310, 40, Paints.White);
        sheet.Box(x - 6, 824, 920, 28, Paints.Ink, 10);
        Ladder(sheet, x - 10, 440, 640);
        foreach (var wheel in (ReadOnlySpan<float>)[150, 290, 730])
            Wheel(sheet, x + wheel, 850, 62);
        sheet.Glow(x + 760, 430, 210, new SKColor(0xff4aa3ff).WithAlpha(200));
        sheet.Box(x + 690, 414, 150, 40, new SKColor(0xff2f7fe6), 14);
        sheet.Disc(x + 886, 716, 20, Paints.Glow);
        sheet.Person(x + 1010, 880, 1.35f);
    }

    private static void Ladder(Sheet sheet, float x, float y, float length)
    {
        sheet.Line(x, y, x + length, y - 16, 10, Paints.Stone);
        sheet.Line(x, y + 30, x + length, y + 14, 10, Paints.Stone);
        for (float rung = 20; rung < length; rung += 40)
            sheet.Line(x + rung, y - (rung / 40), x + rung, y + 28 - (rung / 40), 6, Paints.Grey);
    }

    private static void Tram(Sheet sheet)
    {
        sheet.Day(600);
        sheet.Row(640, night: false);
        sheet.Band(630, 1000, Paints.Stone, new SKColor(0xff8d949f));
        sheet.Box(0, 850, 1600, 10, Paints.Asphalt);
        sheet.Box(0, 896, 1600, 10, Paints.Asphalt);
        sheet.Line(0, 330, 1600, 318, 4, Paints.Ink);
        var x = sheet.Between(180, 320);
        var body = sheet.Pick(Paints.City, Paints.Teal, Paints.Red);
        for (var car = 0; car < 2; car++)
        {
            var left = x + (car * 520);
            sheet.Box(left, 500, 506, 350, Paints.Cream, 26);
            sheet.Box(left, 700, 506, 110, body);
            sheet.Box(left + 4, 806, 498, 46, Paints.Ink, 10);
            for (var pane = 0; pane < 4; pane++)
                sheet.Box(left + 24 + (pane * 120), 548, 100, 132, Paints.Mix(Paints.WaterDeep, Paints.Ink, 0.35f), 8);
            sheet.Box(left + 210, 540, 86, 270, Paints.Mix(Paints.WaterDeep, Paints.Ink, 0.5f), 6);
            sheet.Line(left + 253, 546, left + 253, 806, 4, Paints.Cream);
            Wheel(sheet, left + 90, 858, 30);
            Wheel(sheet, left + 416, 858, 30);
        }
        sheet.Box(x + 500, 530, 26, 300, Paints.Asphalt);
        sheet.Line(x + 300, 500, x + 350, 420, 8, Paints.Ink);
        sheet.Line(x + 350, 420, x + 310, 330, 8, Paints.Ink);
        sheet.Box(0, 912, 1600, 100, Paints.Lighter(Paints.Stone, 0.3f));
        sheet.Box(1400, 470, 18, 450, Paints.Ink);
        sheet.Disc(1409, 470, 58, Paints.Gold);
        sheet.Ring(1409, 470, 50, 10, Paints.Green);
        for (var waiting = 0; waiting < 5; waiting++)
            sheet.Person(1180 + (waiting * 82), sheet.Between(940, 975), sheet.Between(1.1f, 1.4f));
    }

    private static void BikeLane(Sheet sheet)
    {
        sheet.Day(560);
        sheet.Skyline(560, new SKColor(0xff9db2c6));
        sheet.Hills(570, 10, 300, Paints.Meadow);
        sheet.Shape(Paints.Lighter(Paints.Stone, 0.2f), 700, 560, 900, 560, 1640, 1000, -40, 1000);
        sheet.Shape(Paints.Brick, 720, 560, 880, 560, 1480, 1000, 120, 1000);
        for (var dash = 0; dash < 6; dash++)
            sheet.Shape(Paints.White.WithAlpha(220), 799 - (dash * 1.5f), 590 + (dash * dash * 12), 801 + (dash * 1.5f), 590 + (dash * dash * 12), 803 + (dash * 2f), 612 + (dash * dash * 15), 797 - (dash * 2f), 612 + (dash * dash * 15));
        for (var pair = 0; pair < 4; pair++)
        {
            float scale = 0.55f + (pair * 0.42f), foot = 590 + (pair * pair * 34), reach = 170 + (pair * 185);
            var leaves = sheet.Pick(Paints.Green, Paints.Meadow, Paints.Gold, new SKColor(0xff79a35a));
            sheet.Tree(800 - reach, foot, scale, leaves);
            sheet.Tree(800 + reach, foot, scale, Paints.Darker(leaves, 0.06f));
        }
        Rider(sheet, sheet.Between(620, 700), 760, 0.75f);
        Rider(sheet, sheet.Between(860, 960), 900, 1.15f);
        Rider(sheet, sheet.Between(430, 520), 930, 1.25f);
    }

    private static void Rider(Sheet sheet, float x, float y, float scale)
    {
        var (coat, skin) = (sheet.Pick(Paints.City, Paints.Red, Paints.Teal, Paints.Plum, Paints.Gold), sheet.Pick(Paints.Skin, Paints.SkinDark));
        sheet.At(x, y, () =>
        {
            sheet.Oval(0, 4, 130, 12, Paints.Ink.WithAlpha(70));
            sheet.Ring(-78, -48, 46, 8, Paints.Ink);
            sheet.Ring(78, -48, 46, 8, Paints.Ink);
            sheet.Line(-78, -48, -30, -116, 8, Paints.Gold);
            sheet.Line(-30, -116, 52, -116, 8, Paints.Gold);
            sheet.Line(-30, -116, 0, -48, 8, Paints.Gold);
            sheet.Line(0, -48, 56, -118, 8, Paints.Gold);
            sheet.Line(78, -48, 50, -140, 8, Paints.Gold);
            sheet.Line(-78, -48, 0, -48, 8, Paints.Gold);
            sheet.Line(50, -140, 34, -150, 8, Paints.Ink);
            sheet.Line(-44, -122, -12, -122, 12, Paints.Ink);
            sheet.Line(-26, -130, 22, -92, 20, Paints.Ink);
            sheet.Line(22, -92, 4, -34, 16, Paints.Ink);
            sheet.Line(-24, -142, 8, -210, 44, coat);
            sheet.Line(8, -206, 44, -152, 14, Paints.Darker(coat, 0.15f));
            sheet.Disc(24, -252, 24, skin);
            sheet.Oval(22, -266, 28, 16, Paints.White);
        }, scale: scale);
    }
}
