namespace Stadtfunk.Website.Shelf;

/// <summary>Chooses among the encodings that are on the shelf after the reader's Accept-Encoding.</summary>
internal static class Encodings
{
    public static Body Choose(Answer answer, string? accepts)
    {
        if (string.IsNullOrEmpty(accepts) || answer.Gzip is null)
            return answer.Plain;
        if (answer.Brotli is { } brotli && Takes(accepts, "br"))
            return brotli;
        return Takes(accepts, "gzip") ? answer.Gzip : answer.Plain;
    }

    private static bool Takes(ReadOnlySpan<char> accepts, ReadOnlySpan<char> coding)
    {
        foreach (var range in accepts.Split(','))
        {
            var part = accepts[range].Trim();
            var semicolon = part.IndexOf(';');
            var name = semicolon < 0 ? part : part[..semicolon].TrimEnd();
            if (name.Equals(coding, StringComparison.OrdinalIgnoreCase))
                return semicolon < 0 || !IsZero(part[(semicolon + 1)..]);
        }
        return false;
    }

    // "q=0", "q=0.000": the reader does not want it.
    private static bool IsZero(ReadOnlySpan<char> weight)
    {
        var equals = weight.IndexOf('=');
        return equals >= 0 && weight[(equals + 1)..].Trim().TrimStart("0.").IsEmpty;
    }
}
