using SkiaSharp;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Painter;

internal static class Leisure
{
    public static readonly (Motif, Action<Sheet>)[] Motifs =
    [
        (new("playground", "Kinder spielen auf einem Spielplatz mit Rutsche, Schaukel und Sandkasten."), Playground),
        (new("pool", "Das blaue Becken des Freibads mit Sprungturm, am Rand Sonnenschirme."), Pool),
        (new("weekly-market", "Stände mit Obst und Gemüse unter gestreiften Dächern auf dem Marktplatz."), WeeklyMarket),
        (new("kindergarten", "Heller Gruppenraum einer Kita mit einem Turm aus Bauklötzen; an einer Leine hängen Kinderzeichnungen, daneben steht ein Bücherregal."), Kindergarten),
    ];

    private static void Playground(Sheet sheet)
    {
        sheet.Day(600);
        sheet.Hills(560, 20, 300, Paints.Lighter(Paints.Green, 0.25f));
        for (var tree = 0; tree < 8; tree++)
            sheet.Tree(100 + (tree * 205) + sheet.Between(-40, 40), sheet.Between(600, 630), sheet.Between(0.9f, 1.35f), sheet.Pick(Paints.Green, Paints.Meadow, Paints.Forest, new SKColor(0xff9dbb5c)));
        sheet.Hills(650, 12, 420, Paints.Meadow);
        sheet.Oval(800, 880, 640, 120, Paints.Sand);
        sheet.Oval(800, 874, 610, 104, Paints.Lighter(Paints.Sand, 0.25f));
        sheet.At(sheet.Between(300, 360), 850, () => Slide(sheet));
        sheet.At(sheet.Between(1130, 1190), 860, () => Swing(sheet));
        sheet.Box(700, 830, 36, 60, Paints.Gold, 6);
        sheet.Shape(Paints.Red, 760, 890, 772, 848, 812, 848, 824, 890);
        sheet.Shape(Paints.Darker(Paints.Sand, 0.08f), 820, 900, 880, 826, 950, 900);
        foreach (var (x, y) in (ReadOnlySpan<(float, float)>)[(640, 930), (900, 950), (560, 830)])
            sheet.Person(x + sheet.Between(-30, 30), y, 0.78f);
        sheet.Person(1480, 900, 1.2f);
        sheet.Person(110, 880, 1.2f);
    }

    private static void Slide(Sheet sheet)
    {
        foreach (var post in (ReadOnlySpan<float>)[-90, 60])
            sheet.Box(post, -400, 22, 410, Paints.Wood, 6);
        sheet.Shape(Paints.Red, -120, -392, -4, -490, 112, -392);
        sheet.Box(-100, -240, 190, 20, Paints.WoodDark, 4);
        sheet.Box(-90, -300, 172, 10, Paints.Gold, 4);
        for (var rung = 0; rung < 6; rung++)
            sheet.Line(-150 + (rung * 9), -16 - (rung * 38), -96 + (rung * 4), -16 - (rung * 38), 9, Paints.WoodDark);
        sheet.Line(-158, 4, -92, -236, 10, Paints.Wood);
        sheet.Bow(84, -232, 190, -90, 350, -20, 62, Paints.Darker(Paints.City, 0.15f));
        sheet.Bow(84, -238, 190, -98, 350, -28, 40, Paints.Lighter(Paints.City, 0.25f));
    }

    private static void Swing(Sheet sheet)
    {
        sheet.Line(-190, 0, -130, -390, 20, Paints.Wood);
        sheet.Line(-90, 0, -130, -390, 20, Paints.Wood);
        sheet.Line(190, 0, 150, -390, 20, Paints.Wood);
        sheet.Line(90, 0, 150, -390, 20, Paints.Wood);
        sheet.Line(-140, -390, 160, -390, 20, Paints.WoodDark);
        sheet.Line(-60, -384, -110, -140, 4, Paints.Ink);
        sheet.Line(-20, -384, -70, -140, 4, Paints.Ink);
        sheet.Box(-120, -142, 60, 12, Paints.Ink, 5);
        sheet.At(-92, -96, () => sheet.Person(0, 0, 0.72f), turn: 14);
        sheet.Line(50, -384, 50, -110, 4, Paints.Ink);
        sheet.Line(96, -384, 96, -110, 4, Paints.Ink);
        sheet.Box(42, -112, 62, 12, Paints.Ink, 5);
    }

