using SkiaSharp;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Painter;

internal static class Winter
{
    public static readonly (Motif, Action<Sheet>)[] Motifs =
    [
        (new("snow-park", "Die verschneite Orangerie im Park bei Sonnenaufgang, davor kahle Bäume."), SnowPark),
        (new("advent-market", "Beleuchtete Holzbuden auf dem Adventsmarkt am Abend, darüber Lichterketten und ein geschmückter Baum."), AdventMarket),
        (new("winter-service", "Ein orangefarbenes Räumfahrzeug schiebt Schnee von einer Straße, am Rand verschneite Häuser."), WinterService),
    ];

    private static void SnowPark(Sheet sheet)
    {
        sheet.Band(0, 620, sheet.Pick(new SKColor(0xff7f9cc9), new SKColor(0xff8fa8cf), new SKColor(0xff8c93c4)), Paints.Dawn);
        var sun = sheet.Between(300, 520);
        sheet.Glow(sun, 520, 520, Paints.Rose.WithAlpha(190));
        sheet.Disc(sun, 520, 70, Paints.Lighter(Paints.Sun, 0.3f));
        sheet.Hills(560, 36, 260, new SKColor(0xffb3b9d6));
        for (var fir = 0; fir < 16; fir++)
            sheet.Fir(sheet.Between(0, 1600), sheet.Between(590, 620), sheet.Between(0.4f, 0.75f), new SKColor(0xff5e7391), Paints.Snow.WithAlpha(200));
        sheet.Hills(640, 14, 400, new SKColor(0xffd4deee));
        Orangery(sheet, 800, 690);
        sheet.Hills(716, 16, 330, Paints.Snow);
        sheet.Shape(new SKColor(0xffd9e2ef), 730, 716, 890, 716, 1150, 1000, 420, 1000);
        foreach (var (x, y, scale) in (ReadOnlySpan<(float, float, float)>)[(170, 850, 1.9f), (1430, 870, 2.1f), (430, 760, 1.05f), (1190, 765, 1.1f)])
        {
            sheet.Oval(x + 60, y + 4, 120 * scale, 9 * scale, Paints.SnowShade);
            sheet.BareTree(x, y, scale, Paints.Snow);
        }
        sheet.Person(sheet.Between(640, 760), 850, 0.62f);
        sheet.Person(sheet.Between(800, 900), 900, 0.72f);
        sheet.Snowfall(130);
    }

    private static void Orangery(Sheet sheet, float x, float y)
    {
        var wall = new SKColor(0xfff3d9a4);
        sheet.Box(x - 430, y - 130, 860, 140, wall);
        sheet.Windows(x - 405, y - 104, 7, 1, 44, 0, 24, 84, sheet.NightGlass);
        sheet.Windows(x + 110, y - 104, 7, 1, 44, 0, 24, 84, sheet.NightGlass);
        sheet.Box(x - 446, y - 150, 892, 22, Paints.Snow, 8);
        sheet.Box(x - 92, y - 190, 184, 200, Paints.Lighter(wall, 0.25f));
        sheet.Windows(x - 66, y - 128, 3, 1, 54, 0, 26, 108, () => Paints.Glow);
        sheet.Shape(Paints.Lighter(wall, 0.1f), x - 108, y - 188, x, y - 250, x + 108, y - 188);
        sheet.Shape(Paints.Snow, x - 118, y - 188, x, y - 262, x + 118, y - 188, x + 92, y - 190, x, y - 240, x - 92, y - 190);
        sheet.Oval(x, y - 262, 38, 30, new SKColor(0xff6d8f93));
        sheet.Line(x, y - 285, x, y - 330, 5, Paints.Ink);
    }

    private static void AdventMarket(Sheet sheet)
    {
        sheet.Evening(640);
        sheet.Row(640, night: true, snow: true);
        sheet.Band(636, 1000, new SKColor(0xff5b678c), new SKColor(0xff36426a));
        sheet.Glow(800, 760, 760, Paints.Gold.WithAlpha(70));
        Tree(sheet, sheet.Between(760, 850), 760);
        foreach (var (x, y, scale) in (ReadOnlySpan<(float, float, float)>)[(330, 800, 0.95f), (1270, 800, 0.95f), (110, 900, 1.3f), (1490, 905, 1.3f)])
            Stall(sheet, x, y, scale);
        for (var chain = 0; chain < 3; chain++)
            for (float x = 0; x <= 1600; x += 50)
            {
                var y = 250 + (chain * 80) + (70 * MathF.Sin((x / 1600f * 3.14f) + chain));
                sheet.Glow(x, y, 22, Paints.Glow.WithAlpha(150));
                sheet.Disc(x, y, 5, Paints.White);
            }
        for (var person = 0; person < 9; person++)
            sheet.Person(sheet.Between(440, 1170), 800 + (person * 20), 0.72f + (person * 0.055f));
        sheet.Snowfall(110);
    }

