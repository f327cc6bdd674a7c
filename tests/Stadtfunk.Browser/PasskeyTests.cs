using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>A passkey in the browser's own virtual authenticator: made with the password, then used instead of it.</summary>
public sealed class PasskeyTests(DemoTown town)
{
    [Fact]
    public async Task A_passkey_signs_in_without_password_until_it_is_removed()
    {
        // A passkey belongs to a name, never to an address of numbers.
        var url = new UriBuilder(town.Url) { Host = "localhost" }.Uri;
        await using var visit = await town.Open(at: url);
        var person = town.Sheet.People.Single(one => one.Email.StartsWith("nkechi.okafor", StringComparison.Ordinal));
        var browser = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        await visit.SignIn(person);
        await visit.Page.GotoAsync("/konto/passkey");
        await visit.Page.GetByLabel("Name des Passkeys").FillAsync("Diensthandy");
        await visit.Page.Locator("#current").FillAsync("falsch");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Passkey anlegen" }).ClickAsync();
        await visit.Page.GetByText("Ihr Passwort stimmt nicht.").First.WaitForAsync();
        await visit.Page.Locator("#current").FillAsync(person.Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Passkey anlegen" }).ClickAsync();
        await visit.Page.GetByText("Der Passkey ist angelegt.").WaitForAsync();
        await SignOut(visit);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Mit Passkey anmelden" }).ClickAsync();
        await visit.Page.Reach("**/desk**");
        await visit.Page.GotoAsync("/konto/passkey");
        await Open(visit, "Diensthandy");
        await Named(visit, "Name des Passkeys").FillAsync("");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Namen speichern" }).ClickAsync();
        await visit.Page.GetByText("Bitte geben Sie dem Passkey einen Namen").First.WaitForAsync();
        await Named(visit, "Name des Passkeys").FillAsync("Tablet");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Namen speichern" }).ClickAsync();
        await visit.Page.GetByText("Der Passkey heißt jetzt anders.").WaitForAsync();
        await Open(visit, "Tablet");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Passkey entfernen" }).ClickAsync();
        await visit.Page.GetByText("Ihr Passwort stimmt nicht.").First.WaitForAsync();
        await Named(visit, "Ihr Passwort").FillAsync(person.Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Passkey entfernen" }).ClickAsync();
        await visit.Page.GetByText("Der Passkey ist entfernt.").WaitForAsync();
        await SignOut(visit);
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Mit Passkey anmelden" }).ClickAsync();
        await visit.Page.GetByText("Die Anmeldung mit diesem Passkey war nicht möglich.").First.WaitForAsync();
        // Whoever has lost the last passkey is not shut out.
        await visit.SignIn(person);
    }

    private static Task Open(Visit visit, string name) => visit.Page.Locator("summary", new() { HasText = name }).ClickAsync();

    // The field of the passkey that is open, not of the form for a new one.
    private static ILocator Named(Visit visit, string label) => visit.Page.Locator("details[open]").GetByLabel(label);

    private static async Task SignOut(Visit visit)
    {
        await visit.Page.GotoAsync("/abmelden");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Abmelden" }).ClickAsync();
        await visit.Page.Reach("**/anmelden");
    }
}
