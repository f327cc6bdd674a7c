using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Browser;

public sealed record ArrivedMail(string? To, string? Subject, string? Text);

/// <summary>A city with its first administrator and nothing else, and a real mail server beside it: for what changes a whole city.</summary>
public sealed class FoundedTown : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("stadtfunk-founded-").FullName;
    private readonly HttpClient http = new(new SocketsHttpHandler());
    private Process? program;
    private PeerProcess? smtp;

    public Uri Url { get; private set; } = null!;

    public DemoPerson Administrator { get; } = new("Ada Amt", "Administrator", "Musterhausen", "ada.amt@musterhausen.example", "lauter grüne Dampfloks");

    public string MailPort => smtp!.Ready.Split("smtp=")[1].Trim();

    public async ValueTask InitializeAsync()
    {
        smtp = await PeerProcess.Start(SourceTree.Peer("smtp"), ["--stdin"], TimeSpan.FromMinutes(5), CancellationToken.None);
        Url = new Uri($"http://127.0.0.1:{DemoTown.FreePort()}/");
        await File.WriteAllTextAsync(Path.Combine(directory, "stadtfunk.json"), JsonSerializer.Serialize(
            new { Setup = new { City = "Musterhausen", Name = Administrator.Name, Administrator.Email, Administrator.Password } }));
        program = DemoTown.Start(Url, directory);
        for (var deadline = Environment.TickCount64 + 120_000; Environment.TickCount64 < deadline; await Task.Delay(200))
            if (await Answers())
                return;
        throw new TimeoutException("The founded city did not come up within two minutes.");
    }

    /// <summary>Waits until so many mails have come for the address.</summary>
    public async Task<IReadOnlyList<ArrivedMail>> Mails(string to, int count)
    {
        for (var deadline = Environment.TickCount64 + 60_000; ; await Task.Delay(300))
        {
            var came = (await http.GetFromJsonAsync<List<ArrivedMail>>(new Uri(new Uri(smtp!.Ready.Split(' ')[0]), "mails")))!.Where(mail => mail.To == to).ToList();
            if (came.Count >= count || Environment.TickCount64 > deadline)
                return came;
        }
    }

    /// <summary>What somebody could do who has the database, but not the program.</summary>
    public async Task<int> Tamper(string sql)
    {
        await using var line = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Directory.GetFiles(directory, "*.db").Single(), Pooling = false, DefaultTimeout = 30 }.ToString());
        await line.OpenAsync();
        await using var command = line.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }

    private async Task<bool> Answers()
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Url, "anmelden"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (program is { HasExited: false })
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync();
        }
        program?.Dispose();
        http.Dispose();
        if (smtp is not null)
            await smtp.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
