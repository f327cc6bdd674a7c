using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stadtfunk.App;
using Stadtfunk.App.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Media.Files;
using Stadtfunk.Tests.HouseRules;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.App;

/// <summary>The built program, started with what cannot be: one sentence, its exit code, and no stack trace.</summary>
public sealed class WrongSettingTests
{
    [Theory]
    [InlineData("Cluster__Address", "hier", "Cluster:Address")]
    [InlineData("Cluster__Port", "viele", "Cluster:Port")]
    [InlineData("Cluster__Port", "70000", "Cluster:Port")]
    [InlineData("EMPTY", "vielleicht", "--empty")]
    [InlineData("Port", "achtzig", "--port")]
    [InlineData("ADDRESS", "hier", "--address")]
    [InlineData("PUBLIC_URL", "aktuell.musterstadt.de", "--public-url")]
    [InlineData("DATABASE", "mysql://name@rechner/stadt", "--database")]
    [InlineData("Hosts", "aktuell.musterstadt.de, *.musterstadt.de", "Hosts")]
    [InlineData("Proxy__Trusted", "10.0.0.0/99", "Proxy:Trusted")]
    [InlineData("Networks__TikTok__Audited", "vielleicht", "Networks:TikTok:Audited")]
    [InlineData("Networks__X__Api", "api.x.com", "Networks:X:Api")]
    [InlineData("Networks__Meta__Graph", "", "Networks:Meta:Graph")]
    [InlineData("Http__AllowPrivate", "mastodon.intern", "Http:AllowPrivate")]
    [InlineData("SignIn__Floor", "kurz", "SignIn:Floor")]
    [InlineData("Api__ReadsPerMinute", "viele", "Api:ReadsPerMinute")]
    [InlineData("Api__WritesPerMinute", "0", "Api:WritesPerMinute")]
    [InlineData("Media__KeepFreeMegabytes", "wenig", "Media:KeepFreeMegabytes")]
    [InlineData("Media__MostVideoMegabytes", "-1", "Media:MostVideoMegabytes")]
    public async Task A_setting_that_cannot_be_is_said_in_one_sentence(string name, string value, string about)
    {
        using var place = new Place();
        Assert.Contains(about, await Refused(place.Path, 2, (name, value)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port", "--port", "70000")]
    [InlineData("--port", "--port")]
    [InlineData("--data", "--port", "0", "--data")]
    [InlineData("--address", "--address", "localhost")]
    [InlineData("--public-url", "--public-url=ftp://aktuell.musterstadt.de/")]
    [InlineData("--database", "--database", "mysql://name@rechner/stadt")]
    [InlineData("--farbe", "--farbe", "rot")]
    public async Task A_switch_that_cannot_be_is_said_in_one_sentence(string about, params string[] switches)
    {
        using var place = new Place();
        Assert.Contains(about, await Refused(place.Path, 2, [], switches), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_to_is_named()
    {
        using var place = new Place();
        var file = Path.Combine(place.Path, "datei");
        await File.WriteAllTextAsync(file, "");
        Assert.Contains(file, await Refused(Path.Combine(file, "daten"), 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_administrator_with_a_weak_password_is_not_made()
    {
        using var place = new Place();
        Assert.StartsWith("Setup: ", await Refused(place.Path, 2, ("Setup__Email", "leitung@musterstadt.example"), ("Setup__Password", "kurz")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_postgresql_that_does_not_answer_is_said_in_one_sentence()
    {
        using var place = new Place();
        Assert.Contains("PostgreSQL", await Refused(place.Path, 3, [], "--database", $"postgres://name:geheim@127.0.0.1:{SourceTree.FreePort()}/stadt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_file_that_is_none_is_said_in_one_sentence()
    {
        using var place = new Place();
        await File.WriteAllTextAsync(Path.Combine(place.Path, "stadtfunk.db"), new string('x', 8192));
        Assert.NotEmpty(await Refused(place.Path, 3));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_sentence()
    {
        using var place = new Place();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        Assert.Contains("--port", await Refused(place.Path, 4, [], "--port", $"{((IPEndPoint)taken.LocalEndpoint).Port}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_part_of_the_settings_that_a_room_reads_is_looked_through_at_the_start()
    {
        var read = Tree.Under(Path.Combine(SourceTree.Root, "src"), ".cs").SelectMany(file => Regex.Matches(File.ReadAllText(file), @"\.BindConfiguration\(""(\w[^""]*)""\)")).Select(found => found.Groups[1].Value);
        // The data folder and the city's address are looked at as switches.
        Assert.Equal(["City", "Data"], read.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_left_empty_is_not_given_and_the_program_starts_as_usual()
    {
        var settings = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream("{ \"Http\": { \"AllowPrivate\": [] }, \"Numbers\": { \"Count\": \"\" } }"u8.ToArray()))
            .AddInMemoryCollection([new("Media:KeepFreeMegabytes", ""), new("Media:MostVideoMegabytes", "0")])
            .Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(settings);
        services.BindSettings<SafeHttpSettings>("Http");
        services.BindSettings<Numbers>("Numbers");
        services.BindSettings<MediaSettings>(MediaSettings.Section);
        using var given = services.BuildServiceProvider();
        WrongSettings.Look(given, settings);
        Assert.Empty(given.GetRequiredService<IOptions<SafeHttpSettings>>().Value.AllowPrivate);
        Assert.Equal(7, given.GetRequiredService<IOptions<Numbers>>().Value.Count);
        Assert.Equal((200L, new MediaSettings().MostVideoMegabytes), (MediaSettings.In(settings).KeepFreeMegabytes, MediaSettings.In(settings).MostVideoMegabytes));
    }

    private sealed class Numbers
    {
        public int Count { get; set; } = 7;
    }

    [Theory]
    [InlineData("{ \"Port\": 5081, ")]
    [InlineData("Port = 5081")]
    [InlineData("[1, 2")]
    public async Task A_settings_file_that_is_no_json_is_named_in_one_sentence(string text)
    {
        using var place = new Place();
        await File.WriteAllTextAsync(Path.Combine(place.Path, "stadtfunk.json"), text);
        Assert.Contains("stadtfunk.json", await Refused(place.Path, 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_is_full_when_the_program_starts_is_said_in_one_sentence()
    {
        using var disk = SmallDisk.Mount(8);
        if (disk is null)
            Assert.Skip("A small file system can only be mounted as root.");
        disk.FillUpTo(0);
        Assert.Contains("full", await Refused(disk.Path, 3), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", true), InlineData("True", true), InlineData("1", true), InlineData("yes", true), InlineData("ja", true), InlineData(" JA ", true)]
    [InlineData("false", false), InlineData("False", false), InlineData("0", false), InlineData("no", false), InlineData("nein", false), InlineData("", false)]
    public void Every_usual_way_to_say_yes_or_no_to_the_empty_city_is_understood(string said, bool empty)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Demo:Empty", said)]).Build();
        Assert.Equal(empty, Settings.From(settings).Empty);
    }

    [Theory]
    [InlineData("true", true), InlineData("false", false), InlineData("\"ja\"", true)]
    public async Task The_settings_file_says_it_as_json_does(string said, bool empty)
    {
        using var place = new Place();
        await File.WriteAllTextAsync(Path.Combine(place.Path, "stadtfunk.json"), $$"""{ "Demo": { "Empty": {{said}} } }""");
        using var settings = new ConfigurationManager();
        Settings.Read(settings, ["--data", place.Path]);
        Assert.Equal(empty, Settings.From(settings).Empty);
    }

    [Fact]
    public void What_is_neither_yes_nor_no_does_not_begin_the_demo_city() =>
        Assert.Throws<WrongSetting>(() => Settings.From(new ConfigurationBuilder().AddInMemoryCollection([new("Demo:Empty", "leer")]).Build()));

    private static Task<string> Refused(string data, int code, params (string Name, string Value)[] environment) => Refused(data, code, environment, []);

    private static async Task<string> Refused(string data, int code, (string Name, string Value)[] environment, params string[] switches)
    {
        var program = Environment.GetEnvironmentVariable("STADTFUNK_PROGRAM") ?? SourceTree.DllOf("App", "src", "stadtfunk");
        var start = new ProcessStartInfo("dotnet", [program, "--data", data, .. switches]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["STADTFUNK_PORT"] = $"{SourceTree.FreePort()}";
        foreach (var (name, value) in environment)
        {
            // Of two spellings of one variable the program would see either.
            if (name == "Port")
                start.Environment.Remove("STADTFUNK_PORT");
            start.Environment[$"STADTFUNK_{(name == "Port" ? "PORT" : name)}"] = value;
        }
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
        var sentence = (await errors).Trim();
        Assert.True(process.ExitCode == code, $"{process.ExitCode}\n{await said}\n{sentence}");
        Assert.DoesNotContain('\n', sentence);
        Assert.DoesNotContain("   at ", sentence + await said, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", sentence + await said, StringComparison.Ordinal);
        return sentence;
    }

    private sealed class Place : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("stadtfunk-settings-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
