using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>One city from its mail server to its audit log: invited by mail, roles, deputies, sessions, and what is left of it all.</summary>
public sealed partial class PeopleTests(DemoTown browser, FoundedTown city) : IClassFixture<FoundedTown>
{
    private const string Password = "viele kleine Seehunde";

    [Fact]
    public async Task Invited_by_mail_given_a_role_signed_out_and_all_of_it_in_the_log()
    {
        await using var admin = await browser.Open(at: city.Url);
        await admin.SignIn(city.Administrator);
        await SetMailServer(admin);
        await using var nora = await browser.Open(at: city.Url);
        await Invite(admin, "Nora Neu", "nora.neu@musterhausen.example", "Writer");
        var link = LinkIn(Assert.Single(await city.Mails("nora.neu@musterhausen.example", 1)).Text!);
        await Accept(nora, link, "Nora Neu");
        await nora.Page.GotoAsync(link);
        await nora.Page.GetByText("Dieser Link gilt nicht mehr.").First.WaitForAsync();
        var person = new DemoPerson("Nora Neu", "", "", "nora.neu@musterhausen.example", Password);
        await nora.SignIn(person);

        // A role is given, taken by mistake, and given back with one press.
        await admin.Go("/desk/leute");
        await admin.Page.Button("Nora Neu ändern").ClickAsync();
        var dialog = admin.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Rolle", new() { Exact = true }).SelectOptionAsync("DeskLead");
        await dialog.Button("Rolle geben").ClickAsync();
        await dialog.Button("Rolle Redaktionsleitung in Musterhausen entziehen").ClickAsync();
        await admin.Page.GetByText("hat die Rolle „Redaktionsleitung“ in Musterhausen nicht mehr.").WaitForAsync();
        await admin.Page.Keyboard.PressAsync("Escape");
        await admin.Page.Button("Rückgängig").ClickAsync();
        await admin.Page.Locator("tr", new() { HasText = "Nora Neu" }).GetByText("Redaktionsleitung · Musterhausen").WaitForAsync();

        // A desk lead changes nothing of an administrator, and takes a link back that she gave out.
        await nora.Go("/desk/leute");
        Assert.Equal(0, await nora.Page.Button("Ada Amt ändern").CountAsync());
        await Invite(nora, "Paul Probe", "paul.probe@musterhausen.example", "Approver");
        var second = LinkIn(Assert.Single(await city.Mails("paul.probe@musterhausen.example", 1)).Text!);
        await nora.Page.GetByText("Link offen bis").First.WaitForAsync();
        await nora.Page.Button("Paul Probe ändern").ClickAsync();
        await nora.Page.GetByRole(AriaRole.Dialog).Button("Link zurückziehen").ClickAsync();
        await nora.Page.GetByText("Der Link gilt nicht mehr.").WaitForAsync();
        await using var paul = await browser.Open(at: city.Url);
        await paul.Page.GotoAsync(second);
        await paul.Page.GetByText("Dieser Link gilt nicht mehr.").First.WaitForAsync();

        // A deputy for some days.
        await nora.Go("/desk/vertretungen");
        await nora.Page.Button("Vertretung eintragen").ClickAsync();
        dialog = nora.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Wer vertritt?").SelectOptionAsync(new SelectOptionValue { Label = "Ada Amt" });
        await dialog.GetByLabel("Letzter Tag").FillAsync(await dialog.GetByLabel("Erster Tag").InputValueAsync());
        await dialog.Button("Speichern").ClickAsync();
        await nora.Page.GetByText("Ada Amt vertritt Nora Neu").WaitForAsync();

        // Two browsers, of which one puts the other out.
        await using var elsewhere = await browser.Open(at: city.Url);
        await elsewhere.SignIn(person);
        await nora.Go("/desk/konto");
        await nora.Page.Button("Alle anderen abmelden").ClickAsync();
        await nora.Page.GetByText("Nur dieses Gerät ist noch angemeldet.").WaitForAsync();
        await elsewhere.Page.GotoAsync("/desk/konto");
        await elsewhere.Page.Reach("**/anmelden**");
        await nora.Go("/desk/konto");

        await ReadTheLog(admin);
        Assert.Empty(admin.Errors.Concat(nora.Errors));
    }

