using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using MimeKit;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Mail;

namespace Stadtfunk.Media.Mailbox;

/// <summary>Why nothing, or not everything, comes out of the mailbox.</summary>
internal enum MailboxFault
{
    HostUnknown,
    NoAnswer,
    TlsMissing,
    CertificateBad,
    SignInRefused,
    PasswordLost,
    NoFolder,

    /// <summary>The server said no to something, in its own words.</summary>
    Later,

    /// <summary>Here the disk is full.</summary>
    NoRoom,

    /// <summary>Here a part that pictures need is away.</summary>
    Busy,
}

/// <param name="Words">What the server said, if anything.</param>
internal sealed record MailboxTrouble(MailboxFault Fault, string Words = "")
{
    public Refusal Sentence(MailboxData mailbox) => new($"Media.Mailbox.Fault.{Fault}", RefusalKind.Unavailable, mailbox.Host, mailbox.Port, Words, mailbox.Folder);
}

/// <summary>An open line to the mailbox, kept between two looks. What the server says is understood here and nowhere else.</summary>
internal sealed class ImapLine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Bytes a second.
    private const uint Slowest = 64 * 1024;
    private ImapClient? client;
    private IMailFolder? folder;
    private MailboxData? open;

    public uint Validity => folder!.UidValidity;

    /// <summary>The mail that is being read. Still there at the next look, it has broken the line: then it comes last.</summary>
    public UniqueId? At { get; set; }

    /// <summary>Null when the folder is open; a line that is still good is used again.</summary>
    public async Task<MailboxTrouble?> Ready(MailboxData mailbox, string? password, CancellationToken ct)
    {
        if (password is null)
            return new MailboxTrouble(MailboxFault.PasswordLost);
        if (open == mailbox && client is { IsConnected: true, IsAuthenticated: true } && folder is { IsOpen: true })
            return await Understand(limit => folder.CheckAsync(limit), ct) is null ? null : await Anew(mailbox, password, ct);
        return await Anew(mailbox, password, ct);
    }

    public async Task<(IList<UniqueId> Mails, MailboxTrouble? Trouble)> Unread(CancellationToken ct)
    {
        IList<UniqueId> found = [];
        var trouble = await Understand(async limit => found = await folder!.SearchAsync(SearchQuery.NotSeen, limit), ct);
        return (found, trouble);
    }

    /// <summary>What a mail is made of, without what it carries. Null when it is gone.</summary>
    public async Task<(IMessageSummary? Mail, MailboxTrouble? Trouble)> Look(UniqueId mail, CancellationToken ct)
    {
        IMessageSummary? seen = null;
        var wanted = new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.BodyStructure | MessageSummaryItems.Flags, [HeaderId.AuthenticationResults]);
        var trouble = await Understand(async limit => seen = (await folder!.FetchAsync([mail], wanted, limit)).FirstOrDefault(), ct);
        return (seen, trouble);
    }

    /// <summary>Null when it is gone. The larger it is, the longer it may take.</summary>
    public async Task<(MimeEntity? Part, MailboxTrouble? Trouble)> Part(UniqueId mail, BodyPartBasic part, CancellationToken ct)
    {
        MimeEntity? fetched = null;
        var trouble = await Understand(
            async limit =>
            {
                try
                {
                    fetched = await folder!.GetBodyPartAsync(mail, part, limit);
                }
                catch (MessageNotFoundException)
                {
                    fetched = null;
                }
            },
            ct,
            Patience + TimeSpan.FromSeconds(part.Octets / Slowest));
        return (fetched, trouble);
    }

    public Task<MailboxTrouble?> Done(UniqueId mail, CancellationToken ct) =>
        Understand(limit => folder!.AddFlagsAsync(mail, MessageFlags.Seen, silent: true, limit), ct);

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        if (client is { IsConnected: true })
            await Understand(limit => client.DisconnectAsync(true, limit), patience.Token);
        client?.Dispose();
        (client, folder, open) = (null, null, null);
    }

    private async Task<MailboxTrouble?> Anew(MailboxData mailbox, string password, CancellationToken ct)
    {
        await DisposeAsync();
        client = new ImapClient { Timeout = (int)Patience.TotalMilliseconds, CheckCertificateRevocation = false };
        var trouble = await Understand(
            async limit =>
            {
                await client.ConnectAsync(mailbox.Host, mailbox.Port, OptionsOf(mailbox.Security), limit);
                await client.AuthenticateAsync(mailbox.User, password, limit);
                folder = await client.GetFolderAsync(mailbox.Folder, limit);
                await folder.OpenAsync(FolderAccess.ReadWrite, limit);
            },
            ct);
        if (trouble is null)
            open = mailbox;
        else
            await DisposeAsync();
        return trouble;
    }

    private static SecureSocketOptions OptionsOf(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    private static async Task<MailboxTrouble?> Understand(Func<CancellationToken, Task> talk, CancellationToken ct, TimeSpan? patience = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience ?? Patience);
        try
        {
            await talk(limit.Token);
            return null;
        }
        catch (SocketException no) when (no.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain)
        {
            return new MailboxTrouble(MailboxFault.HostUnknown);
        }
        catch (SslHandshakeException)
        {
            return new MailboxTrouble(MailboxFault.CertificateBad);
        }
        catch (AuthenticationException)
        {
            return new MailboxTrouble(MailboxFault.SignInRefused);
        }
        catch (FolderNotFoundException)
        {
            return new MailboxTrouble(MailboxFault.NoFolder);
        }
        catch (NotSupportedException)
        {
            return new MailboxTrouble(MailboxFault.TlsMissing);
        }
        catch (ImapCommandException no)
        {
            return new MailboxTrouble(MailboxFault.Later, no.ResponseText);
        }
        catch (Exception no) when (no is SocketException or IOException or ProtocolException or TimeoutException or ServiceNotConnectedException or ServiceNotAuthenticatedException or FolderNotOpenException
            || (no is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new MailboxTrouble(MailboxFault.NoAnswer);
        }
    }
}
