using SkiaSharp;

namespace Stadtfunk.Media.Painter;

/// <summary>Houses, rows of houses and the outline of the city.</summary>
internal static class Buildings
{
    public static void Windows(this Sheet sheet, float x, float y, int across, int down, float stepX, float stepY, float wide, float high, Func<SKColor> glass)
    {
        for (var row = 0; row < down; row++)
            for (var column = 0; column < across; column++)
            {
                float left = x + (column * stepX), top = y + (row * stepY);
                sheet.Box(left - 4, top - 4, wide + 8, high + 10, Paints.White.WithAlpha(150), 3);
                sheet.Box(left, top, wide, high, glass(), 2);
                sheet.Line(left + (wide / 2), top, left + (wide / 2), top + high, 3, Paints.White.WithAlpha(150));
            }
    }

    public static SKColor DayGlass(this Sheet sheet) => Paints.Mix(Paints.WaterDeep, Paints.Sky, sheet.Between(0.1f, 0.6f));

    public static SKColor NightGlass(this Sheet sheet) => sheet.Chance(0.55) ? Paints.Mix(Paints.Glow, Paints.Gold, sheet.Between(0, 0.6f)) : Paints.Mix(Paints.Night, Paints.Dusk, 0.4f);

    /// <summary>A gabled town house standing on y.</summary>
    public static void TownHouse(this Sheet sheet, float x, float y, float width, float height, SKColor wall, bool night, bool snow = false)
    {
        var tint = night ? Paints.Mix(wall, Paints.Night, 0.58f) : wall;
        var roof = night ? Paints.Mix(Paints.Roof, Paints.Night, 0.55f) : sheet.Pick(Paints.Roof, Paints.Brick, Paints.Asphalt);
        sheet.Box(x, y - height, width, height, tint);
        sheet.Box(x + (width * 0.82f), y - height, width * 0.18f, height, Paints.Darker(tint, 0.1f));
        sheet.Shape(roof, x - 10, y - height, x + (width / 2), y - height - (width * 0.62f), x + width + 10, y - height);
        if (snow)
            sheet.Shape(Paints.Snow, x - 14, y - height - 2, x + (width / 2), y - height - (width * 0.66f), x + width + 14, y - height - 2, x + width - 18, y - height - 8, x + (width / 2), y - height - (width * 0.5f), x + 18, y - height - 8);
        var across = Math.Max(2, (int)(width / 62));
        var step = (width - 24) / across;
        sheet.Windows(x + 12 + ((step - 30) / 2), y - height + 30, across, Math.Max(1, (int)((height - 110) / 84)), step, 84, 30, 46, night ? sheet.NightGlass : sheet.DayGlass);
        sheet.Box(x + (width / 2) - 22, y - 78, 44, 78, Paints.Darker(tint, 0.45f), 4);
        sheet.Disc(x + (width / 2), y - height - (width * 0.22f), width * 0.06f, night ? Paints.Glow : Paints.DayHole);
    }

    public static void Row(this Sheet sheet, float y, bool night, bool snow = false)
    {
        for (var x = sheet.Between(-90, -20); x < Sheet.Width;)
        {
            var width = sheet.Between(140, 215);
            sheet.TownHouse(x, y, width, sheet.Between(190, 300), sheet.Pick(Paints.Cream, Paints.Sand, new SKColor(0xffd9c3a5), new SKColor(0xffb7cbb4), new SKColor(0xffe7b79a), new SKColor(0xffa9c0d3)), night, snow);
            x += width;
        }
    }

    /// <summary>The city far away: its church, its town hall, roofs in one tone.</summary>
    public static void Skyline(this Sheet sheet, float y, SKColor tone)
    {
        for (var x = -20f; x < Sheet.Width;)
        {
            float width = sheet.Between(60, 130), height = sheet.Between(50, 130);
            sheet.Box(x, y - height, width + 2, height + 4, tone);
            if (sheet.Chance(0.6))
                sheet.Shape(tone, x, y - height, x + (width / 2), y - height - (width * 0.5f), x + width, y - height);
            x += width;
        }
        var church = sheet.Between(260, 560);
        sheet.Box(church, y - 250, 62, 254, tone);
        sheet.Shape(tone, church - 6, y - 248, church + 31, y - 400, church + 68, y - 248);
        sheet.Box(church + 62, y - 150, 150, 154, tone);
        sheet.Shape(tone, church + 62, y - 150, church + 137, y - 215, church + 212, y - 150);
        var hall = sheet.Between(900, 1250);
        sheet.Box(hall, y - 290, 48, 294, tone);
        sheet.Oval(hall + 24, y - 292, 32, 36, tone);
        sheet.Line(hall + 24, y - 320, hall + 24, y - 372, 6, tone);
        sheet.Box(hall - 120, y - 140, 290, 144, tone);
    }
}
