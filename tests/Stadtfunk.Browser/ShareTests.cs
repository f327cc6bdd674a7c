using System.Diagnostics;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>A picture on its way from a phone's gallery into the tray: in two taps, before the sign-in, on a line that breaks, without script; and what becomes of it.</summary>
public sealed class ShareTests(DemoTown town)
{
    // What the system does when somebody shares to the installed desk: a form is posted to the place that the manifest names.
    private const string Share =
        """
        async ([count, text, seed]) => {
          const files = new DataTransfer();
          for (let place = 0; place < count; place++) {
            const canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [320, 200];
            const pen = canvas.getContext('2d');
            pen.fillStyle = `hsl(${seed * 40 + place * 10} 60% 50%)`; pen.fillRect(0, 0, 320, 200);
            pen.fillStyle = '#fff'; pen.fillText(`${text} ${place}`, 20, 20);
            const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg'));
            files.items.add(new File([blob], `IMG_${place}.jpg`, { type: 'image/jpeg' }));
          }
          const form = document.createElement('form');
          form.method = 'post'; form.enctype = 'multipart/form-data'; form.action = '/desk/teilen/senden';
          const words = document.createElement('input'); words.name = 'text'; words.value = text;
          const input = document.createElement('input'); input.type = 'file'; input.name = 'bild'; input.multiple = true; input.files = files.files;
          form.append(words, input); form.hidden = true;
          document.body.append(form);
          form.submit();
        }
        """;

    [Fact]
    public async Task Three_pictures_are_in_the_tray_within_seconds_and_one_becomes_a_draft()
    {
        await using var desk = await SignedIn("leyla.mertens", 1280);
        await desk.Go("/desk/bildeingang");
        await using var phone = await SignedIn("nkechi.okafor", 320);
        await WithWorker(phone);
        var clock = Stopwatch.StartNew();
        await phone.Page.EvaluateAsync(Share, new object[] { 3, "Die Bürgermeisterin im Museum", 1 });
        var mine = desk.Page.Locator(".tray li", new() { HasText = "Die Bürgermeisterin im Museum" });
        await mine.Nth(2).WaitForAsync(new() { Timeout = 10_000 });
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
        await phone.Page.GetByText("3 Bilder sind im Bildeingang.").WaitForAsync();
        Assert.EndsWith("/desk/teilen", phone.Page.Url, StringComparison.Ordinal);

        var found = new List<string>(await phone.Look("pictures that have arrived"));
        await desk.Page.Locator(".tray img").First.WaitForAsync();
        found.AddRange(await desk.Look("the tray"));
        found.AddRange(await Decide(desk, mine));
        Assert.Empty(found);
        Assert.Empty(desk.Strangers);
        Assert.Empty(phone.Strangers);
        Assert.Empty(desk.Errors);
        Assert.Empty(phone.Errors);
    }

    [Fact]
    public async Task What_was_shared_before_the_sign_in_arrives_after_it_once_its_owner_says_so()
    {
        await using var phone = await SignedIn("nkechi.okafor", 320);
        await WithWorker(phone);
        await phone.Page.Context.ClearCookiesAsync();
        await phone.Page.GotoAsync("/anmelden");
        await phone.Page.EvaluateAsync(Share, new object[] { 1, "Vor der Anmeldung", 2 });
        await phone.Page.WaitForURLAsync("**/anmelden?zu=*");
        await phone.Page.GetByLabel("E-Mail", new() { Exact = false }).First.FillAsync(Person("nkechi.okafor").Email);
        await phone.Page.Locator("input[type=password]").First.FillAsync(Person("nkechi.okafor").Password);
        await phone.Page.Locator("form button[type=submit]").First.ClickAsync();
        await phone.Page.GetByText("die ohne Anmeldung geteilt wurden. Sind es Ihre?").WaitForAsync();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Ja, senden" }).ClickAsync();
        await phone.Page.GetByText("Das Bild ist im Bildeingang.").WaitForAsync();
        Assert.Equal(1, await InTray("Vor der Anmeldung"));
    }

    [Fact]
    public async Task On_a_line_that_breaks_it_waits_on_the_device_survives_a_reload_and_arrives_once()
    {
        await using var phone = await SignedIn("nkechi.okafor", 320);
        await WithWorker(phone);
        await phone.Page.Context.SetOfflineAsync(true);
        await phone.Page.EvaluateAsync(Share, new object[] { 2, "Funkloch", 3 });
        await phone.Page.GetByText("Bild 1 von 2 liegt sicher auf diesem Gerät").WaitForAsync();
        var found = await phone.Look("waiting for a line");
        await phone.Page.ReloadAsync();
        await phone.Page.GetByText("Bild 1 von 2 liegt sicher auf diesem Gerät").WaitForAsync();
        await phone.Page.Context.SetOfflineAsync(false);
        await phone.Page.GetByText("2 Bilder sind im Bildeingang.").WaitForAsync();
        Assert.Empty(found);
        Assert.Equal(2, await InTray("Funkloch"));
    }

