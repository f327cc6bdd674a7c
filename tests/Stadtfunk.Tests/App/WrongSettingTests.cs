using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Stadtfunk.App;
using Stadtfunk.App.Data;
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
    public async Task A_setting_that_cannot_be_is_said_in_one_sentence(string name, string value, string about)
    {
        using var place = new Place();
        Assert.Contains(about, await Refused(place.Path, 2, (name, value)), StringComparison.Ordinal);
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

    private static async Task<string> Refused(string data, int code, params (string Name, string Value)[] environment)
    {
        var program = Environment.GetEnvironmentVariable("STADTFUNK_PROGRAM") ?? SourceTree.DllOf("App", "src", "stadtfunk");
        var start = new ProcessStartInfo("dotnet", [program, "--data", data, "--address", "127.0.0.1"]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
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