    private static void Pool(Sheet sheet)
    {
        sheet.Day(480);
        for (var tree = 0; tree < 11; tree++)
            sheet.Tree(tree * 160, sheet.Between(500, 520), sheet.Between(0.8f, 1.25f), sheet.Pick(Paints.Green, Paints.Forest, Paints.Meadow));
        sheet.Hills(510, 6, 500, Paints.Meadow);
        sheet.Shape(Paints.Cream, 120, 620, 1480, 620, 1700, 1000, -100, 1000);
        sheet.Shape(Paints.White, 190, 640, 1410, 640, 1600, 960, 0, 960);
        sheet.Shape(Paints.Lighter(Paints.Water, 0.15f), 205, 650, 1395, 650, 1575, 950, 25, 950);
        for (var lane = 1; lane < 5; lane++)
            for (var bead = 0; bead < 26; bead++)
            {
                float depth = bead / 25f, top = 205 + (lane * 238), foot = 25 + (lane * 310);
                sheet.Disc(top + ((foot - top) * depth), 652 + (298 * depth), 3 + (depth * 5), bead % 4 < 2 ? Paints.Red : Paints.White);
            }
        for (var ripple = 0; ripple < 60; ripple++)
        {
            float x = sheet.Between(160, 1420), y = sheet.Between(670, 940), wide = sheet.Between(20, 60);
            sheet.Bow(x, y, x + (wide / 2), y - 8, x + wide, y, 4, Paints.White.WithAlpha(120));
        }
        foreach (var swimmer in (ReadOnlySpan<float>)[340, 760, 1180])
        {
            float x = swimmer + sheet.Between(-60, 60), y = sheet.Between(720, 880);
            sheet.Oval(x, y + 12, 60, 12, Paints.White.WithAlpha(170));
            sheet.Disc(x, y - 6, 22, sheet.Pick(Paints.Skin, Paints.SkinDark));
            sheet.Oval(x, y - 18, 23, 14, sheet.Pick(Paints.Red, Paints.Gold, Paints.City));
        }
        sheet.Box(1240, 240, 34, 400, Paints.Stone, 4);
        foreach (var board in (ReadOnlySpan<float>)[270, 440])
        {
            sheet.Box(1020, board, 270, 18, Paints.City, 6);
            sheet.Line(1250, board - 60, 1290, board, 6, Paints.Grey);
        }
        for (var shade = 0; shade < 4; shade++)
            Parasol(sheet, 130 + (shade * 210), 606 - (shade % 2 * 24), sheet.Pick(Paints.Red, Paints.Gold, Paints.Teal, Paints.Orange));
    }

    private static void Parasol(Sheet sheet, float x, float y, SKColor colour)
    {
        sheet.Line(x, y, x, y - 150, 8, Paints.Wood);
        sheet.Shape(colour, x - 90, y - 130, x - 50, y - 180, x, y - 198, x + 50, y - 180, x + 90, y - 130);
        sheet.Shape(Paints.White, x - 32, y - 130, x - 16, y - 186, x, y - 198, x + 16, y - 186, x + 32, y - 130);
        sheet.Box(x - 70, y - 16, 110, 18, Paints.Lighter(colour, 0.4f), 6);
    }

    private static void WeeklyMarket(Sheet sheet)
    {
        sheet.Day(600);
        sheet.Row(620, night: false);
        sheet.Band(612, 1000, Paints.Sand, Paints.Darker(Paints.Sand, 0.2f));
        for (var stone = 0; stone < 120; stone++)
            sheet.Oval(sheet.Between(0, 1600), sheet.Between(640, 990), sheet.Between(14, 34), 5, Paints.Darker(Paints.Sand, 0.14f).WithAlpha(120));
        Stand(sheet, 330, 800, 0.9f, Paints.Green);
        Stand(sheet, 1250, 800, 0.9f, Paints.City);
        sheet.Person(700, 830, 1.05f);
        sheet.Person(950, 840, 1.05f);
        Stand(sheet, 800, 950, 1.2f, Paints.Red);
        sheet.Person(sheet.Between(360, 430), 960, 1.4f);
        sheet.Person(sheet.Between(1190, 1260), 970, 1.4f);
    }

    private static void Stand(Sheet sheet, float x, float y, float scale, SKColor stripes) => sheet.At(x, y, () =>
    {
        sheet.Line(-220, -340, -220, 0, 12, Paints.Wood);
        sheet.Line(220, -340, 220, 0, 12, Paints.Wood);
        sheet.Person(0, -60, 1.15f);
        for (var stripe = 0; stripe < 10; stripe++)
        {
            var colour = stripe % 2 == 0 ? stripes : Paints.White;
            float top = -200 + (stripe * 40), foot = -250 + (stripe * 50);
            sheet.Shape(colour, top, -400, top + 40, -400, foot + 50, -310, foot, -310);
            sheet.Disc(foot + 25, -310, 25, colour);
        }
        sheet.Shape(Paints.Wood, -250, -110, 250, -110, 230, 0, -230, 0);
        for (var crate = 0; crate < 5; crate++)
        {
            var fruit = sheet.Pick(Paints.Red, Paints.Orange, Paints.Gold, Paints.Green, Paints.Plum, Paints.Meadow);
            sheet.Box(-240 + (crate * 98), -132, 90, 44, Paints.WoodDark, 4);
            for (var piece = 0; piece < 12; piece++)
                sheet.Disc(-228 + (crate * 98) + (piece % 6 * 13.5f), -138 - (piece / 6 * 12), 11, Paints.Mix(fruit, Paints.Gold, sheet.Between(0, 0.25f)));
        }
    }, scale: scale);

