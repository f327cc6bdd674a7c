using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.City;

/// <param name="What">Which setting, as the end of a text's key.</param>
/// <param name="Before">Empty for none.</param>
internal sealed record SettingChange(string What, string Before, string After);

/// <param name="Changes">What would become different; empty when all is so already.</param>
/// <param name="PasswordIsMissing">The mail server wants a password, which is in no file.</param>
internal sealed record SettingsPreview(IReadOnlyList<SettingChange> Changes, bool PasswordIsMissing);

/// <summary>What a file of settings would change. Changes nothing.</summary>
internal sealed class PreviewSettings(Db db, UnitTrees trees, ExportSettings export, MailServer server)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    public async Task<Outcome<SettingsPreview>> Run(Actor actor, byte[] bytes, CancellationToken ct)
    {
        if (!await ChangeCity.Allowed(actor, db, trees, ct))
            return Refusal.Forbidden();
        var read = Check(bytes);
        if (!read.Ok)
            return Outcome<SettingsPreview>.Refused(read.Refusals);
        var (now, then) = (await export.Now(ct), read.Value);
        var (before, after) = (now.City.Data(), then.City.Data());
        SettingChange[] all =
        [
            new("Name", before.Name, after.Name),
            new("PublicUrl", before.PublicUrl, CityRow.WithSlash(new Uri(after.PublicUrl))),
            new("Imprint", before.Imprint, after.Imprint),
            new("Privacy", before.Privacy, after.Privacy),
            new("Land", before.Land?.ToString() ?? "", after.Land?.ToString() ?? ""),
            new("TimeZone", before.TimeZone, after.TimeZone),
            new("Language", before.Language, after.Language),
            new("Light", before.Colour, after.Colour.ToLowerInvariant()),
            new("Dark", before.ColourDark, after.ColourDark.ToLowerInvariant()),
            new("Logo", now.Logo ?? "", then.Logo ?? ""),
            new("Font", now.Font ?? "", then.Font ?? ""),
            new("FontBold", now.FontBold ?? "", then.FontBold ?? ""),
            new("Mail", Say(now.Mail), Say(then.Mail?.Trimmed())),
        ];
        return new SettingsPreview(
            [.. all.Where(one => one.Before != one.After).Select(one => one.What switch
            {
                "Logo" => one with { Before = Mark(one.Before), After = Mark(one.After) },
                "Font" or "FontBold" => one with { Before = FontMark(one.Before), After = FontMark(one.After) },
                _ => one,
            })],
            then.Mail is { User.Length: > 0 } mail && !(await server.Read(ct) is { HasPassword: true } kept && kept.Data.SameDoor(mail.Trimmed())));
    }

    internal static Outcome<SettingsFile> Check(byte[] bytes)
    {
        var read = SettingsFile.Read(bytes);
        if (!read.Ok)
            return read;
        var wrong = read.Value.City.Data().Check();
        if (read.Value.Mail is { } mail)
            wrong.AddRange(mail.Trimmed().Check());
        if (wrong.Count > 0)
            return wrong.Select(one => Refusal.Invalid("Organisation.Settings.Bad", one).On("settings")).ToList();
        if (read.Value.LogoBytes() is { Ok: false } damaged)
            return Outcome<SettingsFile>.Refused(damaged.Refusals);
        foreach (var font in new[] { read.Value.Font, read.Value.FontBold }.OfType<string>())
            if (Fonted(font) is { Ok: false } no)
                return no.Refusals.Select(one => Refusal.Invalid("Organisation.Settings.Bad", one).On("settings")).ToList();
        return read.Value is { Font: null, FontBold: not null } ? Refusal.Invalid("Organisation.Settings.Damaged").On("settings") : read;
    }

    private static Outcome<FontFacts> Fonted(string text) => SettingsFile.Bytes(text) is { Ok: true } bytes ? Woff2.Read(bytes.Value) : Refusal.Invalid("Organisation.Font.Damaged");

    private static string FontMark(string text) => text.Length > 0 && Fonted(text) is { Ok: true } facts ? $"{facts.Value.Name}, {text.Length * 3 / 4 / 1024 + 1} KB" : "";

    private static string Say(MailServerData? mail) => mail is null ? "" : $"{mail.User} {mail.Host}:{mail.Port} ({mail.Security}), {mail.FromName} <{mail.FromAddress}>".Trim();

    private static string Mark(string logo) => logo.Length == 0 ? "" : $"PNG, {logo.Length * 3 / 4 / 1024 + 1} KB";
}

/// <summary>Puts the settings of a file in the place of today's, all or none.</summary>
internal sealed class ImportSettings(Db db, UnitTrees trees, ILogos logos, FontDesk fonts, MailServer server, CityCard card)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    public async Task<Outcome<Done>> Run(Actor actor, byte[] bytes, CancellationToken ct)
    {
        if (!await ChangeCity.Allowed(actor, db, trees, ct))
            return Refusal.Forbidden();
        var read = PreviewSettings.Check(bytes);
        if (!read.Ok)
            return Outcome<Done>.Refused(read.Refusals);
        string? hash = null;
        if (read.Value.Logo is not null)
        {
            var taken = await logos.TakeIn(new MemoryStream(read.Value.LogoBytes().Value!), ct);
            if (!taken.Ok)
                return Outcome<Done>.Refused(taken.Refusals);
            hash = taken.Value;
        }
        return await db.InTransaction(() => Take(read.Value, hash, ct), outcome => outcome.Ok, ct);
    }

    private async Task<Outcome<Done>> Take(SettingsFile file, string? logo, CancellationToken ct)
    {
        var row = await db.Set<CityRow>().SingleAsync(ct);
        row.Change(file.City.Data());
        row.SetLogo(logo);
        var regular = file.Font is null ? null : (await fonts.TakeIn(SettingsFile.Bytes(file.Font).Value!, ct)).Value;
        var bold = file.FontBold is null ? null : (await fonts.TakeIn(SettingsFile.Bytes(file.FontBold).Value!, ct)).Value;
        row.SetFont(regular?.Hash, regular?.Varies == true, bold?.Hash);
        db.Raise(new CityChanged());
        db.AfterCommit(card.Forget);
        if (await db.SaveOr(default(Done), ct) is { Ok: false } no)
            return no;
        return file.Mail is { } mail ? await server.Restore(mail, ct) : await server.Remove(ct);
    }
}
