using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.Meta.Containers;

/// <summary>What a network takes as a story.</summary>
/// <param name="Type">As its container calls it.</param>
/// <param name="Edge">Lists them; the list of posts does not.</param>
/// <param name="Narrowest">Of a picture, which else is as that of a post.</param>
/// <param name="Link">Where it is seen, with {0} for the account and {1} for its id.</param>
internal sealed record StoryHabits(string Type, string Edge, double Narrowest, FilmHabits Film, string Link);

/// <summary>Stories: one picture or one film and nothing beside it, for a day.</summary>
internal static class ContainerStories
{
    public const string Mark = "story";

    private static readonly string[] Foreign = ["caption", "alt_text", "cover_url", "share_to_feed", "is_carousel_item", "children"];

    public static IResult Make(GraphCall call, Profile profile, ContainerStandIn network, Gathered gathered, StoryHabits habits)
    {
        var fields = call.Fields;
        if (Foreign.FirstOrDefault(fields.Has) is { } foreign) return GraphReply.Param($"Param {foreign} is not supported for {habits.Type}");
        var more = new Dictionary<string, string> { [Mark] = "true" };
        if (fields.Has("video_url"))
            return fields.Has("image_url") ? GraphReply.Param("Only one of image_url and video_url is allowed")
                : ContainerFilms.Take(profile, network, habits.Film, gathered, "", more);
        if (gathered.Picture is null) return GraphReply.No(100, "The parameter image_url is required.");
        return ContainerEndpoints.PictureIn(gathered, network.Habits, habits.Narrowest, null, out var picture) is { } no ? no
            : Results.Json(new { id = network.Make(profile, "", null, [picture!], isPart: false, more).Id });
    }
}
