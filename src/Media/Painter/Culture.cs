using SkiaSharp;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Painter;

internal static class Culture
{
    public static readonly (Motif, Action<Sheet>)[] Motifs =
    [
        (new("town-hall", "Das Rathaus mit Uhrturm und Freitreppe, davor der Marktplatz mit Menschen."), TownHall),
        (new("stage", "Bunte Scheinwerfer strahlen die Bühne an, auf der eine Band spielt; davor jubelt das Publikum."), Stage),
        (new("museum", "Besucherinnen und Besucher stehen vor dem Dinosaurierskelett in der hohen Halle des Naturkundemuseums."), Museum),
        (new("library", "Hohe, gut gefüllte Bücherregale in der Stadtbibliothek, davor ein Lesesessel und eine Stehlampe."), Library),
    ];

    private static void TownHall(Sheet sheet)
    {
        sheet.Day(760);
        sheet.Hills(640, 8, 300, Paints.Meadow);
        sheet.Skyline(640, new SKColor(0xffb7c6d6));
        var wall = sheet.Pick(Paints.Sand, new SKColor(0xffe9cfa8), new SKColor(0xffd9b9a0));
        sheet.Box(280, 380, 1040, 370, wall);
        sheet.Shape(Paints.Roof, 250, 384, 340, 280, 1260, 280, 1350, 384);
        for (var dormer = 0; dormer < 6; dormer++)
        {
            sheet.Shape(Paints.Darker(Paints.Roof, 0.2f), 372 + (dormer * 158), 360, 402 + (dormer * 158), 310, 432 + (dormer * 158), 360);
            sheet.Box(388 + (dormer * 158), 334, 28, 28, Paints.Glow, 3);
        }
        sheet.Windows(322, 424, 5, 2, 76, 150, 40, 84, sheet.DayGlass);
        sheet.Windows(942, 424, 5, 2, 76, 150, 40, 84, sheet.DayGlass);
        sheet.Box(280, 544, 1040, 14, Paints.Darker(wall, 0.12f));
        sheet.Box(700, 190, 200, 560, Paints.Lighter(wall, 0.2f));
        sheet.Shape(Paints.Roof, 680, 194, 800, 40, 920, 194);
        sheet.Line(800, 44, 800, 6, 6, Paints.Gold);
        sheet.Disc(800, 262, 58, Paints.White);
        sheet.Ring(800, 262, 58, 8, Paints.Gold);
        sheet.Line(800, 262, 800, 222, 7, Paints.Ink);
        sheet.Line(800, 262, 830, 276, 7, Paints.Ink);
        sheet.Windows(736, 372, 3, 1, 50, 0, 28, 80, sheet.DayGlass);
        sheet.Box(690, 498, 220, 18, Paints.Stone);
        foreach (var column in (ReadOnlySpan<float>)[704, 768, 814, 878])
            sheet.Box(column, 516, 18, 206, Paints.White, 4);
        sheet.Box(788, 570, 24, 150, Paints.WoodDark);
        sheet.Box(744, 570, 112, 152, Paints.Wood, 6);
        for (var stair = 0; stair < 4; stair++)
            sheet.Box(650 - (stair * 24), 720 + (stair * 16), 300 + (stair * 48), 18, Paints.Lighter(Paints.Stone, 0.35f - (stair * 0.1f)));
        sheet.Band(780, 1000, Paints.Lighter(Paints.Stone, 0.35f), Paints.Stone);
        for (var row = 0; row < 5; row++)
            sheet.Line(0, 800 + (row * row * 12), 1600, 800 + (row * row * 12), 3, Paints.Grey.WithAlpha(70));
        foreach (var (x, flag) in (ReadOnlySpan<(float, SKColor)>)[(210, Paints.City), (1390, Paints.Gold)])
        {
            sheet.Line(x, 790, x, 430, 8, Paints.Grey);
            sheet.Shape(flag, x, 434, x + 110, 446, x + 96, 500, x, 492);
        }
        sheet.Tree(110, 830, 1.3f, Paints.Green);
        sheet.Tree(1490, 835, 1.35f, Paints.Forest);
        for (var person = 0; person < 7; person++)
            sheet.Person(sheet.Between(260, 1340), 830 + (person * 22), 0.75f + (person * 0.09f));
    }

