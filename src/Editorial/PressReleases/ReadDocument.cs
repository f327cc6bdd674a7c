using System.Text;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.PressReleases;

/// <param name="Title">The headline as far as the file tells; may be empty.</param>
internal sealed record DocumentText(string Title, string Text);

/// <summary>
/// Takes the words out of a file that somebody wrote: Word, LibreOffice, PDF, HTML or plain text. What the file is stands in its bytes, not in its name; nothing
/// of it is kept.
/// </summary>
internal sealed class ReadDocument
{
    public const int MaxBytes = 10 * 1024 * 1024;

    public async Task<Outcome<DocumentText>> Run(Actor actor, Stream file, CancellationToken ct)
    {
        if (!actor.MayAnywhere(Permission.Write))
            return Refusal.Forbidden();
        var bytes = new byte[MaxBytes + 1];
        var read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        if (read > MaxBytes)
            return Refusal.Invalid("Editorial.Press.FileTooBig", MaxBytes / 1024 / 1024).On("file");
        var found = await Task.Run(() => Words(bytes.AsMemory(0, read)), ct);
        if (!found.Ok)
            return found;
        var text = Tidy(found.Value.Text);
        if (text.Length == 0)
            return Refusal.Invalid("Editorial.Press.NoWords").On("file");
        if (text.Length > PressRelease.MaxText)
            return Refusal.Invalid("Editorial.Press.TooManyWords", PressRelease.MaxText).On("file");
        return WithTitle(Tidy(found.Value.Title).ReplaceLineEndings(" "), text);
    }

    private static Outcome<DocumentText> Words(ReadOnlyMemory<byte> bytes)
    {
        var start = bytes.Span[..Math.Min(bytes.Length, 4096)];
        if (start.StartsWith("PK\u0003\u0004"u8))
            return OfficeText.Read(bytes);
        if (start.IndexOf("%PDF-"u8) is >= 0 and < 1024)
            return PdfText.Read(bytes);
        // Old Word files, pictures, programs: text has no such bytes.
        if (PlainText.Read(bytes) is not { } text)
            return Refusal.Invalid("Editorial.Press.FileUnknown").On("file");
        return HtmlText.Looks(text) ? HtmlText.Read(text) : new DocumentText("", text);
    }

    /// <summary>A headline that nothing marks as one is a short first line above the rest.</summary>
    private static DocumentText WithTitle(string title, string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (title.Length == 0 && end is > 0 and <= 120 && !text[..end].TrimEnd().EndsWith('.'))
            title = text[..end].Trim();
        if (title.Length > PressRelease.MaxTitle)
            title = title[..PressRelease.MaxTitle].TrimEnd();
        return new DocumentText(title, title.Length > 0 && text.StartsWith(title, StringComparison.Ordinal) && text.Length > title.Length ? text[title.Length..].TrimStart() : text);
    }

    internal static string Tidy(string raw)
    {
        var tidy = new StringBuilder(raw.Length);
        var empty = 0;
        foreach (var line in raw.ReplaceLineEndings("\n").Split('\n'))
        {
            var words = string.Join(' ', line.Replace('\u00a0', ' ').Replace("\u00ad", "", StringComparison.Ordinal).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
            empty = words.Length == 0 ? empty + 1 : 0;
            if (empty < 2)
                tidy.Append(words).Append('\n');
        }
        return tidy.ToString().Trim();
    }
}

internal static class PlainText
{
    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>UTF-8, UTF-16 with its mark, or else as Windows wrote for decades; null when it is no text.</summary>
    public static string? Read(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode.GetString(span[2..]);
        if (span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(span[2..]);
        if (span.IndexOfAnyInRange((byte)0, (byte)8) >= 0)
            return null;
        try
        {
            return Strict.GetString(span).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            return Windows.GetString(span);
        }
    }
}
