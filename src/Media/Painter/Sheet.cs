using SkiaSharp;

namespace Stadtfunk.Media.Painter;

/// <summary>A sheet of 1600 × 1000 and the strokes that all motifs are made of. Chance comes from the seed alone.</summary>
internal sealed class Sheet(SKCanvas canvas, int seed)
{
    public const int Width = 1600, Height = 1000;

    private readonly Random chance = new(seed);

    public float Between(float least, float most) => least + ((float)chance.NextDouble() * (most - least));

    public T Pick<T>(params ReadOnlySpan<T> of) => of[chance.Next(of.Length)];

    public bool Chance(double share) => chance.NextDouble() < share;

    /// <summary>A band from edge to edge that runs from one colour to another.</summary>
    public void Band(float top, float bottom, SKColor above, SKColor below)
    {
        using var shader = SKShader.CreateLinearGradient(new(0, top), new(0, bottom), [above, below], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, top, Width, bottom - top, paint);
    }

    public void Box(float x, float y, float width, float height, SKColor colour, float round = 0)
    {
        using var paint = Solid(colour);
        canvas.DrawRoundRect(x, y, width, height, round, round, paint);
    }

    public void Disc(float x, float y, float radius, SKColor colour) => Oval(x, y, radius, radius, colour);

    public void Oval(float x, float y, float wide, float high, SKColor colour)
    {
        using var paint = Solid(colour);
        canvas.DrawOval(x, y, wide, high, paint);
    }

    public void Shape(SKColor colour, params ReadOnlySpan<float> points)
    {
        using var path = new SKPathBuilder();
        path.MoveTo(points[0], points[1]);
        for (var at = 2; at < points.Length; at += 2)
            path.LineTo(points[at], points[at + 1]);
        path.Close();
        using var paint = Solid(colour);
        using var drawn = path.Detach();
        canvas.DrawPath(drawn, paint);
    }

    public void Line(float x1, float y1, float x2, float y2, float width, SKColor colour)
    {
        using var paint = Stroke(width, colour);
        canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    /// <summary>A line bent through a middle point.</summary>
    public void Bow(float x1, float y1, float midX, float midY, float x2, float y2, float width, SKColor colour)
    {
        using var path = new SKPathBuilder();
        path.MoveTo(x1, y1);
        path.QuadTo(midX, midY, x2, y2);
        using var paint = Stroke(width, colour);
        using var drawn = path.Detach();
        canvas.DrawPath(drawn, paint);
    }

    public void Ring(float x, float y, float radius, float width, SKColor colour)
    {
        using var paint = Stroke(width, colour);
        canvas.DrawCircle(x, y, radius, paint);
    }

    /// <summary>Light that fades out towards its edge.</summary>
    public void Glow(float x, float y, float radius, SKColor colour)
    {
        using var shader = SKShader.CreateRadialGradient(new(x, y), radius, [colour, colour.WithAlpha(0)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawCircle(x, y, radius, paint);
    }

    /// <summary>A beam of light that fades from its source.</summary>
    public void Beam(float x, float y, float toX, float toY, float spread, SKColor colour)
    {
        using var shader = SKShader.CreateLinearGradient(new(x, y), new(toX, toY), [colour, colour.WithAlpha(0)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader, IsAntialias = true };
        using var path = new SKPathBuilder();
        path.MoveTo(x - 8, y);
        path.LineTo(x + 8, y);
        path.LineTo(toX + spread, toY);
        path.LineTo(toX - spread, toY);
        path.Close();
        using var drawn = path.Detach();
        canvas.DrawPath(drawn, paint);
    }

    /// <summary>Rolling ground from edge to edge: waves around a height, filled to the bottom and a little darker there.</summary>
    public void Hills(float y, float swing, float length, SKColor colour)
    {
        var shift = Between(0, 6.28f);
        using var path = new SKPathBuilder();
        path.MoveTo(0, Height);
        for (var x = 0; x <= Width; x += 20)
            path.LineTo(x, y + (swing * MathF.Sin((x / length) + shift)) + (swing * 0.4f * MathF.Sin((x / length * 2.3f) + (shift * 2))));
        path.LineTo(Width, Height);
        path.Close();
        using var shader = SKShader.CreateLinearGradient(new(0, y - swing), new(0, Height), [colour, Paints.Darker(colour, 0.18f)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader, IsAntialias = true };
        using var drawn = path.Detach();
        canvas.DrawPath(drawn, paint);
    }

    /// <summary>Draws at another place, turned and scaled, then comes back.</summary>
    public void At(float x, float y, Action draw, float turn = 0, float scale = 1)
    {
        canvas.Save();
        canvas.Translate(x, y);
        canvas.RotateDegrees(turn);
        canvas.Scale(scale);
        draw();
        canvas.Restore();
    }

    private static SKPaint Solid(SKColor colour) => new() { Color = colour, IsAntialias = true };

    private static SKPaint Stroke(float width, SKColor colour) =>
        new() { Color = colour, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = width, StrokeCap = SKStrokeCap.Round, StrokeJoin = SKStrokeJoin.Round };
}
