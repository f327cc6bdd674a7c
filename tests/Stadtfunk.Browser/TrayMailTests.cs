using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Playwright;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Browser;

/// <summary>
/// Pictures by mail, from a real IMAP server: an administrator names the mailbox, a mail comes, the tray shows it by itself, and a press release that stands open
/// gives the draft its text.
/// </summary>
public sealed class TrayMailTests(DemoTown town)
{
    private const string User = "bilder", Sender = "nkechi.okafor@musterstadt.example";

    [Fact]
    public async Task A_mail_is_in_the_tray_within_seconds_and_becomes_a_draft_with_the_text_of_the_press_release()
    {
        await using var imap = await PeerProcess.Start(SourceTree.Peer("imap"), ["--stdin"], TimeSpan.FromMinutes(1), CancellationToken.None);
        var parts = imap.Ready.Split(' ');
        var (port, password) = (parts[0]["imap=".Length..], parts[1]["password=".Length..]);
        await using var visit = await town.Open(ColorScheme.Light, 1280);
        var page = visit.Page;
        await visit.SignIn(town.Sheet.People.Single(person => person.Email.StartsWith("jonas.petersen", StringComparison.Ordinal)));
        var found = new List<string>(await Connect(visit, port, password));

        await visit.Go("/desk/bildeingang");
        found.AddRange(await Announce(visit));
        await Deliver(int.Parse(port, CultureInfo.InvariantCulture), password, await Picture(page));
        var entry = page.Locator(".tray li", new() { HasText = "Grundstein gelegt" });
        await entry.WaitForAsync(new() { Timeout = 10_000 });
        await entry.GetByText("Absender nicht geprüft").WaitForAsync();
        found.AddRange(await visit.Look("a mail in the tray"));
        await entry.GetByRole(AriaRole.Button, new() { NameRegex = new("^Passt zu: Neue Feuerwache") }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Bild verwenden" });
        await dialog.GetByText("Der Entwurf übernimmt Titel und Text von „Neue Feuerwache“.").WaitForAsync();
        await dialog.GetByLabel("Bildbeschreibung").FillAsync("Die Jugendfeuerwehr am Grundstein.");
        await dialog.GetByLabel("Bildnachweis").FillAsync("N. Okafor");
        // Closed by mistake: what was typed is still there.
        await page.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await entry.GetByRole(AriaRole.Button, new() { NameRegex = new("^Passt zu: Neue Feuerwache") }).ClickAsync();
        await Assertions.Expect(dialog.GetByLabel("Bildbeschreibung")).ToHaveValueAsync("Die Jugendfeuerwehr am Grundstein.");
        await Assertions.Expect(dialog.GetByLabel("Bildnachweis")).ToHaveValueAsync("N. Okafor");
        await dialog.GetByLabel("Einwilligung der abgebildeten Personen").SelectOptionAsync("NotNeeded");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Entwurf daraus machen" }).ClickAsync();
        await page.WaitForURLAsync("**/desk/beitraege/*");
        await page.Locator(".picture-edit").WaitForAsync();
        Assert.Equal("Der Bau beginnt im März.", await page.GetByLabel("Text", new() { Exact = true }).First.InputValueAsync());

        await visit.Go("/desk/bildeingang/postfach");
        await page.GetByText("Das Postfach wird gelesen").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Postfach entfernen" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Postfach entfernen" }).ClickAsync();
        await page.GetByText("Das Postfach ist entfernt.").WaitForAsync();
        Assert.Empty(found);
        Assert.Empty(visit.Strangers);
        Assert.Empty(visit.Errors);
    }

    private static async Task<IReadOnlyList<string>> Connect(Visit visit, string port, string password)
    {
        var page = visit.Page;
        await visit.Go("/desk/bildeingang/postfach");
        await page.GetByLabel("Mailserver", new() { Exact = false }).First.FillAsync("127.0.0.1");
        await page.GetByLabel("Port", new() { Exact = false }).FillAsync(port);
        await page.GetByLabel("Verschlüsselung").SelectOptionAsync("None");
        await page.GetByLabel("Benutzername", new() { Exact = false }).FillAsync(User);
        await page.GetByLabel("Passwort", new() { Exact = false }).FillAsync(password);
        await page.GetByLabel("Erlaubte Absender", new() { Exact = false }).FillAsync("kein Absender");
        await page.GetByRole(AriaRole.Button, new() { Name = "Postfach speichern" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByText("„kein absender“ ist weder eine E-Mail-Adresse noch eine Domain").WaitForAsync();
        var found = await visit.Look("a mailbox that is not right yet");
        await page.GetByLabel("Erlaubte Absender", new() { Exact = false }).FillAsync(Sender);
        await page.GetByRole(AriaRole.Button, new() { Name = "Postfach speichern" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Verbindung prüfen" }).ClickAsync();
        await page.GetByText("Die Verbindung steht. Ungelesene E-Mails: 0.").WaitForAsync();
        return found;
    }

    private static async Task<IReadOnlyList<string>> Announce(Visit visit)
    {
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Neue Mitteilung" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Neue Mitteilung" });
        await dialog.GetByLabel("Datei mit dem Text").SetInputFilesAsync(new FilePayload { Name = "bild.png", MimeType = "image/png", Buffer = [0x89, 0x50, 0x4E, 0x47, 0, 0, 0] });
        await dialog.GetByRole(AriaRole.Alert).GetByText("Diese Datei können wir nicht lesen.").WaitForAsync();
        var found = await visit.Look("dialog \"Neue Mitteilung\"");
        await dialog.GetByLabel("Datei mit dem Text").SetInputFilesAsync(new FilePayload { Name = "pm.html", MimeType = "text/html", Buffer = Encoding.UTF8.GetBytes("<html><body><nav>Start</nav><h1>Neue Feuerwache</h1><p>Der Bau beginnt im März.</p></body></html>") });
        await page.WaitForFunctionAsync("() => document.getElementById('press-text')?.value === 'Der Bau beginnt im März.'");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mitteilung anlegen" }).ClickAsync();
        await page.Locator(".note", new() { HasText = "Neue Feuerwache" }).WaitForAsync();
        return found;
    }

    private static async Task<byte[]> Picture(IPage page) => Convert.FromBase64String(await page.EvaluateAsync<string>(
        """
        () => {
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [640, 400];
          const pen = canvas.getContext('2d');
          pen.fillStyle = '#a33'; pen.fillRect(0, 0, 640, 400); pen.fillStyle = '#fff'; pen.fillRect(100, 100, 200, 100);
          return canvas.toDataURL('image/jpeg').split(',')[1];
        }
        """));

    /// <summary>As the city's mail server lays a mail into the mailbox.</summary>
    private static async Task Deliver(int port, string password, byte[] picture)
    {
        var mail = string.Join("\r\n",
            $"From: Nkechi Okafor <{Sender}>", "To: bilder@musterstadt.example", "Subject: Grundstein gelegt", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=grenze", "",
            "--grenze", "Content-Type: text/plain; charset=utf-8", "", "Mit der Jugendfeuerwehr", "", "--grenze", "Content-Type: image/jpeg", "Content-Disposition: attachment; filename=IMG_1.jpg",
            "Content-Transfer-Encoding: base64", "", Convert.ToBase64String(picture, Base64FormattingOptions.InsertLineBreaks), "--grenze--", "");
        using var line = new TcpClient();
        await line.ConnectAsync("127.0.0.1", port);
        await using var stream = line.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await reader.ReadLineAsync();
        await Say($"a LOGIN {User} {password}\r\n", "a OK");
        await Say($"b APPEND INBOX {{{Encoding.UTF8.GetByteCount(mail)}}}\r\n", "+");
        await Say($"{mail}\r\n", "b OK");
        await Say("c LOGOUT\r\n", "c OK");

        async Task Say(string words, string until)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(words));
            while (await reader.ReadLineAsync() is { } answer && !answer.StartsWith(until, StringComparison.Ordinal))
                Assert.False(answer.StartsWith($"{until[0]} NO", StringComparison.Ordinal) || answer.StartsWith($"{until[0]} BAD", StringComparison.Ordinal), answer);
        }
    }
}
