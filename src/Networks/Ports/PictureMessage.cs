namespace Stadtfunk.Networks.Ports;

/// <summary>A picture that somebody sent in a messenger, before it was fetched; or words in a message of their own.</summary>
/// <param name="Id">What the messenger calls the message; of two with the same only the first counts.</param>
/// <param name="Sender">What the messenger knows the sender by: the digits of a number, or a number of its own.</param>
/// <param name="Alias">A name that the sender chose, with its @; "" where there is none.</param>
/// <param name="Name">As the sender wants to be called; anybody may call themselves anything.</param>
/// <param name="SentAt">UTC.</param>
/// <param name="File">Where it can be fetched, in the messenger's words; "" for words alone.</param>
/// <param name="Hash">SHA-256 of its bytes, base64 or hex; "" where the messenger does not say it.</param>
public sealed record PictureMessage(string Id, string Sender, string Alias, string Name, DateTime SentAt, string Text, string File, string Hash)
{
    /// <summary>Where an answer goes; "" where nobody waits for one.</summary>
    public string Chat { get; init; } = "";
}

/// <summary>Why a file did not come.</summary>
public enum FetchFault
{
    /// <summary>It may go well the next time.</summary>
    Later,

    /// <summary>The token is not taken (any more).</summary>
    SignInLost,

    /// <summary>The messenger does not hand it out: not yet, not to us, or not any more.</summary>
    Gone,

    TooLarge,

    /// <summary>It is not what was announced.</summary>
    HashWrong,

    /// <summary>It is said to lie where this messenger keeps no files.</summary>
    Elsewhere,

    /// <summary>It came, and is no picture that can be taken.</summary>
    NoPicture,

    /// <summary>What was noted down of it was sealed with keys that are gone: nobody can read where it lies.</summary>
    KeyLost,

    /// <summary>Somebody else is told what comes to this bot.</summary>
    AnotherReader,
}

/// <param name="Bytes">Empty when there is a fault.</param>
public sealed record FetchedFile(byte[] Bytes, FetchFault? Fault)
{
    public static FetchedFile Not(FetchFault why) => new([], why);
}

/// <summary>Pictures that come to the city's number at WhatsApp (Cloud API).</summary>
public interface IWhatsAppPictures
{
    /// <summary>The pictures, and the words in messages of their own, in what came in at the webhook for this number; empty when there are none.</summary>
    /// <param name="number">WhatsApp's id of the city's number.</param>
    IReadOnlyList<PictureMessage> In(ReadOnlyMemory<byte> hook, string number);

    Task<FetchedFile> Fetch(string token, string number, PictureMessage picture, long most, CancellationToken ct);

    /// <summary>How the number is written, or why nobody says it.</summary>
    Task<(string Shown, FetchFault? Fault)> Number(string token, string number, CancellationToken ct);
}
