using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using MimeKit;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Media.Mailbox;

namespace Stadtfunk.Tests.Support;

/// <summary>A real IMAP server. Every user has a mailbox; mails are laid into it as the city's mail server does.</summary>
public sealed class ImapPeer : IAsyncDisposable
{
    private readonly PeerProcess process;

    private ImapPeer(PeerProcess process)
    {
        this.process = process;
        var parts = process.Ready.Split(' ');
        Port = int.Parse(parts[0]["imap=".Length..], System.Globalization.CultureInfo.InvariantCulture);
        Password = parts[1]["password=".Length..];
    }

    public int Port { get; }

    public string Password { get; }

    public static async Task<ImapPeer> Start(CancellationToken ct) => new(await PeerProcess.Start(SourceTree.Peer("imap"), ["--stdin"], TimeSpan.FromMinutes(1), ct));

    internal MailboxData Data(string user, UnitId unit, string senders, string judge = "") => new("127.0.0.1", Port, MailSecurity.None, user, "INBOX", senders, judge, unit);

    /// <summary>Lays a mail into the mailbox, unread.</summary>
    public Task Deliver(string user, MimeMessage mail, CancellationToken ct) => In(user, folder => folder.AppendAsync(mail, MessageFlags.None, ct), ct);

    public async Task<int> Unread(string user, CancellationToken ct)
    {
        var count = 0;
        await In(user, async folder => count = (await folder.SearchAsync(SearchQuery.NotSeen, ct)).Count, ct);
        return count;
    }

    /// <summary>As if somebody had looked at nothing: everything is unread again.</summary>
    public Task Forget(string user, CancellationToken ct) => In(user, async folder => await folder.RemoveFlagsAsync(await folder.SearchAsync(SearchQuery.All, ct), MessageFlags.Seen, true, ct), ct);

    private async Task In(string user, Func<IMailFolder, Task> act, CancellationToken ct)
    {
        using var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", Port, SecureSocketOptions.None, ct);
        await client.AuthenticateAsync(user, Password, ct);
        await client.Inbox.OpenAsync(FolderAccess.ReadWrite, ct);
        await act(client.Inbox);
        await client.DisconnectAsync(true, ct);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
