using System.Diagnostics;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>The media library as people use it: a film with its subtitles, tags, the focus point by keyboard, paste and drop, the bin.</summary>
public sealed class MediaTests(DemoTown town)
{
    private const string Wrong = "WEBVTT\n\n00:00:05.000 --> 00:00:03.000\nFalsch";
    private const string Right = "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nGuten Tag aus dem Rathaus.";

    [Fact]
    public async Task A_film_gets_subtitles_and_lies_in_the_bin_and_axe_finds_nothing()
    {
        await using var visit = await Desk(ColorScheme.Light, 1280);
        var page = visit.Page;
        var found = new List<string>();
        const string name = "film.mp4";
        await page.GetByLabel("Bild, Video oder PDF hochladen").SetInputFilesAsync(Film(name));
        await page.GetByText($"{name} ist in der Mediathek").WaitForAsync();
        var address = await page.Locator(".pictures li", new() { Has = page.Locator(".film") }).First.Locator("a.open").GetAttributeAsync("href");
        await visit.Go(address!);
        await page.Locator("video").WaitForAsync(new() { Timeout = 90_000 });
        await page.GetByText("Dem Video fehlen Untertitel.").WaitForAsync();
        found.AddRange(await visit.Look("a film without subtitles"));
        await Save(page, Wrong);
        await page.GetByText("Zeile 3: Der Untertitel endet").WaitForAsync();
        found.AddRange(await visit.Look("wrong subtitles"));
        await Save(page, Right);
        await page.Locator("track").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Describe(page);
        found.AddRange(await visit.Look("a film with subtitles"));
        await page.GetByRole(AriaRole.Button, new() { Name = "In den Papierkorb" }).ClickAsync();
        await page.GetByText("Dieses Bild liegt im Papierkorb").WaitForAsync();
        found.AddRange(await visit.Look("in the bin"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Endgültig löschen" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        found.AddRange(await visit.Look("dialog \"Endgültig löschen\""));
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Endgültig löschen" }).ClickAsync();
        await page.Reach("**/desk/medien");
        Assert.Empty(found);
        Assert.Empty(visit.Strangers);
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task In_the_composer_a_picture_is_pasted_and_dropped()
    {
        await using var visit = await Desk(ColorScheme.Light, 1280);
        var page = visit.Page;
        await visit.Go("/desk/beitraege/neu");
        await page.Locator(".drop").First.WaitForAsync();
        foreach (var (way, colour) in new[] { ("paste", "#b00"), ("drop", "#0b0") })
        {
            var before = await page.Locator(".picture-edit").CountAsync();
            await page.EvaluateAsync(
                """
                async ([way, colour]) => {
                  const canvas = document.createElement('canvas');
                  [canvas.width, canvas.height] = [320, 200];
                  const pen = canvas.getContext('2d');
                  pen.fillStyle = colour; pen.fillRect(0, 0, 320, 200);
                  const blob = await new Promise(done => canvas.toBlob(done, 'image/png'));
                  const data = new DataTransfer();
                  data.items.add(new File([blob], way + '.png', { type: 'image/png' }));
                  const zone = document.querySelector('.drop');
                  const event = way === 'drop' ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
                    : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
                  (way === 'drop' ? zone : document.body).dispatchEvent(event);
                }
                """,
                new[] { way, colour });
            await page.Locator(".picture-edit").Nth(before).WaitForAsync();
        }
        Assert.Empty(visit.Errors);
    }

    private async Task<Visit> Desk(ColorScheme scheme, int width)
    {
        var visit = await town.Open(scheme, width);
        await visit.SignIn(town.Sheet.People.Single(person => person.Email.StartsWith("leyla.mertens", StringComparison.Ordinal)));
        await visit.Go("/desk/medien");
        await visit.Page.Locator(".pictures li").First.WaitForAsync();
        return visit;
    }

    private static async Task Save(IPage page, string subtitles)
    {
        await page.GetByLabel("Text der Untertitel").FillAsync(subtitles);
        await page.GetByRole(AriaRole.Button, new() { Name = "Untertitel prüfen und speichern" }).ClickAsync();
    }

    /// <summary>Words, tags and the point that matters, all by keyboard.</summary>
    private static async Task Describe(IPage page)
    {
        await page.GetByLabel("Bildbeschreibung").FillAsync("Der Bürgermeister begrüßt die Stadt.");
        await page.GetByLabel("Schlagwort hinzufügen").FillAsync("Rathaus, Grußwort");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Schlagwort Grußwort entfernen" }).WaitForAsync();
        var spot = page.Locator(".spot");
        await spot.FocusAsync();
        for (var press = 0; press < 5; press++)
            await page.Keyboard.PressAsync("ArrowLeft");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Bildmittelpunkt: 40 Prozent") }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Speichern", Exact = true }).ClickAsync();
        await page.GetByText("Gespeichert.", new() { Exact = true }).First.WaitForAsync();
        Assert.StartsWith("Bildmittelpunkt: 40 Prozent", await spot.GetAttributeAsync("aria-label"));
        Assert.Equal("Der Bürgermeister begrüßt die Stadt.", await page.GetByLabel("Bildbeschreibung").InputValueAsync());
    }

    private static string Film(string name)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("stadtfunk-film-").FullName, name);
        string[] arguments =
        [
            "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=3", "-f", "lavfi", "-i", "sine=frequency=440:duration=3",
            "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-metadata", $"title={name}", "-y", file,
        ];
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments))!;
        ffmpeg.WaitForExit();
        Assert.Equal(0, ffmpeg.ExitCode);
        return file;
    }
}
