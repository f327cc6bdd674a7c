using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Wire;

/// <summary>The sentences that all networks share; texts in Texts.resx.</summary>
internal static class Say
{
    private const int LongestReason = 200;

    public static Sentence NotReached(string network) => new("Networks.NotReached", network);
    public static Sentence TooFast(string network) => new("Networks.TooFast", network);
    public static Sentence UploadFailed(string network, Answer answer) => new("Networks.UploadFailed", network, answer.Word);
    public static Sentence FileAway() => new("Networks.FileAway");
    public static Sentence NoClearAnswer(string network, Answer answer) => new("Networks.NoClearAnswer", network, answer.Word);
    public static Sentence LookUpFailed(string network, Answer answer) => new("Networks.LookUpFailed", network, answer.Word);
    public static Sentence NotSeen(string network) => new("Networks.NotSeen", network);
    public static Sentence OtherAtOurKey(string network) => new("Networks.OtherAtOurKey", network);
    public static Sentence AlreadyThere(string network) => new("Networks.AlreadyThere", network);
    public static Sentence Refused(string network, string reason) => new("Networks.Refused", network, Reason(reason));
    public static Sentence NotAllowed(string network, string reason) => new("Networks.NotAllowed", network, Reason(reason));
    public static Sentence SignInLost(string network) => new("Networks.SignInLost", network);
    public static Sentence PostGone(string network) => new("Networks.PostGone", network);
    public static Sentence OtherAccount(string network) => new("Networks.OtherAccount", network);
    public static Sentence CannotEdit(string network) => new("Networks.CannotEdit", network);
    public static Sentence TextTooLong(string network, int count, int most) => new("Networks.TextTooLong", network, $"{count}", $"{most}");
    public static Sentence TooManyPictures(string network, int count, int most) => new("Networks.TooManyPictures", network, $"{count}", $"{most}");
    public static Sentence PictureTooLarge(string network, long bytes, long most) => new("Networks.PictureTooLarge", network, $"{bytes}", $"{most}");
    public static Sentence PictureRefused(string network, string reason) => new("Networks.PictureRefused", network, Reason(reason));
    public static Sentence VideoRefused(string network, string reason) => new("Networks.VideoRefused", network, Reason(reason));
    public static Sentence DocumentRefused(string network, string reason) => new("Networks.DocumentRefused", network, Reason(reason));
    public static Sentence DocumentProcessing(string network) => new("Networks.DocumentProcessing", network);
    public static Sentence PictureProcessing(string network) => new("Networks.PictureProcessing", network);
    public static Sentence VideoProcessing(string network) => new("Networks.VideoProcessing", network);
    public static Sentence Empty(string network) => new("Networks.Empty", network);
    public static Sentence NothingToAskFor(string network) => new("Networks.NothingToAskFor", network);
    public static Sentence SignInByForm(string network) => new("Networks.SignInByForm", network);
    public static Sentence SignInByBrowser(string network) => new("Networks.SignInByBrowser", network);
    public static Sentence ServerAway(string server, Answer answer) => new("Networks.ServerAway", server, answer.Word);
    public static Sentence ServerUnclear(string server) => new("Networks.ServerUnclear", server);
    public static Sentence SignInTooOften(string server) => new("Networks.SignInTooOften", server);
    public static Sentence SignInRefused(string server, string reason) => new("Networks.SignInRefused", server, Reason(reason));

    // A foreign server's own words: one line, not endless.
    private static string Reason(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? "–" : line.Length <= LongestReason ? line : string.Concat(line.AsSpan(0, LongestReason), "…");
    }
}
