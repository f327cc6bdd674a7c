namespace Stadtfunk.Organisation.People;

/// <summary>
/// Passwords that are tried first. Long ones are almost always a well-known word with digits, a doubled word, or a walk over the keyboard,
/// so those shapes are refused instead of a list of a million lines.
/// </summary>
internal static class CommonPasswords
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "passwort", "password", "kennwort", "passw", "pass", "pwd", "willkommen", "welcome", "hallo", "hello", "geheim", "secret", "admin",
        "administrator", "root", "user", "benutzer", "test", "tester", "demo", "login", "anmelden", "anmeldung", "letmein", "changeme", "default",
        "standard", "start", "master", "server", "office", "schatz", "liebe", "iloveyou", "ichliebedich", "love", "sommer", "winter", "herbst",
        "fruehling", "frühling", "summer", "spring", "januar", "februar", "maerz", "märz", "april", "juni", "juli", "august", "september",
        "oktober", "november", "dezember", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "fussball", "fußball",
        "football", "bayern", "dortmund", "schalke", "deutschland", "germany", "berlin", "hamburg", "muenchen", "münchen", "kassel", "stadt",
        "rathaus", "presse", "presseamt", "verwaltung", "feuerwehr", "musterstadt", "stadtfunk", "superman", "batman", "pokemon", "starwars",
        "dragon", "monkey", "princess", "sunshine", "computer", "internet", "samsung", "microsoft", "windows", "google", "facebook", "killer",
        "hund", "katze", "sonne", "sonnenschein", "blume", "sicher", "sicherheit", "neu", "mein", "meinpasswort", "dasisteinpasswort",
        "correcthorsebatterystaple", "korrektpferdbatterieheftklammer", "trustno", "abc", "abcd", "abcdef", "abcdefgh", "abcdefghijkl",
    };

    private static readonly string[] Walks =
    [
        "qwertzuiopü+asdfghjklöä#yxcvbnm,.-", "qwertyuiop[]asdfghjkl;'zxcvbnm,./", "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "1qay2wsx3edc4rfv5tgb6zhn7ujm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "q1w2e3r4t5z6u7i8o9p0", "q1w2e3r4t5y6u7i8o9p0",
    ];

    public static bool Has(string password)
    {
        var lower = password.ToLowerInvariant();
        return lower.Distinct().Count() < 5 || IsWalk(lower) || IsMadeOf(password, []);
    }

    /// <summary>Is it nothing but well-known words, or these ones, with digits and signs around them?</summary>
    public static bool IsMadeOf(string password, IEnumerable<string> alsoKnown)
    {
        var known = Words.Concat(alsoKnown.Select(word => word.ToLowerInvariant()).Where(word => word.Length >= 3)).ToHashSet();
        var lower = password.ToLowerInvariant();
        return OnlyKnown(Letters(lower), known) || OnlyKnown(Letters(Unmasked(lower)), known) || OnlyKnown(Letters(Unmasked(Bare(lower))), known);
    }

    // Without the year and the exclamation mark that everybody puts around.
    private static string Bare(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('a', 'z');
        var last = text.AsSpan().LastIndexOfAnyInRange('a', 'z');
        return first < 0 ? "" : text[first..(last + 1)];
    }

    private static string Letters(string text) => new([.. text.Where(char.IsLetter)]);

    // "P@ssw0rt" is "passwort".
    private static string Unmasked(string text) => new([.. text.Select(c => c switch
    {
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => c,
    })]);

    private static bool OnlyKnown(string text, HashSet<string> known)
    {
        // Reachable[i]: the first i letters are a chain of known words.
        var reachable = new bool[text.Length + 1];
        reachable[0] = true;
        for (var end = 1; end <= text.Length; end++)
            for (var from = 0; from < end && !reachable[end]; from++)
                reachable[end] = reachable[from] && known.Contains(text[from..end]);
        return text.Length > 0 && reachable[text.Length];
    }

    // Eight in a row along the keyboard, forwards or backwards, as the greater part of it.
    private static bool IsWalk(string lower)
    {
        foreach (var walk in Walks)
            foreach (var way in new[] { walk, new string([.. walk.Reverse()]) })
                for (var at = 0; at + 8 <= lower.Length; at++)
                    if (lower.Length <= 20 && way.Contains(lower.Substring(at, 8), StringComparison.Ordinal))
                        return true;
        return false;
    }
}
