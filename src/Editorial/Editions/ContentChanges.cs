using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Editions;

/// <summary>One field that is different, as people read it.</summary>
/// <param name="Key">Text key of the field's name.</param>
/// <param name="Name">The channel, where the field belongs to one.</param>
public sealed record FieldChange(string Key, string? Name, string Before, string After);

/// <summary>What is different between two contents, with names instead of ids.</summary>
internal sealed class ContentChanges(FitChannels channels, ICategories categories, IPictures pictures, IPostHeads heads, Words words)
{
    private Dictionary<ChannelId, string> channelNames = [];
    private Dictionary<ChannelId, Network> networks = [];
    private Dictionary<CategoryId, string> categoryNames = [];
    private Dictionary<PictureId, string> pictureNames = [];
    private Dictionary<PostId, string> titles = [];

    /// <summary>Reads the names that these contents need.</summary>
    public async Task<ContentChanges> Among(Actor reader, IReadOnlyCollection<PostContent> contents, CancellationToken ct)
    {
        var known = await channels.Many([.. contents.SelectMany(one => one.Channels).Select(one => one.Channel).Concat(contents.Select(one => one.Waits?.Channel).OfType<ChannelId>()).Distinct()], ct);
        channelNames = known.ToDictionary(one => one.Id, one => one.Name);
        networks = known.ToDictionary(one => one.Id, one => one.Network);
        categoryNames = (await categories.All(ct)).ToDictionary(one => one.Id, one => one.Name);
        pictureNames = (await pictures.Many([.. contents.SelectMany(one => one.Pictures).Select(one => one.Picture).Distinct()], ct)).ToDictionary(one => one.Key, one => one.Value.FileName);
        var awaited = contents.Select(one => one.Waits?.Post).OfType<PostId>().Distinct().ToList();
        titles = awaited.Count == 0 ? [] : (await heads.Many(awaited, ct)).ToDictionary(one => one.Key, one => reader.May(Permission.See, one.Value.Unit) ? one.Value.Title : $"…{one.Key.ToString()[^6..]}");
        return this;
    }

    public IReadOnlyList<FieldChange> Between(PostContent before, PostContent after)
    {
        var fields = new List<FieldChange>
        {
            new("Editorial.Change.Title", null, before.Title, after.Title),
            new("Editorial.Change.Text", null, before.Text, after.Text),
            new("Editorial.Change.Link", null, before.Link ?? "", after.Link ?? ""),
            new("Editorial.Change.Waits", null, Waits(before), Waits(after)),
            new("Editorial.Change.Category", null, Category(before), Category(after)),
            new("Editorial.Change.Language", null, before.Language, after.Language),
            new("Editorial.Change.Pictures", null, Pictures(before), Pictures(after)),
            new("Editorial.Change.Channels", null, Channels(before), Channels(after)),
        };
        foreach (var channel in before.Channels.Concat(after.Channels).Where(choice => choice.OwnText is not null).Select(choice => choice.Channel).Distinct())
            fields.Add(new("Editorial.Change.OwnText", Name(channel), before.OwnTextOf(channel) ?? "", after.OwnTextOf(channel) ?? ""));
        foreach (var channel in before.Chosen.Concat(after.Chosen).Where(choice => choice.Form is not null).Select(choice => choice.Channel).Distinct())
            fields.Add(new("Editorial.Change.Form", Name(channel), Form(before, channel), Form(after, channel)));
        foreach (var channel in before.Chosen.Concat(after.Chosen).Where(choice => choice.Terms is not null).Select(choice => choice.Channel).Distinct())
            fields.Add(new("Editorial.Change.Terms", Name(channel), TermWords.Of(before.TermsOf(channel), null, words), TermWords.Of(after.TermsOf(channel), null, words)));
        return [.. fields.Where(field => field.Before != field.After)];
    }

    private string Waits(PostContent content) => content.Waits is { } waits ? $"{titles.GetValueOrDefault(waits.Post, "?")} ({Name(waits.Channel)})" : "";

    private string Form(PostContent content, ChannelId channel) => content.Chosen.All(choice => choice.Channel != channel) ? ""
        : content.FormOf(channel) is not { } form ? words["Editorial.Composer.FormUsual"]
        : networks.GetValueOrDefault(channel)?.FormOf(form) is { } known ? words[known.Label] : form;

    private string Category(PostContent content) => content.Category is { } category ? categoryNames.GetValueOrDefault(category, "?") : "";

    private string Name(ChannelId channel) => channelNames.GetValueOrDefault(channel, "?");

    private string Channels(PostContent content) => string.Join(", ", content.Chosen.Select(choice => Name(choice.Channel)).Order(StringComparer.CurrentCulture));

    private string Pictures(PostContent content) => string.Join('\n', content.Pictures.Select((picture, place) =>
        $"{place + 1}. {pictureNames.GetValueOrDefault(picture.Picture, picture.Picture.ToString()[^6..])}: {(picture.Decorative ? "–" : picture.Alt)}"));
}
