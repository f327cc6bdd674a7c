using System.Text.RegularExpressions;

namespace Stadtfunk.Editorial.Editions;

internal enum Went
{
    Same,
    Out,
    In,

    /// <summary>Unchanged text that is left out between two changes.</summary>
    Skipped,
}

/// <summary>A run of words with one fate.</summary>
internal readonly record struct Piece(Went Fate, string Text);

/// <summary>What changed between two texts, by words: the shortest way from one to the other (Myers), or "all of it" where that would take long.</summary>
internal static partial class WordDiff
{
    private const int MostSteps = 1_200;
    private const int Around = 60;

    public static IReadOnlyList<Piece> Between(string before, string after)
    {
        var (old, now) = (Words(before), Words(after));
        var head = 0;
        while (head < old.Length && head < now.Length && old[head] == now[head])
            head++;
        var tail = 0;
        while (tail < old.Length - head && tail < now.Length - head && old[^(tail + 1)] == now[^(tail + 1)])
            tail++;
        var pieces = new List<Piece>();
        Add(pieces, Went.Same, string.Concat(old[..head]));
        foreach (var piece in Middle(old[head..^tail], now[head..^tail]))
            Add(pieces, piece.Fate, piece.Text);
        Add(pieces, Went.Same, string.Concat(old[^tail..]));
        return pieces;
    }

    /// <summary>The same with long unchanged stretches left out.</summary>
    public static IReadOnlyList<Piece> Short(string before, string after)
    {
        var pieces = Between(before, after);
        var shown = new List<Piece>();
        for (var at = 0; at < pieces.Count; at++)
            if (pieces[at] is { Fate: Went.Same, Text: { Length: > 3 * Around } text })
            {
                if (at > 0)
                    shown.Add(new Piece(Went.Same, text[..Around]));
                shown.Add(new Piece(Went.Skipped, " … "));
                if (at < pieces.Count - 1)
                    shown.Add(new Piece(Went.Same, text[^Around..]));
            }
            else
                shown.Add(pieces[at]);
        return shown;
    }

    private static void Add(List<Piece> pieces, Went fate, string text)
    {
        if (text.Length == 0)
            return;
        if (pieces.Count > 0 && pieces[^1].Fate == fate)
            pieces[^1] = new Piece(fate, pieces[^1].Text + text);
        else
            pieces.Add(new Piece(fate, text));
    }

    private static IEnumerable<Piece> Middle(string[] old, string[] now)
    {
        if (old.Length == 0 || now.Length == 0 || Trace(old, now) is not { } trace)
            return [new Piece(Went.Out, string.Concat(old)), new Piece(Went.In, string.Concat(now))];
        var way = new List<Piece>();
        var (x, y) = (old.Length, now.Length);
        for (var steps = trace.Count - 1; steps >= 0; steps--)
        {
            var reach = trace[steps];
            var k = x - y;
            var before = steps == 0 ? 0 : k == -steps || (k != steps && At(reach, steps, k - 1) < At(reach, steps, k + 1)) ? k + 1 : k - 1;
            var fromX = steps == 0 ? 0 : At(reach, steps, before);
            var fromY = fromX - before;
            while (x > fromX && y > fromY && x > 0 && y > 0 && old[x - 1] == now[y - 1])
            {
                way.Add(new Piece(Went.Same, old[--x]));
                y--;
            }
            if (steps > 0 && x > fromX)
                way.Add(new Piece(Went.Out, old[--x]));
            else if (steps > 0 && y > fromY)
                way.Add(new Piece(Went.In, now[--y]));
        }
        way.Reverse();
        return way;
    }

    // The reach of each diagonal before each step; null when it takes too many.
    private static List<int[]>? Trace(string[] old, string[] now)
    {
        var reach = new int[1];
        var trace = new List<int[]>();
        for (var steps = 0; steps <= MostSteps; steps++)
        {
            trace.Add(reach);
            var next = new int[(2 * steps) + 1];
            for (var k = -steps; k <= steps; k += 2)
            {
                var x = steps == 0 ? 0 : k == -steps || (k != steps && At(reach, steps, k - 1) < At(reach, steps, k + 1)) ? At(reach, steps, k + 1) : At(reach, steps, k - 1) + 1;
                while (x < old.Length && x - k < now.Length && old[x] == now[x - k])
                    x++;
                next[k + steps] = x;
                if (x >= old.Length && x - k >= now.Length)
                    return trace;
            }
            reach = next;
        }
        return null;
    }

    // What the step before reached on diagonal k.
    private static int At(int[] reach, int steps, int k) => reach[k + steps - 1];

    private static string[] Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\n|[^\S\n]+|[\p{L}\p{M}\p{N}_]+|.", RegexOptions.Singleline)]
    private static partial Regex Word();
}
