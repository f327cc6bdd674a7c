using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.App.Shell;

/// <param name="Href">Where the door leads.</param>
/// <param name="Icon">One of Kernel's icons.</param>
/// <param name="Key">Its word.</param>
internal sealed record Door(string Href, string Icon, string Key);

/// <param name="Waiting">How many things wait for this person.</param>
internal sealed record FrameView(string City, string Person, IReadOnlyList<Door> Doors, int Waiting);

/// <summary>What the frame of the desk shows to this person: the city, the doors that open, and how much waits.</summary>
internal sealed class DeskFrame(ICity city, IEnumerable<IWaiting> rooms)
{
    public async Task<FrameView> Run(Actor actor, CancellationToken ct)
    {
        var waiting = 0;
        foreach (var room in rooms)
            waiting += await room.Count(actor, ct);
        return new FrameView((await city.Get(ct)).Name, actor.Name, [.. Doors(actor)], waiting);
    }

    private static IEnumerable<Door> Doors(Actor actor)
    {
        yield return new Door("/desk", "today", "App.Nav.Today");
        if (actor.MayAnywhere(Permission.See))
        {
            yield return new Door("/desk/beitraege", "posts", "App.Nav.Posts");
            yield return new Door("/desk/medien", "media", "App.Nav.Media");
            yield return new Door("/desk/kanaele", "channels", "App.Nav.Channels");
        }
        if (actor.MayAnywhere(Permission.ManagePeople))
            yield return new Door("/desk/leute", "people", "App.Nav.People");
        if (actor.MayAnywhere(Permission.Administer))
        {
            yield return new Door("/desk/einheiten", "units", "App.Nav.Units");
            yield return new Door("/desk/einstellungen", "settings", "App.Nav.Settings");
        }
    }
}