    private static void Stage(Sheet sheet)
    {
        sheet.Band(0, 1000, new SKColor(0xff1a1838), new SKColor(0xff2a2450));
        sheet.Box(150, 90, 1300, 34, Paints.Ink);
        for (var brace = 0; brace < 26; brace++)
            sheet.Line(150 + (brace * 50), 92, 200 + (brace * 50), 122, 4, Paints.Grey.WithAlpha(150));
        foreach (var tower in (ReadOnlySpan<float>)[150, 1416])
            sheet.Box(tower, 90, 34, 560, Paints.Ink);
        sheet.Band(300, 640, new SKColor(0xff3a2f6a), new SKColor(0xff5b3f86));
        SKColor[] lights = [Paints.Gold, Paints.Rose, new(0xff7fd4e8), new(0xffc79bff), new(0xff8ce0a8)];
        for (var lamp = 0; lamp < 7; lamp++)
        {
            float x = 260 + (lamp * 180);
            var colour = lights[(lamp + sheet.Pick(0, 1, 2)) % lights.Length];
            sheet.Beam(x, 130, x + sheet.Between(-230, 230), 700, 130, colour.WithAlpha(150));
            sheet.Box(x - 18, 112, 36, 30, Paints.Ink, 6);
            sheet.Disc(x, 140, 13, Paints.Lighter(colour, 0.5f));
        }
        sheet.Box(180, 620, 1240, 90, new SKColor(0xff241f3f));
        sheet.Box(180, 612, 1240, 16, new SKColor(0xff6a5a9c));
        foreach (var tower in (ReadOnlySpan<float>)[210, 1270])
        {
            sheet.Box(tower, 420, 120, 200, Paints.Night, 8);
            sheet.Ring(tower + 60, 480, 40, 8, Paints.Asphalt);
            sheet.Ring(tower + 60, 565, 34, 8, Paints.Asphalt);
        }
        Band(sheet);
        for (var row = 0; row < 4; row++)
            for (var x = sheet.Between(-60, -10); x < 1640; x += sheet.Between(58, 84))
                Fan(sheet, x, 800 + (row * 72), 0.75f + (row * 0.16f), Paints.Mix(new SKColor(0xff4a3f78), new SKColor(0xff120f24), row / 3f));
    }

    private static void Band(Sheet sheet)
    {
        sheet.Person(560, 616, 1.25f);
        sheet.Line(520, 500, 640, 470, 14, Paints.Wood);
        sheet.Person(800, 616, 1.35f);
        sheet.Line(852, 612, 852, 430, 5, Paints.Stone);
        sheet.Line(852, 430, 826, 416, 9, Paints.Ink);
        sheet.Person(1060, 570, 1.2f);
        sheet.Disc(1060, 570, 62, Paints.Red);
        sheet.Disc(1060, 570, 48, Paints.Cream);
        sheet.Oval(960, 520, 52, 12, Paints.Gold);
        sheet.Oval(1164, 520, 52, 12, Paints.Gold);
    }

    private static void Fan(Sheet sheet, float x, float y, float scale, SKColor tone)
    {
        var up = sheet.Chance(0.4);
        sheet.At(x, y, () =>
        {
            sheet.Disc(0, 0, 30, tone);
            sheet.Box(-46, 26, 92, 260, tone, 34);
            if (!up)
                return;
            sheet.Line(-36, 50, -50, -70, 20, tone);
            sheet.Line(36, 50, 52, -64, 20, tone);
        }, scale: scale);
    }

    private static void Museum(Sheet sheet)
    {
        sheet.Band(0, 760, new SKColor(0xffcfd9e2), new SKColor(0xffece4d4));
        for (var arch = 0; arch < 5; arch++)
        {
            float x = 40 + (arch * 320);
            sheet.Disc(x + 120, 250, 120, Paints.White);
            sheet.Box(x, 250, 240, 440, Paints.White);
            sheet.Disc(x + 120, 254, 104, Paints.Lighter(Paints.Sky, 0.3f));
            sheet.Box(x + 16, 250, 208, 420, Paints.Lighter(Paints.Sky, 0.3f));
            sheet.Line(x + 120, 150, x + 120, 670, 8, Paints.White);
            sheet.Line(x + 16, 400, x + 224, 400, 8, Paints.White);
            sheet.Beam(x + 120, 300, x - 20, 980, 170, Paints.Glow.WithAlpha(60));
        }
        sheet.Band(720, 1000, new SKColor(0xffc9a87c), new SKColor(0xff9d7a52));
        sheet.Oval(800, 850, 560, 66, Paints.Darker(Paints.Sand, 0.35f));
        sheet.Oval(800, 836, 560, 66, Paints.Sand);
        Skeleton(sheet, new SKColor(0xfff4ead2), new SKColor(0xff6b5a48));
        for (var visitor = 0; visitor < 6; visitor++)
            sheet.Person(sheet.Between(100, 1500), sheet.Between(930, 985), sheet.Between(1.0f, 1.45f));
    }

    private static void Skeleton(Sheet sheet, SKColor bone, SKColor shade)
    {
        sheet.At(0, 6, () => Bones(sheet, shade.WithAlpha(70)));
        Bones(sheet, bone);
        sheet.Disc(1262, 232, 9, shade);
    }

