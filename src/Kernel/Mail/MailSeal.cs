using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Stadtfunk.Kernel.Mail;

internal sealed record MailContent(string To, string Subject, string Text);

/// <summary>Seals what a mail says and the server's password: links in mails open doors, so a copy of the database must not hold them.</summary>
internal sealed class MailSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector contents = protection.CreateProtector("Kernel.Mail.Content");
    private readonly IDataProtector passwords = protection.CreateProtector("Kernel.Mail.Password");

    public string Content(MailContent content) => contents.Protect(JsonSerializer.Serialize(content));

    /// <summary>Null when the keys are not those that it was sealed with.</summary>
    public MailContent? Content(string text) => Open(contents, text) is { } json ? JsonSerializer.Deserialize<MailContent>(json) : null;

    public string Password(string password) => passwords.Protect(password);

    public string? OpenPassword(string text) => Open(passwords, text);

    private static string? Open(IDataProtector keys, string text)
    {
        try
        {
            return keys.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
