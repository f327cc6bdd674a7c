using Stadtfunk.App;
using Stadtfunk.App.Demo;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.App;

/// <summary>The built program with its demo city, as somebody sees it who has never seen it.</summary>
public sealed class ConsoleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_console_names_address_sign_ins_data_stop_and_what_to_try_first()
    {
        var data = Directory.CreateTempSubdirectory("stadtfunk-console-").FullName;
        try
        {
            await using var town = new TownProcess(SourceTree.FreePort(), data, null, new Dictionary<string, string?>(), demo: true);
            await town.Launch(Ct);
            for (var end = Environment.TickCount64 + 120_000; !town.Said.Contains("\n  4. ", StringComparison.Ordinal) && Environment.TickCount64 < end; await Task.Delay(100, Ct))
                Assert.True(town.IsRunning, town.Said);
            var lines = town.Said.Split('\n');
            var sheet = (await DemoSheet.Read(data, Ct))!;
            string[] words = [$"{town.Url}", $"{town.Url}desk", data, DemoSheet.FileIn(data), ConsoleWords.Of("Strg+C", "Ctrl+C"), ConsoleWords.Of("Zuerst versuchen", "Try first")];
            Assert.All(words, word => Assert.Contains(lines, line => line.EndsWith(word, StringComparison.Ordinal) || line.Contains(word + " ", StringComparison.Ordinal)));
            Assert.NotEmpty(sheet.People);
            Assert.All(sheet.People, one => Assert.Contains(lines, line => line.Contains(one.Name, StringComparison.Ordinal) && line.Contains($" {one.Email} ", StringComparison.Ordinal) && line.EndsWith($" {one.Password}", StringComparison.Ordinal)));
            Assert.Equal(sheet.TryFirst.Count, lines.Count(line => line.Length > 5 && line.StartsWith("  ", StringComparison.Ordinal) && char.IsDigit(line[2]) && line[3] == '.'));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
