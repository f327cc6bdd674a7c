namespace Stadtfunk.Networks.Ports;

/// <summary>Something that was said to the bot.</summary>
/// <param name="Id">Numbers of one bot grow.</param>
/// <param name="From">Who said it, in the words of <see cref="PictureMessage.Sender"/>; "" where nobody did.</param>
/// <param name="Alias">With its @; "" where there is none.</param>
/// <param name="Chat">Where an answer goes; "" where nobody waits for one: in groups.</param>
/// <param name="Picture">Null when it was none.</param>
public sealed record BotUpdate(long Id, string From, string Alias, string Chat, PictureMessage? Picture);

/// <summary>Pictures that people send to the city's bot at Telegram. The bot is asked, so nothing has to be reachable from outside.</summary>
public interface ITelegramPictures
{
    /// <summary>What was said since; waits for it, for this long at most. Asking for later ones takes the earlier ones away at Telegram.</summary>
    Task<(IReadOnlyList<BotUpdate> Updates, FetchFault? Fault)> Updates(string token, long after, TimeSpan wait, CancellationToken ct);

    Task<FetchedFile> Fetch(string token, PictureMessage picture, long most, CancellationToken ct);

    /// <summary>Says it once; whether it was heard is not asked.</summary>
    Task Say(string token, string chat, string text, CancellationToken ct);

    /// <summary>The bot's name, or why nobody says it.</summary>
    Task<(string Shown, FetchFault? Fault)> Bot(string token, CancellationToken ct);
}
