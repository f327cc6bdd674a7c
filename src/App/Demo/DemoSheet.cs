using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Stadtfunk.App.Demo;

/// <summary>The sign-ins of the demo city, in the data folder and readable only by whoever runs the program: <c>demo.json</c>.</summary>
internal sealed record DemoSheet(string Address, IReadOnlyList<DemoSignIn> People, string? Token, string TokenOf, IReadOnlyList<string> TryFirst)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static string FileIn(string directory) => Path.Combine(directory, "demo.json");

    /// <summary>New passwords for everybody.</summary>
    public static DemoSheet New(Uri address) => new(
        address.AbsoluteUri,
        [.. DemoPeople.All.Select(person => new DemoSignIn(person.Name, person.Title, person.Unit, person.Email, NewPassword()))],
        null,
        DemoPeople.By("mertens").Name,
        [
            "Website ansehen: die Startseite zeigt, was die Stadt in den letzten Tagen veröffentlicht hat.",
            "Als Mehmet Yıldız anmelden: unter „Heute“ wartet ein Beitrag auf Ihre Freigabe.",
            "Als Nkechi Okafor einen Beitrag für das Naturkundemuseum schreiben und einreichen.",
            "Am Schreibtisch einen veröffentlichten Beitrag öffnen und einem Nachweis in das Übungsnetz folgen.",
        ]);

    /// <summary>Null when there is none, or none that can be read.</summary>
    public static async Task<DemoSheet?> Read(string directory, CancellationToken ct)
    {
        try
        {
            await using var file = File.OpenRead(FileIn(directory));
            return await JsonSerializer.DeserializeAsync<DemoSheet>(file, Json, ct);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>All or nothing: a kill in the middle leaves the old one.</summary>
    public async Task Write(string directory, CancellationToken ct)
    {
        var beside = FileIn(directory) + ".new";
        File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        await using (var file = new FileStream(beside, options))
            await JsonSerializer.SerializeAsync(file, this, Json, ct);
        File.Move(beside, FileIn(directory), overwrite: true);
    }

    public string PasswordOf(DemoPerson person) => People.First(one => one.Email == person.Email).Password;

    // Sixteen of 30 letters and digits that are not taken for each other: to be typed, not to be guessed.
    private static string NewPassword() =>
        string.Join('-', RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz2345679", 16).Chunk(4).Select(four => new string(four)));
}

internal sealed record DemoSignIn(string Name, string Role, string Unit, string Email, string Password);
