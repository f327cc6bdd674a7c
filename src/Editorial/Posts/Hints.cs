using System.Globalization;
using System.Text.RegularExpressions;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <param name="Why">What would be better, in one sentence.</param>
/// <param name="Channel">Whose own text is meant; null: the common text or a picture.</param>
/// <param name="Mended">The text with it mended; null where only a person can.</param>
internal sealed record Hint(Refusal Why, ChannelId? Channel = null, string? Mended = null)
{
    /// <summary>The picture whose description is meant.</summary>
    public PictureId? Picture { get; init; }
}

/// <summary>What would make a post easier to read, to hear and to find. Nothing of it stops anybody.</summary>
internal static partial class Hints
{
    private const int ManyWords = 25;
    private const int LongAlt = 250;
    private const int EmojiChain = 4;

    // What a press officer would say instead.
    private static readonly (string Stiff, string Plain)[] Plainer =
    [
        ("bezüglich", "zu"), ("hinsichtlich", "zu"), ("seitens", "von"), ("mittels", "mit"), ("zwecks", "für"), ("gemäß", "nach"), ("diesbezüglich", "dazu"), ("im Rahmen von", "bei"),
        ("im Rahmen der", "bei der"), ("im Rahmen des", "bei"), ("zum jetzigen Zeitpunkt", "jetzt"), ("in Kenntnis setzen", "informieren"), ("Inanspruchnahme", "Nutzung"), ("vorbehaltlich", "wenn"),
        ("erfolgt die", "wird"), ("käuflich erwerben", "kaufen"), ("aufgrund der Tatsache", "weil"), ("nichtsdestotrotz", "trotzdem"), ("Lichtzeichenanlage", "Ampel"), ("Postwertzeichen", "Briefmarke"),
    ];

    /// <param name="find">The pictures and documents, where they are known.</param>
    public static IReadOnlyList<Hint> Of(PostContent content, IEnumerable<FitChannel> chosen, Func<PictureId, PictureView?>? find = null)
    {
        var hints = OfTitle(content.Title).Concat(OfText(content.Text, null, content.Language)).ToList();
        if (content.Link is { } link && Pdf().IsMatch(link.Trim()))
            hints.Add(new Hint(Refusal.Invalid("Editorial.Hint.Pdf")));
        foreach (var channel in chosen)
        {
            if (content.OwnTextOf(channel.Id) is { Length: > 0 } own)
                hints.AddRange(OfText(own, channel.Id, content.Language));
            if (FitLimits.HintOn(channel, content) is { } many)
                hints.Add(many);
        }
        for (var place = 0; place < content.Pictures.Count; place++)
            hints.AddRange(OfShown(content.Pictures[place], place + 1, content, find?.Invoke(content.Pictures[place].Picture)));
        return hints;
    }

    // A document has a title and no description: nothing of it is seen that somebody would have to hear of.
    private static IEnumerable<Hint> OfShown(PictureInPost picture, int number, PostContent content, PictureView? view) => view?.Document is not null
        ? OfDocument(picture)
        : OfAlt(picture, number, content).Concat(OfLettering(picture, number, view?.FileName));

    private static IEnumerable<Hint> OfDocument(PictureInPost document)
    {
        if (FileName().IsMatch(document.Alt))
            yield return new Hint(Refusal.Invalid("Editorial.Hint.DocumentFileName", document.Alt)) { Picture = document.Picture };
    }

    private static IEnumerable<Hint> OfTitle(string title)
    {
        if (Hashtags.All(title) is { Count: > 0 } tags)
            yield return new Hint(Refusal.Invalid("Editorial.Hint.HashtagsInTitle", string.Join(", ", tags.Take(3))));
    }

    private static IEnumerable<Hint> OfText(string text, ChannelId? channel, string language)
    {
        if (Hashtags.InTheWay(text) is { Count: > 0 } tags)
            yield return new Hint(Refusal.Invalid("Editorial.Hint.HashtagsInText", string.Join(", ", tags.Take(3))), channel, Hashtags.ToTheEnd(text));
        foreach (var tag in Hashtags.Unreadable(text).Take(3))
            yield return new Hint(Refusal.Invalid("Editorial.Hint.CamelCase", tag), channel);
        foreach (Match blank in Blank().Matches(text).Take(3))
            yield return new Hint(Refusal.Invalid("Editorial.Hint.Placeholder", blank.Value), channel);
        if (Here().Match(text) is { Success: true } here)
            yield return new Hint(Refusal.Invalid("Editorial.Hint.LinkText", here.Value.Trim()), channel);
        if (PdfInText().IsMatch(text))
            yield return new Hint(Refusal.Invalid("Editorial.Hint.Pdf"), channel);
        if (HasChain(text))
            yield return new Hint(Refusal.Invalid("Editorial.Hint.Emojis"), channel);
        foreach (var sentence in Sentence().Split(text).Where(sentence => Word().Count(sentence) > ManyWords).Take(2))
            yield return new Hint(Refusal.Invalid("Editorial.Hint.LongSentence", Word().Count(sentence), string.Join(' ', sentence.Trim().Split(' ').Take(5))), channel);
        if (language.StartsWith("de", StringComparison.OrdinalIgnoreCase))
            foreach (var (stiff, plain) in Plainer.Where(word => Says(text, word.Stiff)).Take(3))
                yield return new Hint(Refusal.Invalid("Editorial.Hint.Stiff", stiff, plain), channel);
    }

