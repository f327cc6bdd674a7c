using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>An authenticator app beside the password: set up, asked for, and done without again. Each of its pages is looked at in all four ways.</summary>
public sealed class SecondStepTests(DemoTown town)
{
    [Fact]
    public async Task A_code_from_the_app_is_asked_for_after_the_password()
    {
        await using var visit = await town.Open();
        var person = town.Sheet.People.Single(one => one.Email.StartsWith("giulia.romano", StringComparison.Ordinal));
        await visit.SignIn(person);
        await visit.Page.GotoAsync("/konto/zweiter-schritt");
        await visit.Page.GetByText("Schlüssel von Hand eingeben").ClickAsync();
        var key = (await visit.Page.Locator("code.key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await visit.Page.GetByLabel("Ihr Passwort").FillAsync(person.Password);
        await visit.Page.GetByLabel("Code aus der App").FillAsync(Code(key, 0));
        await visit.Page.Button("Zweiten Schritt einrichten").ClickAsync();
        await visit.Page.GetByText("Ihre Wiederherstellungscodes").First.WaitForAsync();
        var found = new List<string>(await visit.Look("the recovery codes"));

        await visit.Page.Context.ClearCookiesAsync();
        await visit.Page.GotoAsync("/anmelden");
        await visit.Page.GetByLabel("E-Mail-Adresse").FillAsync(person.Email);
        await visit.Page.Locator("input[type=password]").FillAsync(person.Password);
        await visit.Page.Button("Anmelden").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Zweiter Schritt", Exact = true }).WaitForAsync();
        found.AddRange(await visit.Look("/anmelden/code"));
        var field = visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "Code" });
        await field.FillAsync("000000");
        await visit.Page.Button("Anmelden").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        found.AddRange(await visit.Look("a wrong code"));
        // A code counts once: the one of the set-up would be refused, the next is taken early.
        await field.FillAsync(Code(key, 1));
        await visit.Page.Button("Anmelden").ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => location.pathname.startsWith('/desk') && document.querySelector('main h1')");

        await visit.Page.GotoAsync("/konto/zweiter-schritt");
        found.AddRange(await visit.Look("/konto/zweiter-schritt where it is set up"));
        await visit.Page.GetByLabel("Ihr Passwort").FillAsync(person.Password);
        await visit.Page.Button("Zweiten Schritt abschalten").ClickAsync();
        await visit.Page.GetByText("nicht eingerichtet").First.WaitForAsync();
        Assert.Empty(found);
        Assert.Empty(visit.Strangers);
        Assert.Empty(visit.Errors);
    }

    /// <summary>RFC 6238: SHA-1, six digits, half a minute each.</summary>
    private static string Code(string base32, int ahead)
    {
        var bits = string.Concat(base32.Select(sign => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(sign, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => Convert.ToByte(new string(eight), 2)).ToArray();
        var moment = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(moment, (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30) + ahead);
#pragma warning disable CA5350 // What authenticator apps reckon with.
        var hash = HMACSHA1.HashData(key, moment);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0x0f)) & 0x7fffffff;
        return (number % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }
}