    private static void Kindergarten(Sheet sheet)
    {
        sheet.Band(0, 700, new SKColor(0xfff9efd9), new SKColor(0xfff3e2c0));
        sheet.Band(700, 1000, new SKColor(0xffd3a673), new SKColor(0xffb98754));
        for (var board = 0; board < 5; board++)
            sheet.Line(0, 740 + (board * 58), 1600, 740 + (board * 58), 3, Paints.Wood.WithAlpha(110));
        sheet.Box(110, 130, 470, 380, Paints.White, 8);
        sheet.Box(130, 150, 430, 340, Paints.Sky);
        sheet.Hillock(150, 470);
        sheet.Line(345, 150, 345, 490, 12, Paints.White);
        for (var sheetOfPaper = 0; sheetOfPaper < 4; sheetOfPaper++)
            sheet.At(720 + (sheetOfPaper * 190), 190 + (sheetOfPaper % 2 * 34), () => Drawing(sheet), turn: sheet.Between(-5, 5));
        sheet.Line(620, 150, 1560, 150, 4, Paints.Grey);
        sheet.Box(960, 420, 560, 300, Paints.Wood, 8);
        for (var shelf = 0; shelf < 2; shelf++)
        {
            sheet.Box(980, 440 + (shelf * 140), 520, 120, Paints.WoodDark, 4);
            for (float x = 990; x < 1470;)
            {
                var wide = sheet.Between(18, 46);
                var high = sheet.Between(60, 104);
                sheet.Box(x, 560 + (shelf * 140) - high, wide, high, sheet.Pick(Paints.Red, Paints.Gold, Paints.Teal, Paints.City, Paints.Green, Paints.Orange, Paints.Plum), 4);
                x += wide + 5;
            }
        }
        sheet.Oval(640, 880, 520, 96, Paints.Teal.WithAlpha(190));
        sheet.Oval(640, 876, 440, 74, Paints.Lighter(Paints.Teal, 0.3f));
        for (var block = 0; block < 9; block++)
        {
            var (column, row) = block < 4 ? (block, 0) : block < 7 ? (block - 4 + 0.5f, 1) : (block - 7 + 1f, 2);
            sheet.Box(430 + (column * 96), 800 - (row * 92), 90, 88, sheet.Pick(Paints.Red, Paints.Gold, Paints.City, Paints.Green, Paints.Orange), 10);
        }
        sheet.Shape(Paints.Plum, 570, 612, 618, 540, 666, 612);
        sheet.Person(1010, 930, 1.05f);
        sheet.Person(300, 920, 0.95f);
        sheet.Person(1250, 950, 1.85f);
    }

    private static void Hillock(this Sheet sheet, float x, float y)
    {
        sheet.Shape(Paints.Meadow, x - 20, y + 20, x - 20, y - 70, x + 140, y - 110, x + 300, y - 60, x + 410, y - 90, x + 410, y + 20);
        sheet.Tree(x + 90, y - 60, 0.7f, Paints.Green);
        sheet.Disc(x + 330, y - 240, 34, Paints.Sun);
    }

    private static void Drawing(Sheet sheet)
    {
        sheet.Box(-66, -44, 150, 190, Paints.White, 3);
        sheet.Box(-10, -62, 16, 34, Paints.Red, 3);
        switch (sheet.Pick(0, 1, 2))
        {
            case 0:
                sheet.Disc(10, 40, 34, Paints.Gold);
                for (var ray = 0; ray < 8; ray++)
                    sheet.At(10, 40, () => sheet.Line(0, -42, 0, -60, 6, Paints.Orange), turn: ray * 45);
                break;
            case 1:
                sheet.Shape(Paints.Red, -40, 40, 10, -10, 60, 40);
                sheet.Box(-30, 40, 80, 70, Paints.Gold);
                sheet.Box(0, 70, 24, 40, Paints.City);
                break;
            default:
                foreach (var (petal, colour) in (ReadOnlySpan<(int, SKColor)>)[(0, Paints.Plum), (72, Paints.Red), (144, Paints.Orange), (216, Paints.Plum), (288, Paints.Red)])
                    sheet.At(10, 26, () => sheet.Disc(0, -26, 19, colour), turn: petal);
                sheet.Disc(10, 26, 16, Paints.Gold);
                sheet.Line(10, 66, 10, 126, 7, Paints.Green);
                break;
        }
    }
}
