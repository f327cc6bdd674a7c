using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Media.Messengers;

public enum Messenger
{
    WhatsApp,
    Telegram,
}

/// <param name="Account">WhatsApp's id of the city's number; empty at Telegram, where the token says which bot it is.</param>
/// <param name="Senders">One a line: a telephone number, or at Telegram a @name or the number that the bot tells.</param>
internal sealed record MessengerData(string Account, string Senders, UnitId Unit)
{
    public const int MaxAccount = 40, MaxSenders = 8000, MaxSecret = 500;

    public MessengerData Trimmed(Messenger which) => this with
    {
        Account = which == Messenger.WhatsApp ? Account.Trim() : "",
        Senders = string.Join('\n', Senders.Split((char[])['\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(one => Plain(which, one)).Distinct()),
    };

    public List<Refusal> Check(Messenger which)
    {
        var wrong = new List<Refusal>();
        if (which == Messenger.WhatsApp && (Account.Length is 0 or > MaxAccount || !Account.All(char.IsAsciiDigit)))
            wrong.Add(Refusal.Invalid("Media.Messenger.AccountBad").On("account"));
        if (Senders.Length is 0 or > MaxSenders)
            wrong.Add(Refusal.Invalid("Media.Messenger.SendersMissing", MaxSenders).On("senders"));
        else if (Senders.Split('\n').FirstOrDefault(one => !IsSender(which, one)) is { } odd)
            wrong.Add(Refusal.Invalid($"Media.Messenger.SenderBad.{which}", odd).On("senders"));
        return wrong;
    }

    public bool Lists(PictureMessage message) => Lists(message.Sender, message.Alias);

    public bool Lists(string sender, string alias) => Senders.Split('\n').Any(one => one == sender || (alias.Length > 1 && one == alias.ToLowerInvariant()));

    // "+49 (151) 234-56" and "+49 (0)151 23456" are numbers that WhatsApp calls 49151…; a name is the same in small letters.
    private static string Plain(Messenger which, string typed)
    {
        if (which != Messenger.WhatsApp || !typed.All(sign => char.IsAsciiDigit(sign) || " +-/().".Contains(sign, StringComparison.Ordinal)))
            return typed.ToLowerInvariant();
        var digits = string.Concat(typed.Replace("(0)", "", StringComparison.Ordinal).Where(char.IsAsciiDigit));
        return digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] : digits;
    }

    private static bool IsSender(Messenger which, string one) => one.All(char.IsAsciiDigit) ? one.Length is >= 5 and <= 20 && one[0] != '0'
        : which == Messenger.Telegram && one.Length is > 4 and <= 40 && one[0] == '@' && one[1..].All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '_');

    public static TrayWay Way(Messenger which) => which == Messenger.WhatsApp ? TrayWay.WhatsApp : TrayWay.Telegram;
}

/// <param name="HasToken">One lies here, sealed; it is never shown again.</param>
/// <param name="Word">To be entered at Meta beside the webhook's address; null where there is none.</param>
/// <param name="Waiting">Pictures that are still to be fetched.</param>
internal sealed record MessengerView(MessengerData Data, bool HasToken, bool HasSecret, int Version, string? Word, DateTime? HeardAt, DateTime? FailingSince, FetchFault? Fault, int Strangers, int Unusable, int Waiting);