    private static void Tree(Sheet sheet, float x, float y)
    {
        sheet.Glow(x, y - 260, 330, Paints.Glow.WithAlpha(70));
        sheet.Fir(x, y, 2.0f, Paints.Pine, Paints.Snow.WithAlpha(190));
        for (var ball = 0; ball < 34; ball++)
        {
            float height = sheet.Between(70, 470), reach = 150 * (1 - (height / 560));
            sheet.Disc(x + sheet.Between(-reach, reach), y - height, 7, sheet.Pick(Paints.Red, Paints.Gold, Paints.Glow));
        }
        sheet.Glow(x, y - 560, 60, Paints.Sun.WithAlpha(220));
        sheet.Disc(x, y - 556, 13, Paints.Sun);
    }

    private static void Stall(Sheet sheet, float x, float y, float scale) => sheet.At(x, y, () =>
    {
        sheet.Glow(0, -90, 240, Paints.Glow.WithAlpha(95));
        sheet.Box(-130, -190, 260, 190, Paints.WoodDark);
        sheet.Box(-112, -172, 224, 96, Paints.Glow, 4);
        for (var jar = -96; jar < 96; jar += 26)
            sheet.Box(jar, -104 - sheet.Between(0, 16), 18, 36, sheet.Pick(Paints.Red, Paints.Orange, Paints.Brick, Paints.Green), 4);
        sheet.Box(-142, -78, 284, 20, Paints.Wood, 4);
        for (var plank = -130; plank < 130; plank += 26)
            sheet.Line(plank, -56, plank, 0, 2, Paints.Darker(Paints.WoodDark, 0.4f));
        sheet.Shape(Paints.Brick, -166, -184, -120, -262, 120, -262, 166, -184);
        sheet.Shape(Paints.Snow, -150, -212, -120, -270, 120, -270, 150, -212, 90, -224, 30, -210, -40, -226, -100, -212);
    }, scale: scale);

    private static void WinterService(Sheet sheet)
    {
        sheet.Band(0, 560, new SKColor(0xff9fb2c8), Paints.SkyLow);
        sheet.Row(560, night: false, snow: true);
        sheet.Band(556, 1000, Paints.Snow, Paints.SnowShade);
        sheet.Shape(Paints.Asphalt, -20, 700, 1620, 640, 1620, 860, -20, 960);
        for (var dash = 0; dash < 9; dash++)
            sheet.Line(30 + (dash * 190), 826 - (dash * 9.5f), 120 + (dash * 190), 821.5f - (dash * 9.5f), 9, Paints.White.WithAlpha(190));
        sheet.Shape(Paints.Snow, 900, 690, 1620, 640, 1620, 860, 1010, 900);
        sheet.At(760, 850, () =>
        {
            sheet.Oval(40, 6, 400, 26, Paints.Ink.WithAlpha(60));
            sheet.Box(-330, -210, 300, 150, Paints.Orange, 10);
            sheet.Box(-330, -130, 300, 16, Paints.White);
            sheet.Box(-20, -262, 200, 214, Paints.Orange, 18);
            sheet.Box(70, -236, 96, 84, Paints.Lighter(Paints.Sky, 0.3f), 10);
            sheet.Box(-340, -70, 540, 40, Paints.Ink, 8);
            sheet.Glow(60, -284, 90, Paints.Gold.WithAlpha(220));
            sheet.Box(36, -286, 50, 26, Paints.Gold, 10);
            foreach (var wheel in (ReadOnlySpan<float>)[-260, -150, 100])
            {
                sheet.Disc(wheel, -34, 52, Paints.Ink);
                sheet.Disc(wheel, -34, 22, Paints.Stone);
            }
            sheet.Shape(Paints.Gold, 230, -120, 290, -140, 320, 14, 240, 26);
            sheet.Shape(Paints.Red, 246, -118, 262, -124, 288, 18, 270, 20);
            sheet.Line(196, -50, 250, -50, 16, Paints.Grey);
            for (var clump = 0; clump < 26; clump++)
                sheet.Disc(sheet.Between(290, 440), sheet.Between(-90, 20), sheet.Between(10, 40), Paints.White.WithAlpha(225));
        });
        sheet.Snowfall(240);
    }
}