    private async Task ReadTheLog(Visit admin)
    {
        await admin.Go("/desk/protokoll");
        var rows = admin.Page.Locator("main tbody tr");
        await rows.Filter(new() { HasText = "Ada Amt → Nora Neu" }).WaitForAsync();
        await admin.Page.GetByLabel("Woran").SelectOptionAsync("Organisation/Grant");
        await admin.Page.Button("Anzeigen").ClickAsync();
        await rows.Filter(new() { HasText = "Ada Amt → Nora Neu" }).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await rows.Filter(new() { HasText = "Rolle entfernt" }).Filter(new() { HasText = "Nora Neu · Musterhausen" }).Filter(new() { HasText = "Rolle: Redaktionsleitung" }).WaitForAsync();
        var saved = await admin.Page.RunAndWaitForDownloadAsync(() => admin.Page.GetByRole(AriaRole.Link, new() { Name = "Als CSV herunterladen" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync((await saved.PathAsync())!);
        Assert.StartsWith("number;time;person", lines[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.Contains(";Organisation/Grant;", line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("\"Nora Neu · Musterhausen\"", StringComparison.Ordinal));

        await admin.Page.Button("Prüfen").ClickAsync();
        await admin.Page.GetByText("Das Protokoll ist unversehrt").WaitForAsync();
        Assert.Equal(1, await city.Tamper("UPDATE kernel_audit SET \"Details\" = 'Role=Writer' WHERE \"Seq\" = (SELECT MAX(\"Seq\") FROM kernel_audit WHERE \"Details\" = 'Role=DeskLead');"));
        await admin.Page.Button("Prüfen").ClickAsync();
        await admin.Page.GetByText("Ein Eintrag wurde verändert").WaitForAsync();
        Assert.Empty(await admin.Look("the audit log"));
    }

    private async Task SetMailServer(Visit admin)
    {
        await admin.Go("/desk/einstellungen");
        var page = admin.Page;
        await page.Locator("#host").FillAsync("127.0.0.1");
        await page.Locator("#port").FillAsync($"{DemoTown.FreePort()}");
        await page.Locator("#security").SelectOptionAsync("None");
        await page.Locator("#from").FillAsync("stadtfunk@musterhausen.example");
        await page.Button("Mailserver speichern").ClickAsync();
        await page.Button("Probe-E-Mail senden").ClickAsync();
        await page.GetByText("antwortet an Port").WaitForAsync();
        await page.Locator("#port").FillAsync(city.MailPort);
        await page.Button("Mailserver speichern").ClickAsync();
        await page.GetByText("antwortet an Port").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.Button("Probe-E-Mail senden").ClickAsync();
        await page.GetByText($"Der Server hat die Probe-E-Mail an {city.Administrator.Email} angenommen.").WaitForAsync();
        await page.Button("Mailserver entfernen").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        Assert.Empty(await admin.Glance("the question before the mail server is removed"));
        await page.Keyboard.PressAsync("Escape");
        Assert.Contains("Probe-E-Mail", Assert.Single(await city.Mails(city.Administrator.Email, 1)).Subject, StringComparison.Ordinal);
    }

    private static async Task Invite(Visit visit, string name, string email, string role)
    {
        await visit.Go("/desk/leute");
        await visit.Page.Button("Person einladen").ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("#name").FillAsync(name);
        await dialog.Locator("#email").FillAsync(email);
        await dialog.GetByLabel("Rolle", new() { Exact = true }).SelectOptionAsync(role);
        await dialog.Button("Link erzeugen").ClickAsync();
        await visit.Page.GetByText($"Die Einladung an {name} ist per E-Mail unterwegs.").WaitForAsync();
    }

    private static async Task Accept(Visit visit, string link, string name)
    {
        await visit.Page.GotoAsync(link);
        await visit.Page.GetByText($"Guten Tag, {name}").WaitForAsync();
        Assert.Empty(await visit.Glance("an invitation"));
        await visit.Page.Locator("input[name=password]").FillAsync(Password);
        await visit.Page.Locator("input[name=repeat]").FillAsync(Password);
        await visit.Page.Button("Passwort setzen").ClickAsync();
        await visit.Page.GetByText("Ihr Passwort ist gesetzt.").WaitForAsync();
    }

    private static string LinkIn(string mail) => Invitation().Match(mail).Value;

    [GeneratedRegex("http://[^\\s]+/einladung/[0-9a-f]{64}")]
    private static partial Regex Invitation();
}
