using System.Text;
using System.Text.Json.Nodes;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Organisation.City;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

public sealed class SettingsFileTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly MailServerData Mail = new("mail.kassel.example", 465, MailSecurity.Tls, "stadt", "stadtfunk@kassel.example", "Stadt Kassel");
    private static readonly CityData Kassel = new("Kassel", "https://aktuell.kassel.example/", "/impressum", "https://kassel.example/datenschutz", "#1c4b8f", "#9cc0ff", "en")
    {
        TimeZone = "Europe/Helsinki", Land = Land.Hessen,
    };

    [Fact]
    public async Task What_one_city_takes_away_another_takes_in_without_a_secret()
    {
        var file = await Taken();
        Assert.DoesNotContain("sehr geheim", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        await using var other = await House.Open();
        var admin = await other.Actor("Verwaltung", (await other.City(), Role.Administrator));
        var preview = (await other.With((PreviewSettings use) => use.Run(admin, file, Ct))).Value!;
        Assert.Equal(["Name", "PublicUrl", "Privacy", "Land", "TimeZone", "Language", "Logo", "Mail"], preview.Changes.Select(change => change.What));
        Assert.True(preview.PasswordIsMissing);
        Assert.Equal("Musterstadt", (await other.Get<ICity>().Get(Ct)).Name);
        Assert.True((await other.With((ImportSettings use) => use.Run(admin, file, Ct))).Ok);
        var city = await other.Get<ICity>().Get(Ct);
        Assert.Equal(("Kassel", Land.Hessen, true), (city.Name, city.Land, city.Logo is not null));
        var mail = (await other.With((ReadMailServer use) => use.Run(admin, Ct))).Value!.Server!;
        Assert.Equal((Mail, false), (mail.Data, mail.HasPassword));
        Assert.Empty((await other.With((PreviewSettings use) => use.Run(admin, file, Ct))).Value!.Changes);
        Assert.Equal(file, (await other.With((ExportSettings use) => use.Run(admin, Ct))).Value);
    }

    [Fact]
    public async Task What_is_foreign_newer_damaged_or_wrong_is_refused_and_changes_nothing()
    {
        var file = await Taken();
        await using var house = await House.Open();
        var admin = await house.Actor("Verwaltung", (await house.City(), Role.Administrator));
        var before = (await house.With((ExportSettings use) => use.Run(admin, Ct))).Value!;
        foreach (var (bytes, why) in new (byte[], string)[]
        {
            ([], "Foreign"),
            ("hallo"u8.ToArray(), "Foreign"),
            ("[]"u8.ToArray(), "Foreign"),
            ("{\"format\":\"anderes\",\"version\":1}"u8.ToArray(), "Foreign"),
            (Samples.Png(), "Foreign"),
            (file[..(file.Length / 2)], "Damaged"),
            (With(file, json => json["version"] = 2), "Newer"),
            (With(file, json => json["city"]!.AsObject().Remove("name")), "Damaged"),
            (With(file, json => json["city"] = null), "Damaged"),
            (With(file, json => json["logo"] = "kein Bild!"), "Damaged"),
            (With(file, json => json["city"]!["colour"] = "#ffffff"), "Bad"),
            (With(file, json => json["city"]!["land"] = "Atlantis"), "Damaged"),
            (With(file, json => json["mail"]!["port"] = 0), "Bad"),
        })
        {
            Assert.Equal($"Organisation.Settings.{why}", (await house.With((PreviewSettings use) => use.Run(admin, bytes, Ct))).Refusals.First().Key);
            Assert.Equal($"Organisation.Settings.{why}", (await house.With((ImportSettings use) => use.Run(admin, bytes, Ct))).Refusals.First().Key);
        }
        Assert.False((await house.With((ImportSettings use) => use.Run(admin, With(file, json => json["logo"] = Convert.ToBase64String("kein Bild"u8)), Ct))).Ok);
        Assert.Equal(before, (await house.With((ExportSettings use) => use.Run(admin, Ct))).Value);
    }

    [Fact]
    public async Task Only_the_administrator_of_the_city_may()
    {
        var file = await Taken();
        await using var house = await House.Open();
        var lead = await house.Actor("Leitung", (await house.City(), Role.DeskLead));
        Assert.Equal("Kernel.Forbidden", (await house.With((ExportSettings use) => use.Run(lead, Ct))).Refusals.Single().Key);
        Assert.Equal("Kernel.Forbidden", (await house.With((PreviewSettings use) => use.Run(lead, file, Ct))).Refusals.Single().Key);
        Assert.Equal("Kernel.Forbidden", (await house.With((ImportSettings use) => use.Run(lead, file, Ct))).Refusals.Single().Key);
        Assert.Equal("Kernel.Forbidden", (await house.With((ReadHouse use) => use.Run(lead, Ct))).Refusals.Single().Key);
    }

    private static async Task<byte[]> Taken()
    {
        await using var house = await House.Open();
        var admin = await house.Actor("Verwaltung", (await house.City(), Role.Administrator));
        Assert.True((await house.With((ChangeCity use) => use.Run(admin, Kassel, 0, Ct))).Ok);
        Assert.True((await house.With((ChangeLogo use) => use.Run(admin, new MemoryStream(Samples.Png()), Ct))).Ok);
        Assert.True((await house.With((ChangeMailServer use) => use.Run(admin, Mail, "sehr geheim", null, Ct))).Ok);
        return (await house.With((ExportSettings use) => use.Run(admin, Ct))).Value!;
    }

    private static byte[] With(byte[] file, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(file)!;
        change(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
