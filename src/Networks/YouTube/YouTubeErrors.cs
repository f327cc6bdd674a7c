using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.YouTube;

/// <summary>What YouTube's noes mean. The reason decides, not the status: most of them are a 403.</summary>
internal sealed class YouTubeErrors(TimeProvider clock)
{
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    public static string Reason(Answer.Heard heard) =>
        heard.Json is { } json && json.Items("error", "errors").FirstOrDefault() is { ValueKind: System.Text.Json.JsonValueKind.Object } fault ? fault.Text("reason") : "";

    public static string Message(Answer.Heard heard) => heard.Text("error", "message") is { Length: > 0 } message ? message : Reason(heard);

    /// <summary>After a call that may be repeated. Null for a yes.</summary>
    public Step? OfUpload(Answer answer) => (Verdict.Upload(answer, YouTubeNetwork.Name) ?? No((Answer.Heard)answer)) is var step && step is Step.Unknown
        ? new Step.Later(null, Say.UploadFailed(YouTubeNetwork.Name, answer))
        : step;

    /// <summary>After the one call. Null for a yes.</summary>
    public Step? OfPublish(Answer answer) => Verdict.Publish(answer, YouTubeNetwork.Name) ?? No((Answer.Heard)answer);

    private Step? No(Answer.Heard heard) => heard.Good ? null : Reason(heard) switch
    {
        "youtubeSignupRequired" => new Step.SignInLost(new Sentence("Networks.YouTube.NoChannel")),
        _ when heard.Status == 401 => new Step.SignInLost(Say.SignInLost(YouTubeNetwork.Name)),
        // No word of YouTube's own: whoever stands before it said that.
        "" => new Step.Unknown(Say.NoClearAnswer(YouTubeNetwork.Name, heard)),
        "rateLimitExceeded" or "userRateLimitExceeded" => new Step.Later(heard.After, Say.TooFast(YouTubeNetwork.Name)) { TooFast = true },
        // Everything that the project does counts: until midnight in California nothing goes any more.
        "quotaExceeded" or "dailyLimitExceeded" => new Step.Later(UntilMidnight(clock.GetUtcNow()), new Sentence("Networks.YouTube.QuotaUsedUp")),
        // Uploads are counted by themselves: only this one waits, not the deletions behind it.
        "uploadLimitExceeded" => new Step.Later(null, new Sentence("Networks.YouTube.UploadsUsedUp")),
        "authenticatedUserAccountSuspended" or "authenticatedUserAccountClosed" or "accountSuspended" or "channelSuspended" or "channelClosed" =>
            new Step.Stopped(new Sentence("Networks.YouTube.Stopped", Say.Refused(YouTubeNetwork.Name, Message(heard)).Args[1])),
        "forbiddenPrivacySetting" => new Step.Refused(new Sentence("Networks.YouTube.StaysPrivate")),
        "forbidden" or "insufficientPermissions" => new Step.Refused(Say.NotAllowed(YouTubeNetwork.Name, Message(heard))),
        _ => new Step.Refused(Say.Refused(YouTubeNetwork.Name, Message(heard))),
    };

    /// <summary>Google's day ends there.</summary>
    public static TimeSpan UntilMidnight(DateTimeOffset now)
    {
        var midnight = TimeZoneInfo.ConvertTime(now, Pacific).Date.AddDays(1);
        return new DateTimeOffset(midnight, Pacific.GetUtcOffset(midnight)) - now;
    }
}