    [Fact]
    public async Task A_large_picture_goes_on_where_the_line_broke()
    {
        await using var phone = await SignedIn("nkechi.okafor", 320);
        await WithWorker(phone);
        var (sent, pieces) = (0L, 0);
        await phone.Page.RouteAsync("**/desk/teilen/teil?*", route =>
        {
            if (++pieces == 3)
                return route.AbortAsync();
            sent += route.Request.PostDataBuffer?.Length ?? 0;
            return route.ContinueAsync();
        });
        var size = await phone.Page.EvaluateAsync<long>(
            """
            async () => {
              const canvas = document.createElement('canvas');
              [canvas.width, canvas.height] = [900, 700];
              const pen = canvas.getContext('2d'), noise = pen.createImageData(900, 700);
              for (let at = 0; at < noise.data.length; at += 65536) crypto.getRandomValues(noise.data.subarray(at, at + 65536));
              for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255;
              pen.putImageData(noise, 0, 0);
              const blob = await new Promise(done => canvas.toBlob(done, 'image/png'));
              await shareQueue.put([new File([blob], 'IMG_1.png', { type: 'image/png' })], 'Stück für Stück');
              return blob.size;
            }
            """);
        Assert.True(size > 1_500_000);
        await phone.Page.ReloadAsync();
        await phone.Page.GetByText("Das Bild ist im Bildeingang.").WaitForAsync(new() { Timeout = 60_000 });
        Assert.Equal((size, 1), (sent, await InTray("Stück für Stück")));
        Assert.True(pieces > 3);
    }

