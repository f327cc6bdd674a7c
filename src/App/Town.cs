using Microsoft.AspNetCore.DataProtection;
using Stadtfunk.App.Api;
using Stadtfunk.App.Cluster;
using Stadtfunk.App.Data;
using Stadtfunk.App.Demo;
using Stadtfunk.App.Health;
using Stadtfunk.App.Memory;
using Stadtfunk.App.Shell;
using Stadtfunk.App.Sockets;
using Stadtfunk.Kernel;
using Stadtfunk.Publishing;
using Stadtfunk.Website;

namespace Stadtfunk.App;

/// <summary>Puts the program together from its settings. Tests build it the same way and start it in their own process.</summary>
internal static class Town
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(Town).Assembly.GetName().Name,
        });
        Settings.Read(builder.Configuration, args);
        var settings = Settings.From(builder.Configuration);
        MakeDirectory(settings.DataDirectory);
        var database = DatabaseChoice.From(settings.Database, settings.DataDirectory);

        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls($"http://{settings.Address}:{settings.Port}");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(Listening.AtOnce);
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
            // With this category on at all, every request gets a trace of its own, which costs a public page half of its time. Failures are said by the server's and the pages' own categories.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None).AddFilter("Polly", LogLevel.Warning);
        builder.Logging.AddKnownSilence();

        builder.Services.AddSingleton(settings);
        builder.Services.AddDataProtection().SetApplicationName("Stadtfunk")
            .PersistKeysToFileSystem(KeyFolder(settings.DataDirectory));
        builder.Services.AddRooms();
        database.Register(builder.Services);
        builder.AddCluster(database);
        builder.Services.AddPublishingEngines();
        builder.Services.AddKernelEngines();
        builder.Services.AddWebsiteEngines();
        builder.Services.AddDemo();
        builder.Services.AddHostedService<GivesBack>();
        builder.Services.AddShell();
        builder.Services.AddApi();

        var app = builder.Build();
        WrongSettings.Look(app.Services, builder.Configuration);
        Ahead.Begin(app.Services);
        app.UseTrustedProxies();
        app.UseHostGuard();
        // Public pages first, before routing and sign-in: they need neither.
        app.UseWebsiteShelf();
        app.UseRouting();
        app.UseShell();
        app.MapHealth();
        app.MapRooms();
        app.MapApi();
        return app;
    }

    // For the program's user alone, also where an older folder was made wider.
    private static DirectoryInfo KeyFolder(string directory)
    {
        var keys = Directory.CreateDirectory(Path.Combine(directory, "keys"));
        if (!OperatingSystem.IsWindows())
            keys.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return keys;
    }

    private static void MakeDirectory(string directory)
    {
        try
        {
            // Tokens, keys and drafts lie here: for nobody else on the machine.
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(directory);
            else
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var probe = Path.Combine(directory, ".probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new WrongSetting(ConsoleWords.Of(
                $"Der Datenordner {directory} lässt sich nicht beschreiben.",
                $"Cannot write to the data folder {directory}."));
        }
    }
}
