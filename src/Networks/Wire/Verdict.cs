using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Wire;

/// <summary>
/// Which answer is which step, as far as it is the same for every network. Null means: this is the network's own answer, read its code.
/// </summary>
internal static class Verdict
{
    /// <summary>After the one publish call. Whatever is not clearly the network's own word is Unknown.</summary>
    public static Step? Publish(Answer answer, string network) => answer switch
    {
        Answer.NotSent => new Step.Later(null, Say.NotReached(network)),
        Answer.Heard { Status: 429 } heard => new Step.Later(heard.After, Say.TooFast(network)) { TooFast = true },
        Answer.Heard { IsOwn: true } => null,
        _ => new Step.Unknown(Say.NoClearAnswer(network, answer)),
    };

    /// <summary>After an upload or another call that may be repeated: nothing can have happened, so it may be tried again.</summary>
    public static Step? Upload(Answer answer, string network) => answer switch
    {
        Answer.NotSent => new Step.Later(null, Say.NotReached(network)),
        Answer.Heard { Status: 429 } heard => new Step.Later(heard.After, Say.TooFast(network)) { TooFast = true },
        Answer.Heard { Status: 413 } heard => new Step.Refused(Say.PictureRefused(network, heard.Word)),
        Answer.Heard { IsOwn: true } => null,
        _ => new Step.Later(null, Say.UploadFailed(network, answer)),
    };

    /// <summary>After a lookup: what is not the network's own word tells nothing.</summary>
    public static Finding? LookUp(Answer answer, string network) =>
        answer is Answer.Heard { IsOwn: true, Status: not 429 } ? null : new Finding.CannotTell(Say.LookUpFailed(network, answer));

    /// <summary>After a call of a sign-in.</summary>
    public static SignInResult? SignIn(Answer answer, string server) => answer switch
    {
        Answer.Heard { Status: 429 } => new SignInResult.Away(Say.SignInTooOften(server)),
        Answer.Heard { IsOwn: true } => null,
        Answer.Heard { Status: < 500 } => new SignInResult.Away(Say.ServerUnclear(server)),
        _ => new SignInResult.Away(Say.ServerAway(server, answer)),
    };
}