    [Fact]
    public async Task Without_script_the_form_sends_and_says_so()
    {
        await using var visit = await town.Open(width: 320, script: false);
        var page = visit.Page;
        await SignInWithoutScript(page, "nkechi.okafor");
        await page.GetByLabel("Bilder", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "wappen.jpg", MimeType = "image/jpeg", Buffer = "<svg onload='alert(1)'>"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Senden", Exact = true }).ClickAsync();
        await page.GetByText("wappen.jpg Das ist eine SVG-Zeichnung. Bitte speichern Sie sie als PNG.").WaitForAsync();
    }

    [Fact]
    public async Task Who_writes_for_several_units_is_asked_once_and_two_taps_are_enough_from_then_on()
    {
        await using var phone = await SignedIn("leyla.mertens", 320);
        var page = phone.Page;
        await WithWorker(phone);
        await page.EvaluateAsync(Share, new object[] { 1, "Zum ersten Mal geteilt", 4 });
        await page.GetByText("Für welche Einheit sind die Bilder?").WaitForAsync();
        var found = await phone.Look("the question for the unit");
        Assert.Equal(0, await InTray("Zum ersten Mal geteilt"));
        await page.GetByLabel("Für welche Einheit?").SelectOptionAsync(new SelectOptionValue { Label = "Naturkundemuseum" });
        // Choosing sends nothing yet: with the keyboard it passes by the others.
        await Task.Delay(500);
        Assert.Equal(0, await InTray("Zum ersten Mal geteilt"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Geteilte Bilder senden" }).ClickAsync();
        await page.GetByText("Das Bild ist im Bildeingang. Eingesandt für: Naturkundemuseum.").WaitForAsync();
        Assert.Equal(1, await InTray("Zum ersten Mal geteilt", "Naturkundemuseum"));
        await page.EvaluateAsync(Share, new object[] { 1, "Zum zweiten Mal geteilt", 5 });
        await page.GetByText("Das Bild ist im Bildeingang. Eingesandt für: Naturkundemuseum.").WaitForAsync();
        Assert.Equal(1, await InTray("Zum zweiten Mal geteilt", "Naturkundemuseum"));
        // What the device keeps for the time without a network names nobody's units.
        Assert.Equal("false", await page.EvaluateAsync<string>("async () => String((await (await caches.match('/desk/teilen')).text()).includes('Naturkundemuseum'))"));
        Assert.Empty(found);
        Assert.Empty(phone.Errors);
    }

    [Fact]
    public async Task Without_script_the_unit_is_chosen_in_the_form_and_set_the_next_time()
    {
        await using var visit = await town.Open(width: 320, script: false);
        var page = visit.Page;
        await SignInWithoutScript(page, "mehmet.yildiz");
        await page.GetByLabel("Bilder", new() { Exact = true }).SetInputFilesAsync(await Photo());
        var unit = page.GetByLabel("Für welche Einheit?");
        Assert.Equal("", await unit.InputValueAsync());
        Assert.NotNull(await unit.GetAttributeAsync("required"));
        await unit.SelectOptionAsync(new SelectOptionValue { Label = "Naturkundemuseum" });
        var chosen = await unit.InputValueAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Senden", Exact = true }).ClickAsync();
        await page.GetByText("Das Bild ist im Bildeingang. Eingesandt für: Naturkundemuseum.").WaitForAsync();
        Assert.Equal(chosen, await unit.InputValueAsync());
        // On another device it is known by what was sent; whoever writes for one unit is not asked.
        await using var other = await town.Open(width: 320, script: false);
        await SignInWithoutScript(other.Page, "mehmet.yildiz");
        Assert.Equal(chosen, await other.Page.GetByLabel("Für welche Einheit?").InputValueAsync());
        await using var single = await town.Open(width: 320, script: false);
        await SignInWithoutScript(single.Page, "nkechi.okafor");
        Assert.False(await single.Page.GetByLabel("Für welche Einheit?").IsVisibleAsync());
    }

    private async Task SignInWithoutScript(IPage page, string who)
    {
        await page.GotoAsync("/anmelden?zu=%2Fdesk%2Fteilen");
        await page.GetByLabel("E-Mail", new() { Exact = false }).First.FillAsync(Person(who).Email);
        await page.Locator("input[type=password]").First.FillAsync(Person(who).Password);
        await page.Locator("form button[type=submit]").First.ClickAsync();
        await page.GetByLabel("Bilder", new() { Exact = true }).WaitForAsync();
    }

    private async Task<FilePayload> Photo()
    {
        await using var painter = await town.Open();
        await painter.Page.GotoAsync("/");
        return new FilePayload { Name = "foto.png", MimeType = "image/png", Buffer = await painter.Page.ScreenshotAsync() };
    }

    private static async Task<IReadOnlyList<string>> Decide(Visit desk, ILocator mine)
    {
        var page = desk.Page;
        await mine.First.GetByRole(AriaRole.Button, new() { NameRegex = new("^Bild verwerfen") }).ClickAsync();
        await page.GetByText("Das Bild liegt im Papierkorb der Mediathek.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rückgängig" }).ClickAsync();
        await mine.Nth(2).WaitForAsync();
        await mine.First.GetByRole(AriaRole.Button, new() { NameRegex = new("^Bild verwenden") }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Bild verwenden" });
        await dialog.WaitForAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Entwurf daraus machen" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Alert).GetByText("Bitte geben Sie an, ob die abgebildeten Personen eingewilligt haben.").WaitForAsync();
        Assert.Equal("Nkechi Okafor", await dialog.GetByLabel("Bildnachweis").InputValueAsync());
        var found = await desk.Look("dialog \"Bild verwenden\"");
        await dialog.GetByLabel("Einwilligung der abgebildeten Personen").SelectOptionAsync("NotNeeded");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Entwurf daraus machen" }).ClickAsync();
        await page.WaitForURLAsync("**/desk/beitraege/*");
        await page.Locator(".picture-edit").WaitForAsync();
        Assert.Equal("Die Bürgermeisterin im Museum", await page.GetByLabel("Text", new() { Exact = true }).First.InputValueAsync());
        return found;
    }

    /// <summary>The first visit to the page brings the worker; from then on it takes what is shared.</summary>
    private static async Task WithWorker(Visit phone)
    {
        // A worker that did not come with one visit comes with the next, as it does for people.
        for (var visits = 1; ; visits++)
        {
            await phone.Go("/desk/teilen");
            try
            {
                await phone.Page.WaitForFunctionAsync("() => navigator.serviceWorker.controller?.state === 'activated'", null, new() { Timeout = 20_000 });
                break;
            }
            catch (TimeoutException) when (visits < 3)
            {
                // Once more.
            }
        }
        await phone.Go("/desk/teilen");
    }

    private async Task<int> InTray(string text, string unit = "")
    {
        await using var desk = await SignedIn("leyla.mertens", 1280);
        await desk.Go("/desk/bildeingang");
        await desk.Page.Locator(".tray li, .empty").First.WaitForAsync();
        return await desk.Page.Locator(".tray li", new() { HasText = text }).Filter(new() { HasText = unit }).CountAsync();
    }

    private async Task<Visit> SignedIn(string who, int width)
    {
        var visit = await town.Open(ColorScheme.Light, width);
        await visit.SignIn(Person(who));
        return visit;
    }

    private DemoPerson Person(string who) => town.Sheet.People.Single(person => person.Email.StartsWith(who, StringComparison.Ordinal));
}
