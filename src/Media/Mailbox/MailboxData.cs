using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Mail;

namespace Stadtfunk.Media.Mailbox;

/// <param name="Senders">One a line: an address, or @domain for everybody there.</param>
/// <param name="Judge">The authserv-id (RFC 8601) of the city's own mail server; empty: what mails say about their senders is not believed.</param>
internal sealed record MailboxData(string Host, int Port, MailSecurity Security, string User, string Folder, string Senders, string Judge, UnitId Unit)
{
    public const int MaxFolder = 200, MaxSenders = 8000;

    public MailboxData Trimmed() => this with
    {
        Host = Host.Trim(),
        User = User.Trim(),
        Folder = Folder.Trim().Length == 0 ? "INBOX" : Folder.Trim(),
        Judge = Judge.Trim(),
        Senders = string.Join('\n', Senders.Split((char[])['\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(one => one.ToLowerInvariant()).Distinct()),
    };

    public bool SameDoor(MailboxData other) => Host == other.Host && Port == other.Port && User == other.User;

    /// <summary>Short for this mailbox: two may number their mails alike.</summary>
    public string Mark => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Host.ToLowerInvariant()}\n{User}\n{Folder}")))[..12];

    public List<Refusal> Check()
    {
        var wrong = new List<Refusal>();
        if (Host.Length is 0 or > MailServerData.HostLength || Uri.CheckHostName(Host) == UriHostNameType.Unknown)
            wrong.Add(Refusal.Invalid("Kernel.Mail.HostBad").On("host"));
        if (Port is < 1 or > 65535)
            wrong.Add(Refusal.Invalid("Media.Mailbox.PortBad").On("port"));
        if (!Enum.IsDefined(Security))
            wrong.Add(Refusal.Invalid("Kernel.Mail.SecurityBad").On("security"));
        if (User.Length == 0)
            wrong.Add(Refusal.Invalid("Media.Mailbox.UserMissing").On("user"));
        else if (User.Length > MailServerData.UserLength || User.Any(char.IsControl))
            wrong.Add(Refusal.Invalid("Kernel.Mail.UserBad", MailServerData.UserLength).On("user"));
        if (Folder.Length > MaxFolder || Folder.Any(char.IsControl))
            wrong.Add(Refusal.Invalid("Media.Mailbox.FolderBad", MaxFolder).On("folder"));
        if (Judge.Length > MailServerData.HostLength || Judge.Any(sign => char.IsControl(sign) || char.IsWhiteSpace(sign)))
            wrong.Add(Refusal.Invalid("Media.Mailbox.JudgeBad").On("judge"));
        if (Senders.Length is 0 or > MaxSenders)
            wrong.Add(Refusal.Invalid("Media.Mailbox.SendersMissing", MaxSenders).On("senders"));
        else if (Senders.Split('\n').FirstOrDefault(one => !IsSender(one)) is { } odd)
            wrong.Add(Refusal.Invalid("Media.Mailbox.SenderBad", odd).On("senders"));
        return wrong;
    }

    /// <param name="address">As it stands in the mail.</param>
    public bool Lists(string address)
    {
        var small = address.ToLowerInvariant();
        return Senders.Split('\n').Any(one => one == small || (one[0] == '@' && small.EndsWith(one, StringComparison.Ordinal)));
    }

    private static bool IsSender(string text) =>
        text[0] == '@' ? text.Length > 1 && Uri.CheckHostName(text[1..]) == UriHostNameType.Dns : MailAddress.TryCreate(text, out var parsed) && parsed.Address == text;
}

/// <param name="HasPassword">One lies here, sealed; it is never shown again.</param>
/// <param name="Version">For saving.</param>
internal sealed record MailboxView(
    MailboxData Data, bool HasPassword, int Version, DateTime? ReadAt, DateTime? FailingSince, MailboxFault? Fault, int Strangers, int Forged, int Unusable);