    private static IEnumerable<Hint> OfAlt(PictureInPost picture, int number, PostContent content)
    {
        if (picture.Decorative || picture.Alt.Length == 0)
            yield break;
        if (FileName().IsMatch(picture.Alt))
            yield return new Hint(Refusal.Invalid("Editorial.Hint.AltFileName", number)) { Picture = picture.Picture };
        else if (PictureOf().Match(picture.Alt) is { Success: true } said && picture.Alt[said.Length..].Trim() is { Length: > 0 } rest)
            yield return new Hint(Refusal.Invalid("Editorial.Hint.AltSaysPicture", number, said.Value.Trim()), null, char.ToUpper(rest[0], CultureInfo.CurrentCulture) + rest[1..]) { Picture = picture.Picture };
        if (picture.Alt.Length > LongAlt)
            yield return new Hint(Refusal.Invalid("Editorial.Hint.AltLong", number, picture.Alt.Length)) { Picture = picture.Picture };
        if (picture.Alt.Equals(content.Title, StringComparison.CurrentCultureIgnoreCase) || picture.Alt.Equals(content.Text.Trim(), StringComparison.CurrentCultureIgnoreCase))
            yield return new Hint(Refusal.Invalid("Editorial.Hint.AltRepeats", number)) { Picture = picture.Picture };
    }

    // A poster says what it has to say in letters, and nobody hears them. What stands in quotation marks was read out already.
    private static IEnumerable<Hint> OfLettering(PictureInPost picture, int number, string? file)
    {
        if ((Lettering().IsMatch(picture.Alt) || (file is not null && Lettering().IsMatch(file))) && !Quoted().IsMatch(picture.Alt))
            yield return new Hint(Refusal.Invalid("Editorial.Hint.TextInPicture", number));
    }

    private static bool Says(string text, string words)
    {
        for (var at = text.IndexOf(words, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.OrdinalIgnoreCase))
            if ((at == 0 || !char.IsLetter(text[at - 1])) && (at + words.Length == text.Length || !char.IsLetter(text[at + words.Length])))
                return true;
        return false;
    }

    private static bool HasChain(string text)
    {
        var row = 0;
        for (var each = StringInfo.GetTextElementEnumerator(text); each.MoveNext();)
        {
            var sign = each.GetTextElement();
            if (string.IsNullOrWhiteSpace(sign))
                continue;
            row = CharUnicodeInfo.GetUnicodeCategory(sign, 0) == UnicodeCategory.OtherSymbol ? row + 1 : 0;
            if (row == EmojiChain)
                return true;
        }
        return false;
    }

    [GeneratedRegex(@"\[[^\]\n]{2,60}\]")]
    private static partial Regex Blank();

    // "Hier" that stands for a link, and not for a place: said outright, before an address, or at the end of a sentence that promises more.
    [GeneratedRegex(
        @"\b(?:hier klicken|klicken sie hier|klickt hier|klick hier|mehr dazu hier|hier geht['’]?s lang|unter diesem link|click here|read more here)\b|\bhier:?\s+(?=https?:)"
        + @"|\b(?:infos?|informationen|mehr|alles|details|weiteres|programm|termine|anmeldung|tickets|karten|formular|antrag)\b[^.!?\n]{0,50}?(?<!\p{L})hier(?=\s*(?:[.!:?…]|👉|→|\(|$|\n))"
        + @"|\bhier\s+(?:finden|findet|findest|gibt|erfahren|erfahrt|erfährst|lesen|lest|liest)\s+(?:(?:sie|ihr|du|man|es)\s+)?(?:mehr|alles|weitere\p{L}*|alle\s+(?:infos?|informationen|details|termine)|infos?|informationen|details)\b"
        + @"|\b(?:info|information|details|more)\b[^.!?\n]{0,30}?\bhere(?=\s*(?:[.!:?…]|$|\n))",
        RegexOptions.IgnoreCase)]
    private static partial Regex Here();

    [GeneratedRegex(@"^https?://[^\s?#]+\.pdf(?:[?#]\S*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Pdf();

    [GeneratedRegex(@"https?://[^\s?#]+\.pdf\b", RegexOptions.IgnoreCase)]
    private static partial Regex PdfInText();

    [GeneratedRegex(@"(?<!\p{L})(?:\p{L}*plakat|aushang|flyer|faltblatt|infografik|sharepic|screenshot|bildschirmfoto|poster|leaflet|infographic|\p{L}*tabelle|diagramm)(?:e|en|s|n)?(?!\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex Lettering();

    [GeneratedRegex(@"[„“”""»«‚‘].{3,}[„“”""»«‚‘]|:\s*\S")]
    private static partial Regex Quoted();

    // Not after a date and not after an abbreviation of one or two letters.
    [GeneratedRegex(@"(?<=(?<!\b(?:\d+|\p{L}{1,2}))[.!?…:][“”»«)]*)\s+|\n+")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}’'\-]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\.(?:jpe?g|png|gif|webp|heic|tiff?|pdf)$|^(?:img|dsc|dscf|pxl|image|foto|photo)[-_ ]?\d+", RegexOptions.IgnoreCase)]
    private static partial Regex FileName();

    [GeneratedRegex(@"^(?:(?:ein|eine|das|dieses|an?|the|this)\s+)?(?:bild|foto|fotografie|grafik|abbildung|aufnahme|image|picture|photo)\s+(?:von der|von dem|von|vom|zeigt|shows|of)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex PictureOf();
}
