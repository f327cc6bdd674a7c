using System.Net.Http.Json;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Organisation.City;

namespace Stadtfunk.Tests.Support;

public sealed record ArrivedMail(string? From, string? To, string? Subject, string? Text, string? MessageId, bool Secure, string? Auto);

/// <summary>A real SMTP server, which says in its own words what it understood.</summary>
public sealed class SmtpPeer : IAsyncDisposable
{
    private readonly PeerProcess process;
    private readonly HttpClient http;

    private SmtpPeer(PeerProcess process)
    {
        this.process = process;
        var parts = process.Ready.Split(' ');
        Port = int.Parse(parts[1]["smtp=".Length..], System.Globalization.CultureInfo.InvariantCulture);
        http = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = new Uri(parts[0]) };
    }

    public int Port { get; }

    public static async Task<SmtpPeer> Start(bool tls, CancellationToken ct) =>
        new(await PeerProcess.Start(SourceTree.Peer("smtp"), tls ? ["--stdin", "--tls"] : ["--stdin"], TimeSpan.FromMinutes(5), ct));

    public async Task<IReadOnlyList<ArrivedMail>> To(string address, CancellationToken ct) =>
        [.. (await http.GetFromJsonAsync<List<ArrivedMail>>("mails", ct))!.Where(mail => mail.To == address)];

    /// <param name="mood">login { user, password }, recipient (an SMTP code), down.</param>
    public async Task Mood(object mood, CancellationToken ct) => (await http.PutAsJsonAsync("mood", mood, ct)).EnsureSuccessStatusCode();

    internal MailServerData Data(MailSecurity security = MailSecurity.None, string user = "") =>
        new("127.0.0.1", Port, security, user, "stadtfunk@musterstadt.example", "Stadt Musterstadt");

    /// <summary>Makes it the mail server of the house.</summary>
    internal async Task<Outcome<Done>> Serve(House house, Actor administrator, CancellationToken ct) =>
        await house.With((ChangeMailServer use) => use.Run(administrator, Data(), null, null, ct));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await process.DisposeAsync();
    }
}
