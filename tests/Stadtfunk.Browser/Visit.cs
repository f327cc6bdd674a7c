using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>One visitor with one page.</summary>
public sealed class Visit : IAsyncDisposable
{
    private static readonly (ColorScheme Scheme, int Width)[] Looks = [(ColorScheme.Dark, 1280), (ColorScheme.Dark, 320), (ColorScheme.Light, 320), (ColorScheme.Light, 1280)];

    // One address has so many tries a minute, and all visitors have one; whoever was in before comes on a known device, as people do.
    private static readonly ConcurrentDictionary<(string Town, string Email), Cookie> Devices = new();

    private readonly IBrowserContext context;
    private readonly Uri own;

    public Visit(IBrowserContext context, IPage page, Uri own)
    {
        this.context = context;
        this.own = own;
        Page = page;
        page.Request += (_, request) =>
        {
            if (Uri.TryCreate(request.Url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Authority != own.Authority)
                Strangers.Add(request.Url);
        };
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                Errors.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Requests that went to somebody else.</summary>
    public List<string> Strangers { get; } = [];

    /// <summary>What the browser's console complained about: script errors, violations of the content security policy.</summary>
    public List<string> Errors { get; } = [];

    public async Task SignIn(DemoPerson person)
    {
        var device = (own.Authority, person.Email);
        if (Devices.TryGetValue(device, out var known))
            await context.AddCookiesAsync([known]);
        await Page.GotoAsync("/anmelden");
        await Page.GetByLabel("E-Mail", new() { Exact = false }).First.FillAsync(person.Email);
        await Page.Locator("input[type=password]").First.FillAsync(person.Password);
        await Page.Locator("form button[type=submit]").First.ClickAsync();
        // No event of the navigation is waited for: on a busy machine some were seen to get lost, and what stands on the page is what counts.
        try
        {
            await Page.WaitForFunctionAsync("() => location.pathname.startsWith('/desk') && document.querySelector('main h1')");
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"Not at the desk but at {Page.Url}, which says: {await Page.Locator("body").InnerTextAsync()}", late);
        }
        var carried = (await context.CookiesAsync([new Uri(own, "/anmelden").AbsoluteUri])).FirstOrDefault(cookie => cookie.Name.StartsWith("stadtfunk-geraet-", StringComparison.Ordinal));
        if (carried is not null)
            Devices[device] = new Cookie { Name = carried.Name, Value = carried.Value, Domain = carried.Domain, Path = carried.Path, HttpOnly = true, SameSite = carried.SameSite, Secure = carried.Secure, Expires = carried.Expires };
    }

    /// <summary>Goes there and waits until the desk's page has come to rest.</summary>
    public async Task Go(string path)
    {
        await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Page.Locator("main h1").First.WaitForAsync();
        await Page.WaitForFunctionAsync("() => !document.querySelector('main .skeleton')");
    }

    /// <summary>Light and dark, wide and at 320 px: what axe finds on the page as it stands, and what sticks out.</summary>
    public Task<IReadOnlyList<string>> Look(string what) => Look(what, Looks);

    /// <summary>Dark at 320 px and light and wide: for what is built like others that are looked at in all ways.</summary>
    public Task<IReadOnlyList<string>> Glance(string what) => Look(what, [Looks[1], Looks[3]]);

    private async Task<IReadOnlyList<string>> Look(string what, IReadOnlyList<(ColorScheme Scheme, int Width)> looks)
    {
        var found = new List<string>();
        foreach (var (scheme, width) in looks)
        {
            await Show(scheme, width);
            found.AddRange((await Axe()).Select(finding => $"{what} ({scheme}, {width} px) {finding}"));
            if (await Overflow() is var over and > 0)
                found.Add($"{what} ({scheme}, {width} px) sticks out by {over} px");
        }
        // Built alike at every width: between a phone's and a desk's, and on the largest screen, only what sticks out is looked for.
        foreach (var width in new[] { 768, 3840 })
        {
            await Show(ColorScheme.Light, width);
            if (await Overflow() is var over and > 0)
                found.Add($"{what} ({width} px) sticks out by {over} px");
        }
        await Page.SetViewportSizeAsync(looks[^1].Width, 900);
        return found;
    }

    /// <summary>Turns to another theme and width, and waits until the new look is drawn and whatever fades into it has come to rest.</summary>
    public async Task Show(ColorScheme scheme, int width)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await Page.SetViewportSizeAsync(width, 900);
        await Page.EvaluateAsync(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => Promise.allSettled(document.getAnimations().filter(one => one.effect?.getTiming().iterations !== Infinity).map(one => one.finished)).then(() => done()))))");
    }

    /// <summary>What axe finds against WCAG 2.2 AA; each line names rule and place.</summary>
    public async Task<IReadOnlyList<string>> Axe()
    {
        // axe tries things out with inline styles, which our policy rightly forbids: what it causes itself is not the page's.
        var own = Errors.Count;
        var result = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        });
        Errors.RemoveRange(own, Errors.Count - own);
        return [.. result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Target} {node.Html}"))];
    }

    /// <summary>Wider than the window means that a citizen has to scroll sideways.</summary>
    public Task<int> Overflow() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    // Left as a person leaves: closing the window alone would keep the page waiting for its return.
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Page.GotoAsync("about:blank", new() { Timeout = 5000 });
        }
        catch (Exception gone) when (gone is PlaywrightException or TimeoutException)
        {
            // Closed already, or waiting for a server that is not there.
        }
        await context.CloseAsync();
    }
}
