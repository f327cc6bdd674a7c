using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.App.Shell;

/// <param name="Href">Where the door leads.</param>
/// <param name="Icon">One of Kernel's icons.</param>
/// <param name="Key">Its word.</param>
internal sealed record Door(string Href, string Icon, string Key);

/// <param name="Waiting">How many things wait for this person.</param>
/// <param name="Unread">How many notices this person has not read.</param>
internal sealed record FrameView(string City, string? Logo, string Person, IReadOnlyList<Door> Doors, int Waiting, int Unread);

/// <summary>What the frame of the desk shows to this person: the city, the doors that open, and how much waits.</summary>
internal sealed class DeskFrame(ICity cities, IUnits units, INotices notices, IEnumerable<IWaiting> rooms)
{
    public async Task<FrameView> Run(Actor actor, CancellationToken ct)
    {
        var waiting = 0;
        foreach (var room in rooms)
            waiting += await room.Count(actor, ct);
        var city = await cities.Get(ct);
        var whole = (await units.Tree(ct)).FirstOrDefault();
        return new FrameView(city.Name, city.Logo, actor.Name, [.. Doors(actor, whole)], waiting, await notices.Unread(actor.Person, ct));
    }

    private static IEnumerable<Door> Doors(Actor actor, UnitView? whole)
    {
        yield return new Door("/desk", "today", "App.Nav.Today");
        if (actor.MayAnywhere(Permission.See))
        {
            yield return new Door("/desk/kalender", "calendar", "App.Nav.Calendar");
            yield return new Door("/desk/beitraege", "posts", "App.Nav.Posts");
            yield return new Door("/desk/sendeplaetze", "clock", "App.Nav.Slots");
            yield return new Door("/desk/medien", "media", "App.Nav.Media");
            yield return new Door("/desk/bildeingang", "inbox", "App.Nav.Tray");
            yield return new Door("/desk/kanaele", "channels", "App.Nav.Channels");
        }
        if (whole is not null && actor.May(Permission.ManageChannels, whole.Id))
            yield return new Door("/desk/rubriken", "tag", "App.Nav.Categories");
        if (actor.MayAnywhere(Permission.ManagePeople))
            yield return new Door("/desk/leute", "people", "App.Nav.People");
        if (actor.MayAnywhere(Permission.Administer))
        {
            yield return new Door("/desk/einheiten", "units", "App.Nav.Units");
            yield return new Door("/desk/einstellungen", "settings", "App.Nav.Settings");
            yield return new Door("/desk/protokoll", "clock", "App.Nav.Audit");
        }
    }
}
