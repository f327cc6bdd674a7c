using System.Text.RegularExpressions;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Meta.Containers;

namespace Stadtfunk.Lab.Meta.Instagram;

/// <summary>Instagram: an account of "instagram" is linked to the page of the same name, whose tokens serve for it.</summary>
internal sealed partial class InstagramStandIn(Book book, AccountBook accounts, LabClock clock) : ContainerStandIn(Way, GraphReply.Dialect(80002, "instagram"), book, accounts, clock)
{
    public const string Network = "instagram";

    private static readonly Habits Way = new(
        Network, "v26.0", "instagram", Proves: true, "media", "media_publish", "content_publishing_limit", "status_code", "status", "caption", TakesText: false,
        2200, text => text.Length, 10, 100, ["image/jpeg"], 0.8, 1.91, "https://www.instagram.com/p/{1}/")
    {
        TooMuch = (text, _) => Tag().Count(text) > 30 || At().Count(text) > 20
            ? GraphReply.No(36004, "The caption was too long. It may hold 2200 characters, 30 hashtags and 20 @ tags.", 2207010) : null,
        Film = new FilmHabits(
            "REELS", 300_000_000, TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(15), 1920, 25, TakesAlt: false, TakesCover: true, "2207052", "2207026", "https://www.instagram.com/reel/{1}/"),
        Story = new StoryHabits(
            "STORIES", "stories", 0.5625,
            new FilmHabits("STORIES", 100_000_000, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(60), 1920, 25, TakesAlt: false, TakesCover: false, "2207052", "2207026", ""),
            "https://www.instagram.com/stories/{0}/{1}/"),
    };

    [GeneratedRegex(@"(?<![\w&/#])#\w+")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<![\w.@/])@\w[\w.]*")]
    private static partial Regex At();

    public override void Map(IEndpointRouteBuilder routes)
    {
        base.Map(routes);
        TokenInspection.Map(routes, "instagram", Network, "v26.0", "",
        [
            ("pages_show_list", "read"), ("pages_read_engagement", "read"), ("instagram_basic", "read"),
            ("instagram_content_publish", "write:posts"), ("instagram_manage_contents", "write:deletes"),
        ]);
    }
}
