using Microsoft.AspNetCore.Http;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Documents;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Library;
using Stadtfunk.Media.Mailbox;
using Stadtfunk.Media.Messengers;
using Stadtfunk.Media.Tray;
using Stadtfunk.Media.Videos;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;
using static Stadtfunk.Tests.Support.Act;

namespace Stadtfunk.Tests.Media;

/// <summary>Every use case of the room against every role: in the unit, beside it, above it.</summary>
public sealed class ForbiddenTests
{
    private const int Stale = 999;

    /// <summary>
    /// Lists of what one may see or write somewhere, the two ways on that <see cref="TakeIn"/> takes with a larger file, what needs a film, and what is told to nobody who does not see it: their own tests say what is in them.
    /// </summary>
    private static readonly Type[] Elsewhere =
    [
        typeof(TagsInUse), typeof(TakeVideo), typeof(TakeDocument), typeof(ChoosePoster), typeof(SetSubtitles), typeof(TrayLines), typeof(RemoveTrayLine),
    ];

    [Fact]
    public async Task Each_role_may_what_it_is_for_and_nothing_in_a_unit_of_others()
    {
        await using var house = await House.Open();
        var city = await house.City();
        var (unit, beside) = (await house.Unit(city, "Presseamt"), await house.Unit(city, "Feuerwehr"));
        var acts = await Acts(house, unit);
        Assert.Empty(RoleMatrix.UseCases(typeof(TakeIn).Assembly).Except(Elsewhere).Except(acts.Select(act => act.Use)).Select(type => $"{type.Name} is tried by nobody"));
        Assert.Empty(await RoleMatrix.Faults(house, city, unit, beside, "media_", acts));
    }

    private static async Task<IReadOnlyList<Act>> Acts(House house, UnitId unit)
    {
        var writer = await house.Actor("Leyla Mertens", (unit, Role.Writer));
        var (jpeg, other) = (Samples.Jpeg(), Samples.Jpeg(Samples.Noise(60, 40)));
        async Task<PictureId> Picture(byte[] file) =>
            Good(await house.With((AddPicture use) => use.Run(writer, new NewPicture(unit, "bild.jpg", new MemoryStream(file), "", ""), default))).Picture.Id;
        var (picture, binned) = (await Picture(jpeg), await Picture(other));
        async Task Bin() => await house.With((RemovePicture use) => use.Run(writer, binned, default));
        await Bin();
        async Task<TrayId> Sent(string name, byte[] file) =>
            Good(await house.With((TakeIntoTray use) => use.Run(writer, new SharedPicture(unit, name, new MemoryStream(file), "Vom Dach", name), default))).Entry;
        var (entry, discarded) = (await Sent("sendung.png", Samples.Png()), await Sent("sendung.webp", Samples.Webp()));
        async Task Discard() => await house.With((DiscardFromTray use) => use.Run(writer, discarded, default));
        await Discard();
        var unanswered = new TrayAnswers("", "", Licence.Own, null, null, "");
        var number = 0;
        NewPicture Another() => new(unit, "bild.jpg", new MemoryStream(jpeg), "", "");
        return
        [
            new(typeof(PictureShow), Permission.See, async who => Kind(await house.With((PictureShow use) => use.Run(who, picture, default)))),
            new(typeof(WhereUsed), Permission.See, async who => Kind(await house.With((WhereUsed use) => use.Run(who, picture, default)))),
            new(typeof(ReadSubtitles), Permission.See, async who => Kind(await house.With((ReadSubtitles use) => use.Run(who, picture, default)))),
            new(typeof(PictureList), Permission.See, async who => Shown((await house.With((PictureList use) => use.Run(who, new PictureQuery("", null, null, 50), default))).Pictures.Count > 0)),
            new(typeof(TrayList), Permission.See, async who => Shown((await house.With((TrayList use) => use.Run(who, default))).Count > 0)),
            new(typeof(WritableUnits), Permission.Write, async who => Shown((await house.With((WritableUnits use) => use.Run(who, default))).Any(one => one.Id == unit))),

            new(typeof(ShareUnits), Permission.Write, async who => Shown((await house.With((ShareUnits use) => use.Run(who, new DefaultHttpContext().Request, default))).Units.Any(one => one.Id == unit))),
            new(typeof(AddPicture), Permission.Write, async who => Kind(await house.With((AddPicture use) => use.Run(who, Another(), default)))),
            new(typeof(TakeIn), Permission.Write, async who => Kind(await house.With((TakeIn use) => use.Run(who, Another(), default)))),
            new(typeof(ChangePicture), Permission.Write, async who => Kind(await house.With((ChangePicture use) => use.Run(who, picture, new PictureWords("Ein Bild", "", 0.5, 0.5) { Version = Stale }, default)))),
            new(typeof(DisposePicture), Permission.Write, async who => Kind(await house.With((DisposePicture use) => use.Run(who, picture, default)))),
            new(typeof(BringBackPicture), Permission.Write, async who => Kind(await house.With((BringBackPicture use) => use.Run(who, binned, default)))) { Before = Bin },
            new(typeof(RemovePicture), Permission.Write, async who => Kind(await house.With((RemovePicture use) => use.Run(who, binned, default)))),

            new(typeof(TakeIntoTray), Permission.See, async who => Kind(await house.With((TakeIntoTray use) => use.Run(who, new SharedPicture(unit, "sendung.png", new MemoryStream(Samples.Png()), "", $"{++number}"), default)))),
            new(typeof(KeepFromTray), Permission.Write, async who => Kind(await house.With((KeepFromTray use) => use.Run(who, entry, unanswered, default)))),
            new(typeof(BringBackToTray), Permission.Write, async who => Kind(await house.With((BringBackToTray use) => use.Run(who, discarded, default)))) { Before = Discard },
            new(typeof(DiscardFromTray), Permission.Write, async who => Kind(await house.With((DiscardFromTray use) => use.Run(who, discarded, default)))),

            .. new[] { Messenger.WhatsApp, Messenger.Telegram }.SelectMany(which => (Act[])
            [
                new(typeof(ReadMessenger), Permission.Administer, async who => Kind(await house.With((ReadMessenger use) => use.Run(who, which, default)))) { OfCity = true },
                new(typeof(ChangeMessenger), Permission.Administer, async who => Kind(await house.With((ChangeMessenger use) => use.Run(who, which, new MessengerData("123", "", unit), "wort", "wort", Stale, default)))) { OfCity = true },
                new(typeof(TryMessenger), Permission.Administer, async who => Kind(await house.With((TryMessenger use) => use.Run(who, which, default)))) { OfCity = true },
                new(typeof(RemoveMessenger), Permission.Administer, async who => Kind(await house.With((RemoveMessenger use) => use.Run(who, which, default)))) { OfCity = true },
            ]),
            new(typeof(ReadMailbox), Permission.Administer, async who => Kind(await house.With((ReadMailbox use) => use.Run(who, default)))) { OfCity = true },
            new(typeof(ChangeMailbox), Permission.Administer, async who => Kind(await house.With((ChangeMailbox use) => use.Run(who, new MailboxData("imap.example", 993, MailSecurity.Tls, "presse", "INBOX", "", "", unit), "wort", Stale, default)))) { OfCity = true },
            new(typeof(TryMailbox), Permission.Administer, async who => Kind(await house.With((TryMailbox use) => use.Run(who, default)))) { OfCity = true },
            new(typeof(RemoveMailbox), Permission.Administer, async who => Kind(await house.With((RemoveMailbox use) => use.Run(who, default)))) { OfCity = true },
        ];
    }
}
