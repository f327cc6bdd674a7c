using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Text;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Kernel.Mail;

/// <param name="Words">What the server said, if anything; for the eyes of whoever administers the server, never for a log.</param>
/// <param name="OfThisMail">Only this mail is in trouble; the next one may well go.</param>
/// <param name="ForGood">Trying again would not help.</param>
internal sealed record MailTrouble(MailFault Fault, string Words = "", bool OfThisMail = false, bool ForGood = false)
{
    public Refusal Sentence(MailServerData server) => new($"Kernel.Mail.Fault.{Fault}", RefusalKind.Unavailable, server.Host, server.Port, Words);
}

/// <summary>An open line to the mail server. What the server says is understood here and nowhere else.</summary>
internal sealed class SmtpLine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly SmtpClient client = new() { Timeout = (int)Patience.TotalMilliseconds, CheckCertificateRevocation = false };

    private SmtpLine() { }

    public static async Task<(SmtpLine? Line, MailTrouble? Trouble)> Open(MailServerData server, string? password, CancellationToken ct)
    {
        var line = new SmtpLine();
        var trouble = await Understand(
            async limit =>
            {
                await line.client.ConnectAsync(server.Host, server.Port, OptionsOf(server.Security), limit);
                if (server.User.Length > 0)
                    await line.client.AuthenticateAsync(server.User, password ?? "", limit);
            },
            ct);
        if (trouble is null)
            return (line, null);
        await line.DisposeAsync();
        return (null, trouble);
    }

    /// <summary>Null when the server has taken it.</summary>
    public Task<MailTrouble?> Send(MimeMessage mail, CancellationToken ct) => Understand(limit => client.SendAsync(mail, limit), ct);

    public static MimeMessage Make(MailServerData server, Guid id, string to, string subject, string text, DateTime now)
    {
        var mail = new MimeMessage { Subject = subject, Date = new DateTimeOffset(now, TimeSpan.Zero), Body = new TextPart(TextFormat.Plain) { Text = text } };
        mail.From.Add(new MailboxAddress(server.FromName, server.FromAddress));
        mail.To.Add(MailboxAddress.Parse(to));
        // The same at every try: who gets it twice sees it once.
        mail.MessageId = $"{id:N}@{server.FromAddress.Split('@')[^1]}";
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        if (client.IsConnected)
            await Understand(limit => client.DisconnectAsync(true, limit), patience.Token);
        client.Dispose();
    }

    private static SecureSocketOptions OptionsOf(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    private static async Task<MailTrouble?> Understand(Func<CancellationToken, Task> talk, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            await talk(limit.Token);
            return null;
        }
        catch (SocketException no) when (no.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain)
        {
            return new MailTrouble(MailFault.HostUnknown);
        }
        catch (SslHandshakeException)
        {
            return new MailTrouble(MailFault.CertificateBad);
        }
        catch (AuthenticationException no)
        {
            return new MailTrouble(MailFault.SignInRefused, no.Message);
        }
        catch (ServiceNotAuthenticatedException)
        {
            return new MailTrouble(MailFault.SignInRefused);
        }
        catch (SmtpCommandException no)
        {
            return Of(no);
        }
        catch (NotSupportedException no)
        {
            return new MailTrouble(no.Message.Contains("STARTTLS", StringComparison.OrdinalIgnoreCase) ? MailFault.TlsMissing : MailFault.SignInRefused);
        }
        catch (Exception no) when (no is SocketException or IOException or ProtocolException or TimeoutException or ServiceNotConnectedException
            || (no is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new MailTrouble(MailFault.NoAnswer);
        }
    }

    private static MailTrouble Of(SmtpCommandException no)
    {
        var code = (int)no.StatusCode;
        var words = $"{code} {no.Message}";
        return (no.ErrorCode, code) switch
        {
            (_, 421) => new MailTrouble(MailFault.Later, words),
            (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted, >= 500) => new MailTrouble(MailFault.MailRefused, words, OfThisMail: true, ForGood: true),
            (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted, _) => new MailTrouble(MailFault.Later, words, OfThisMail: true),
            (SmtpErrorCode.SenderNotAccepted, _) => new MailTrouble(MailFault.SenderRefused, words),
            (_, 530 or 535) => new MailTrouble(MailFault.SignInRefused, words),
            _ => new MailTrouble(MailFault.Later, words),
        };
    }
}
