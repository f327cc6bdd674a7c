using System.Text.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta;

/// <summary>What kind of no it is.</summary>
internal enum GraphNo
{
    /// <summary>Too much at once: not executed, later it will do.</summary>
    Later,

    /// <summary>A failure on their side: an upload may be tried again; of a publish call nobody knows.</summary>
    Unsure,

    /// <summary>The token is not taken any more.</summary>
    SignInLost,

    /// <summary>The app or the person lacks a right.</summary>
    NotAllowed,

    /// <summary>The account is blocked, or has to prove something first: nothing more on it until a person has acted.</summary>
    Stopped,

    /// <summary>They already have it.</summary>
    Duplicate,

    Refused,
}

/// <summary>
/// An error of the Graph API. Its code and subcode decide, never the HTTP status, which is 400 for nearly everything
/// (developers.facebook.com/docs/graph-api/guides/error-handling; subcodes as collected from use).
/// </summary>
internal sealed record GraphError(long Code, long Subcode, bool Transient, string Words)
{
    /// <summary>Null when the answer holds none that can be read.</summary>
    public static GraphError? In(Answer.Heard heard) =>
        heard.Json?.At("error") is { ValueKind: JsonValueKind.Object } error && error.Number("code") is { } code
            ? new GraphError(code, error.Number("error_subcode") ?? 0, error.At("is_transient") is { ValueKind: JsonValueKind.True }, WordsOf(error))
            : null;

    public GraphNo Kind => (Code, Subcode) switch
    {
        (368, _) or (_, 1404078 or 4854002 or 2207050 or 2207051 or 4279013) => GraphNo.Stopped,
        (506, _) or (_, 1366051) => GraphNo.Duplicate,
        (102 or 190, _) => GraphNo.SignInLost,
        (4 or 17 or 32 or 341 or 613, _) or ( >= 80000 and <= 80014, _) or (_, 1390008 or 2207042) => GraphNo.Later,
        (3 or 10, _) or ( >= 200 and <= 299, _) => GraphNo.NotAllowed,
        (1 or 2 or -1 or -2, _) or (_, 1363047 or 1609010) => GraphNo.Unsure,
        _ => Transient ? GraphNo.Unsure : GraphNo.Refused,
    };

    /// <summary>Of an upload or another repeatable call.</summary>
    public static Step OfUpload(Answer.Heard heard, string network) => In(heard) is not { } error ? new Step.Later(null, Say.UploadFailed(network, heard)) : error.Kind switch
    {
        GraphNo.Unsure => new Step.Later(null, Say.UploadFailed(network, heard)),
        GraphNo.Refused or GraphNo.Duplicate => new Step.Refused(Say.PictureRefused(network, error.Words)),
        _ => error.Shared(heard, network),
    };

    /// <summary>Of the one call.</summary>
    public static Step OfPublish(Answer.Heard heard, string network) => In(heard) is not { } error ? new Step.Unknown(Say.NoClearAnswer(network, heard)) : error.Kind switch
    {
        GraphNo.Unsure => new Step.Unknown(Say.NoClearAnswer(network, heard)),
        GraphNo.Duplicate => new Step.Duplicate(Say.Refused(network, error.Words)),
        GraphNo.Refused => new Step.Refused(Say.Refused(network, error.Words)),
        _ => error.Shared(heard, network),
    };

    public static SignInResult OfSignIn(Answer.Heard heard, string network) => In(heard) is not { } error ? new SignInResult.Away(Say.ServerUnclear(network)) : error.Kind switch
    {
        GraphNo.Later => new SignInResult.Away(Say.SignInTooOften(network)),
        GraphNo.Unsure => new SignInResult.Away(Say.ServerAway(network, heard)),
        GraphNo.SignInLost => new SignInResult.Refused(error.Lost(network)),
        GraphNo.Stopped => new SignInResult.Refused(new Sentence("Networks.Meta.Stopped", Say.Refused(network, error.Words).Args)),
        GraphNo.NotAllowed => new SignInResult.Refused(Say.NotAllowed(network, error.Words)),
        _ => new SignInResult.Refused(Say.SignInRefused(network, error.Words)),
    };

    /// <summary>A sentence about a sign-in that Meta takes no more, whatever the reason is.</summary>
    public static bool IsAboutSignIn(string key) => key == "Networks.SignInLost" || key.StartsWith("Networks.Meta.Lost.", StringComparison.Ordinal);

    /// <summary>They could not fetch a picture or video from our address; Threads says it of a video in a word.</summary>
    public bool IsNotFetched => Code == 9004 || Subcode is 2207003 or 2207052 or 2207082 || Words.Contains("FAILED_DOWNLOADING", StringComparison.Ordinal);

    /// <summary>The container is not finished, or is published already: only its status tells.</summary>
    public bool IsNotReady => Code == 9007 || Subcode == 2207027;

    /// <summary>The object that was asked for is not there (any more), or not for us.</summary>
    public bool IsGone => Code == 100 && Subcode == 33;

    // What has to be done differs; 467 says no more than that the token is not valid.
    private Sentence Lost(string network) => (Code, Subcode) switch
    {
        (190, 458) => new("Networks.Meta.Lost.AppRemoved", network),
        (190, 459 or 464) => new("Networks.Meta.Lost.Checkpoint", network),
        (190, 460) => new("Networks.Meta.Lost.Password", network),
        (190, 463) => new("Networks.Meta.Lost.Expired", network),
        (190, 492) => new("Networks.Meta.Lost.Role", network),
        _ => Say.SignInLost(network),
    };

    private Step Shared(Answer.Heard heard, string network) => Kind switch
    {
        GraphNo.Later => new Step.Later(heard.After, Say.TooFast(network)) { TooFast = true },
        GraphNo.SignInLost => new Step.SignInLost(Lost(network)),
        GraphNo.Stopped => new Step.Stopped(new Sentence("Networks.Meta.Stopped", Say.Refused(network, Words).Args)),
        _ => new Step.Refused(Say.NotAllowed(network, Words)),
    };

    // What they wrote for people, in the language of the app, before what they wrote for developers.
    private static string WordsOf(JsonElement error) =>
        error.Text("error_user_msg") is { Length: > 0 } shown ? shown : error.Text("message");
}
