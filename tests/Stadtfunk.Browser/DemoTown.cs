using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Stadtfunk.Browser.DemoTown))]

namespace Stadtfunk.Browser;

public sealed record DemoPerson(string Name, string Role, string Unit, string Email, string Password);

public sealed record DemoSheet(string Address, IReadOnlyList<DemoPerson> People, string Token)
{
    public DemoPerson With(string role) => People.First(person => person.Role == role);
}

/// <summary>The built program with its demo city, as ./run starts it, and one chromium for all tests.</summary>
public sealed class DemoTown : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("stadtfunk-browser-").FullName;
    private readonly TaskCompletionSource complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? program;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public Uri Url { get; private set; } = null!;

    public DemoSheet Sheet { get; private set; } = null!;

    // The shell is the same browser without windows, and quicker.
    private static readonly string[] Programs = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    public async ValueTask InitializeAsync()
    {
        var port = FreePort();
        Url = new Uri($"http://127.0.0.1:{port}/");
        program = Start(Url, directory);
        program.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("The demo city is complete.", StringComparison.Ordinal) == true)
                complete.TrySetResult();
        };
        Sheet = await WaitForDemo();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("STADTFUNK_CHROMIUM") ?? Programs.First(File.Exists),
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A fresh visitor; German unless said otherwise, Berlin, and every request outside the own server is noted in <see cref="Visit.Strangers"/>.</summary>
    public async Task<Visit> Open(ColorScheme scheme = ColorScheme.Light, int width = 1280, bool script = true, Uri? at = null, string locale = "de-DE")
    {
        var own = at ?? Url;
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = own.AbsoluteUri,
            Locale = locale,
            TimezoneId = "Europe/Berlin",
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            JavaScriptEnabled = script,
        });
        context.SetDefaultTimeout(30_000);
        return new Visit(context, await context.NewPageAsync(), own);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.CloseAsync();
        playwright?.Dispose();
        if (program is { HasExited: false })
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync();
        }
        Directory.Delete(directory, recursive: true);
    }

    internal static Process Start(Uri url, string directory, params string[] more)
    {
        var program = Process.Start(new ProcessStartInfo("dotnet", [Dll(), "--port", $"{url.Port}", "--data", directory, .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            // The servers that tests connect channels to run on this machine.
            Environment = { ["STADTFUNK_CITY__PUBLICURL"] = url.AbsoluteUri, ["STADTFUNK_Http__AllowPrivate__0"] = "127.0.0.1", ["STADTFUNK_Http__AllowPrivate__1"] = "localhost" },
        })!;
        program.OutputDataReceived += (_, _) => { };
        program.BeginOutputReadLine();
        return program;
    }

    private async Task<DemoSheet> WaitForDemo()
    {
        var file = Path.Combine(directory, "demo.json");
        // The desk is up at once, and posts, rules and pictures follow: tests begin when all of it is there.
        await complete.Task.WaitAsync(TimeSpan.FromMinutes(5));
        using var http = new HttpClient(new SocketsHttpHandler());
        for (var deadline = Environment.TickCount64 + 60_000; Environment.TickCount64 < deadline; await Task.Delay(300))
        {
            using var feed = JsonDocument.Parse(await http.GetStringAsync(new Uri(Url, "feed.json")));
            if (feed.RootElement.GetProperty("items").GetArrayLength() >= 8)
                return JsonSerializer.Deserialize<DemoSheet>(await File.ReadAllTextAsync(file), JsonSerializerOptions.Web)!;
        }
        throw new TimeoutException("The demo city shows no posts.");
    }

    private static string Dll()
    {
        // bin/<Configuration>/net10.0 of this project; the program was built with the same configuration.
        var mine = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var root = mine.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(root, "src", "App", "bin", mine.Parent.Name, mine.Name, "stadtfunk.dll");
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
