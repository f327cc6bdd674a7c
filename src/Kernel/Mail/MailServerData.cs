using System.Net.Mail;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Kernel.Mail;

/// <summary>How the line to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Begins open and must become TLS before anything is said (port 587).</summary>
    StartTls,

    /// <summary>TLS from the first byte (port 465).</summary>
    Tls,

    /// <summary>Not at all: only for a relay on the same machine or in a network of its own.</summary>
    None,
}

/// <param name="Host">Name or address.</param>
/// <param name="User">Empty: the server wants no sign-in.</param>
/// <param name="FromAddress">The sender's address.</param>
/// <param name="FromName">The sender's name, as readers see it.</param>
public sealed record MailServerData(string Host, int Port, MailSecurity Security, string User, string FromAddress, string FromName)
{
    public const int HostLength = 253;
    public const int UserLength = 254;
    public const int AddressLength = 254;
    public const int NameLength = 80;

    public MailServerData Trimmed() => this with { Host = Host.Trim(), User = User.Trim(), FromAddress = FromAddress.Trim(), FromName = FromName.Trim() };

    /// <summary>The same server and the same user: a password for one is a password for the other.</summary>
    public bool SameDoor(MailServerData other) => Host == other.Host && Port == other.Port && User == other.User;

    public List<Refusal> Check()
    {
        var wrong = new List<Refusal>();
        if (Host.Length is 0 or > HostLength || Uri.CheckHostName(Host) == UriHostNameType.Unknown)
            wrong.Add(Refusal.Invalid("Kernel.Mail.HostBad").On("host"));
        if (Port is < 1 or > 65535)
            wrong.Add(Refusal.Invalid("Kernel.Mail.PortBad").On("port"));
        if (!Enum.IsDefined(Security))
            wrong.Add(Refusal.Invalid("Kernel.Mail.SecurityBad").On("security"));
        if (User.Length > UserLength || User.Any(char.IsControl))
            wrong.Add(Refusal.Invalid("Kernel.Mail.UserBad", UserLength).On("user"));
        if (FromAddress.Length > AddressLength || !MailAddress.TryCreate(FromAddress, out var parsed) || parsed.Address != FromAddress || FromAddress.Any(char.IsControl))
            wrong.Add(Refusal.Invalid("Kernel.Mail.FromBad").On("from"));
        if (FromName.Length is 0 or > NameLength || FromName.Any(char.IsControl))
            wrong.Add(Refusal.Invalid("Kernel.Mail.FromNameBad", NameLength).On("fromName"));
        return wrong;
    }
}

/// <param name="HasPassword">One lies here, sealed; it is never shown again.</param>
/// <param name="Version">For saving.</param>
public sealed record MailServerView(MailServerData Data, bool HasPassword, int Version);

/// <summary>What can be in a mail's way.</summary>
public enum MailFault
{
    /// <summary>There is no server of this name.</summary>
    HostUnknown,

    /// <summary>Nobody answers at this address and port, or too slowly.</summary>
    NoAnswer,

    /// <summary>The server offers no TLS in this way.</summary>
    TlsMissing,

    /// <summary>Its certificate is not one that this machine trusts.</summary>
    CertificateBad,

    /// <summary>User and password were not accepted, or the server takes no sign-in.</summary>
    SignInRefused,

    /// <summary>The kept password cannot be opened: the keys of the data folder are not those it was sealed with.</summary>
    PasswordLost,

    /// <summary>The server does not take mails from this sender.</summary>
    SenderRefused,

    /// <summary>The server does not take this address, or this mail.</summary>
    MailRefused,

    /// <summary>The server asks to come back later.</summary>
    Later,

    /// <summary>It waited for three days.</summary>
    TooOld,

    /// <summary>It came from a backup: the earlier installation may have sent it.</summary>
    Restored,
}
