using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Videos;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Media;
using Xunit;

namespace Stadtfunk.Tests.Editorial;

/// <summary>What is said before a post is let out is what will happen.</summary>
public sealed partial class ForecastTests
{
    [Fact]
    public async Task The_time_is_the_one_in_the_fields_even_before_it_is_saved()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Approved(due: new PostDue.At(room.House.Now.AddHours(4)));
        var draft = await Draft(room, post.Id);
        Assert.Contains(", 13:00 Uhr</b>", await Page(room, draft), StringComparison.Ordinal);
        draft.Change(() => draft.Time = new TimeOnly(15, 30));
        Assert.Contains(", 15:30 Uhr</b>", await Page(room, draft), StringComparison.Ordinal);
        draft.SetDay(null);
        Assert.Contains("Erscheint: <b>sofort</b>", await Page(room, draft), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_are_shown_with_what_they_say()
    {
        await using var room = await Newsroom.Open();
        var (one, two) = (await room.Picture(), await room.Picture(2));
        var post = await room.Approved(room.Snow with { Pictures = [new(one, "Ein verschneiter Park", false), new(two, "", true)] });
        var page = await Page(room, await Draft(room, post.Id));
        Assert.Contains(">Ein verschneiter Park</span>", page, StringComparison.Ordinal);
        Assert.Contains(">Dekorativ</span>", page, StringComparison.Ordinal);
        var view = await room.View(post.Id);
        Assert.All(view.Pictures.Values, card => Assert.Contains($"<img src=\"{card.Preview}\" alt", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x", "Schnee über der Stadt.", "X berechnet dafür etwa 0,015 USD.")]
    [InlineData("x", "Mehr auf musterstadt.de.", "X berechnet dafür etwa 0,20 USD.")]
    [InlineData("mastodon", "Mehr auf musterstadt.de.", null)]
    public async Task What_a_network_charges_is_said_before(string network, string text, string? said)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        await using var room = await Newsroom.Open();
        var channel = Newsroom.Good(await room.House.With((IChannels register) => register.Create(room.Lead, new NewChannel(room.Museum, network, "Kanal", "Probe", null, null, null), default)));
        var post = await room.Approved(room.Snow with { Text = text, Channels = [new(channel, true, text)] });
        var page = await Page(room, await Draft(room, post.Id));
        if (said is null)
            Assert.DoesNotContain("berechnet", page, StringComparison.Ordinal);
        else
            Assert.Contains(said, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("youtube", "ohne die übrigen Bilder", "YouTube bekommt nur das Video", "bleibt das Video bei YouTube privat")]
    [InlineData("tiktok", "ohne die übrigen Bilder", "TikTok bekommt nur das Video", "Entwurf im TikTok-Postfach")]
    [InlineData("facebook", "ohne die übrigen Bilder", "Facebook bekommt nur das Video", null)]
    [InlineData("instagram", "ohne Untertitel und ohne die übrigen Bilder", "Instagram bekommt nur das Video, und zwar ohne Untertitel", null)]
    [InlineData("threads", "ohne Untertitel und ohne die übrigen Bilder", "Das Standbild wählt Threads selbst.", null)]
    [InlineData("mastodon", "ohne Untertitel und ohne die übrigen Bilder", "Mastodon bekommt nur das Video, und zwar ohne Untertitel", null)]
    [InlineData("bluesky", "ohne die übrigen Bilder", "Das Standbild wählt Bluesky selbst.", null)]
    [InlineData("linkedin", "ohne die übrigen Bilder", "LinkedIn bekommt nur das Video, mit Untertiteln und Standbild", null)]
    public async Task A_video_is_said_to_go_out_itself_only_where_it_does(string network, string forecast, string preview, string? caution)
    {
        await using var room = await Newsroom.Open();
        var film = Newsroom.Good(await room.House.With((IPictures pictures) => pictures.Add(room.Writer, new NewPicture(room.Museum, "film.mp4", new MemoryStream(VideoSamples.Plain), "", ""), default)));
        await room.House.With((VideoRound round) => round.Tick(default));
        Newsroom.Good(await room.House.With((SetSubtitles set) => set.Run(room.Writer, film, VideoSamples.Subtitles, "de", default)));
        var channel = Newsroom.Good(await room.House.With((IChannels register) => register.Create(room.Lead, new NewChannel(room.Museum, network, "Kanal", "Probe", null, null, null), default)));
        var post = await room.Approved(room.Snow with { Pictures = [new(await room.Picture(), "Ein Park", false), new(film, "Ein Gruß", false)], Channels = [new(channel, true, null)] });
        var draft = await Draft(room, post.Id);
        var page = await Page(room, draft);
        Assert.Contains(forecast, page, StringComparison.Ordinal);
        Assert.Equal(caution is not null, page.Contains(caution ?? "bleibt das Video", StringComparison.Ordinal));
        var seen = await Page<PostPreview>(room, draft);
        Assert.Contains(preview, seen, StringComparison.Ordinal);
        Assert.Equal(1, seen.Split("<span class=\"shot\"").Length - 1);
        // Where the headline has a place of its own, it stands there; and only where the subtitles stay behind does the text lead to them.
        Assert.Equal(network == "youtube", seen.Contains($"<b>{draft.Title}</b></p>", StringComparison.Ordinal));
        Assert.Equal(network is "mastodon" or "instagram" or "threads" or "tiktok", seen.Contains("▶", StringComparison.Ordinal));
        // What it shows has to stand in the text where the network takes no description of a video.
        Assert.Equal(network is "youtube" or "facebook" or "instagram" or "tiktok" or "linkedin", NoAltOfVideo().IsMatch(seen));
    }

    [Theory]
    [InlineData("whatsapp", "WhatsApp-Kanal kennt keine Bildbeschreibung.")]
    [InlineData("instagram", null)]
    public async Task Where_there_is_no_place_for_a_description_of_a_picture_the_preview_shows_none_and_says_so(string like, string? said)
    {
        await using var room = await Newsroom.Open();
        var channel = await StoredRulesTests.Stored(room, "assisted", like, rules => rules["picture"]!["takesAlt"] = true);
        var post = await room.Approved(room.Snow with { Pictures = [new(await room.Picture(), "Ein verschneiter Park", false)], Channels = [new(channel, true, null)] });
        var seen = await Page<PostPreview>(room, await Draft(room, post.Id));
        Assert.Equal(said is null, seen.Contains(">ALT<", StringComparison.Ordinal));
        Assert.Equal(said is not null, seen.Contains(said ?? "Bildbeschreibung", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_story_is_chosen_by_its_label_and_shown_without_words()
    {
        await using var room = await Newsroom.Open();
        var (channel, post) = await PostFormTests.Story(room);
        var draft = await Draft(room, (await room.Approved(post)).Id);
        draft.Look(channel.ToString());
        var seen = await Page<PostPreview>(room, draft);
        Assert.Contains("In dieser Form nimmt Instagram weder Text noch Bildbeschreibung.", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(draft.Text, seen, StringComparison.Ordinal);
        Assert.Contains("Instagram · Story</span>", await Page(room, draft), StringComparison.Ordinal);
        var choices = await Page<PostChoices>(room, draft);
        var select = Regex.Match(choices, $"<select[^>]*id=\"post-forms-{channel}\"[^>]*>");
        Assert.True(select.Success, choices);
        Assert.Contains($"for=\"post-forms-{channel}\"", choices, StringComparison.Ordinal);
        var hint = Regex.Match(select.Value, "aria-describedby=\"([^\" ]+)").Groups[1].Value;
        Assert.Contains("24 Stunden zu sehen", choices[choices.IndexOf($"id=\"{hint}\"", StringComparison.Ordinal)..], StringComparison.Ordinal);
        draft.GoAs(channel, "");
        Assert.Contains("Als Beitrag bleibt er dort stehen.", await Page<PostChoices>(room, draft), StringComparison.Ordinal);
        Assert.Contains(draft.Text, await Page<PostPreview>(room, draft), StringComparison.Ordinal);
    }

    private static async Task<Draft> Draft(Newsroom room, PostId post) => new(await room.View(post), room.House.Get<CityTime>());

    private static Task<string> Page(Newsroom room, Draft draft) => Page<PostForecast>(room, draft);

    private static Task<string> Page<T>(Newsroom room, Draft draft)
        where T : IComponent => room.House.With<IServiceProvider, string>(async services =>
    {
        services.GetRequiredService<IdentityHolder>().Value = new Identity(room.Lead.Person, null);
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(CascadingValue<>.Value)] = draft,
            [nameof(CascadingValue<>.ChildContent)] = (RenderFragment)(builder => { builder.OpenComponent<T>(0); builder.CloseComponent(); }),
        });
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<CascadingValue<Draft>>(parameters)).ToHtmlString());
        return ScopeOfStyles().Replace(WebUtility.HtmlDecode(html), "");
    });

    [GeneratedRegex("Zu Videos kennt \\w+ keine Beschreibung")]
    private static partial Regex NoAltOfVideo();

    [GeneratedRegex(" b-[a-z0-9]{10}")]
    private static partial Regex ScopeOfStyles();
}