    private static void Bones(Sheet sheet, SKColor bone)
    {
        sheet.Bow(300, 640, 470, 430, 700, 450, 20, bone);
        sheet.Bow(700, 450, 900, 450, 990, 480, 28, bone);
        sheet.Bow(990, 480, 1120, 440, 1210, 260, 22, bone);
        for (var joint = 0; joint < 13; joint++)
            sheet.Disc(330 + (joint * 32), 606 - (joint * (25 - (joint * 0.95f))), 9 + (joint * 0.5f), bone);
        sheet.Shape(bone, 1190, 220, 1260, 196, 1380, 240, 1376, 262, 1280, 270, 1200, 284);
        sheet.Line(1220, 290, 1350, 286, 14, bone);
        for (var tooth = 0; tooth < 6; tooth++)
            sheet.Line(1284 + (tooth * 15), 268, 1284 + (tooth * 15), 280, 5, bone);
        for (var rib = 0; rib < 9; rib++)
            sheet.Bow(720 + (rib * 32), 462, 690 + (rib * 32), 560, 740 + (rib * 30), 630 - (MathF.Abs(rib - 4) * 10), 11, bone);
        foreach (var (x, knee) in (ReadOnlySpan<(float, float)>)[(700, -40), (780, 30)])
        {
            sheet.Line(x, 480, x + knee, 650, 26, bone);
            sheet.Line(x + knee, 650, x + knee - 14, 810, 20, bone);
            sheet.Line(x + knee - 20, 814, x + knee + 50, 818, 18, bone);
        }
        foreach (var (x, knee) in (ReadOnlySpan<(float, float)>)[(960, 26), (1020, -16)])
        {
            sheet.Line(x, 500, x + knee, 640, 22, bone);
            sheet.Line(x + knee, 640, x + knee + 6, 806, 17, bone);
            sheet.Line(x + knee, 812, x + knee + 56, 816, 16, bone);
        }
    }

    private static void Library(Sheet sheet)
    {
        sheet.Band(0, 760, new SKColor(0xffefe2c8), new SKColor(0xffe5d2ae));
        sheet.Band(750, 1000, new SKColor(0xffa9774c), new SKColor(0xff85582f));
        for (var board = 0; board < 4; board++)
            sheet.Line(0, 800 + (board * 56), 1600, 800 + (board * 56), 3, Paints.WoodDark.WithAlpha(90));
        sheet.Box(60, 90, 1480, 680, Paints.Wood, 6);
        for (var row = 0; row < 4; row++)
        {
            sheet.Box(84, 112 + (row * 164), 1432, 142, Paints.Darker(Paints.WoodDark, 0.25f));
            for (float x = 90; x < 1490;)
            {
                float wide = sheet.Between(16, 40), high = sheet.Between(84, 132);
                var back = sheet.Pick(Paints.City, Paints.Brick, Paints.Teal, Paints.Gold, Paints.Forest, Paints.Plum, Paints.Cream, Paints.Red, Paints.Dusk);
                if (sheet.Chance(0.06))
                    x += 30;
                sheet.Box(x, 254 + (row * 164) - high, wide, high, back, 3);
                sheet.Box(x + 4, 254 + (row * 164) - high + 16, wide - 8, 6, Paints.Lighter(back, 0.5f));
                x += wide + 2;
            }
        }
        foreach (var divider in (ReadOnlySpan<float>)[540, 1030])
            sheet.Box(divider, 96, 26, 674, Paints.Darker(Paints.Wood, 0.12f));
        sheet.Oval(900, 930, 560, 74, Paints.Brick.WithAlpha(170));
        sheet.At(820, 920, () =>
        {
            sheet.Box(-170, -330, 330, 260, Paints.Teal, 60);
            sheet.Box(-190, -170, 70, 150, Paints.Darker(Paints.Teal, 0.15f), 30);
            sheet.Box(120, -170, 70, 150, Paints.Darker(Paints.Teal, 0.15f), 30);
            sheet.Box(-140, -130, 280, 80, Paints.Lighter(Paints.Teal, 0.2f), 24);
            sheet.Line(-140, -26, -150, 10, 14, Paints.WoodDark);
            sheet.Line(140, -26, 150, 10, 14, Paints.WoodDark);
            sheet.Shape(Paints.Cream, -60, -140, 0, -128, 60, -140, 60, -100, 0, -88, -60, -100);
        });
        sheet.Glow(1160, 470, 420, Paints.Glow.WithAlpha(150));
        sheet.Line(1160, 930, 1160, 470, 10, Paints.Ink);
        sheet.Oval(1160, 932, 66, 12, Paints.Ink);
        sheet.Shape(Paints.Gold, 1080, 520, 1116, 410, 1204, 410, 1240, 520);
        sheet.Person(sheet.Between(330, 430), 950, 1.6f);
    }
}
