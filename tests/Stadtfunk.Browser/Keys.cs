using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>Somebody without a mouse: what is wanted has to be reachable with Tab, and to show that it has the focus.</summary>
internal sealed class Keys(IPage page)
{
    private const string Focused = """
        () => {
          const here = document.activeElement;
          const name = here.getAttribute('aria-label') || here.labels?.[0]?.innerText || here.innerText || '';
          return name.trim().split('\n')[0].replace('(Pflichtangabe)', '').trim();
        }
        """;

    public async Task Type(string label, string text)
    {
        await To(label);
        await page.Keyboard.TypeAsync(text);
    }

    public async Task Press(string button)
    {
        await To(button);
        await page.Keyboard.PressAsync("Enter");
    }

    public async Task SignIn(DemoPerson person)
    {
        await Type("E-Mail-Adresse", person.Email);
        await Type("Passwort", person.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Reach("**/desk");
    }

    public async Task Tick(string box)
    {
        await To(box);
        await page.Keyboard.PressAsync(" ");
    }

    private async Task To(string name)
    {
        var passed = new List<string>();
        for (var step = 0; step < 120; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            var here = await page.EvaluateAsync<string>(Focused);
            if (here == name)
            {
                Assert.NotEqual("none", await page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"));
                return;
            }
            passed.Add(here);
        }
        Assert.Fail($"Tab never came to \"{name}\", only to: {string.Join(" | ", passed)}");
    }
}
