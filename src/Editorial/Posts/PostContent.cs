using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Everything of a post that will be published, as one value: what is typed, checked, approved and frozen.</summary>
internal sealed record PostContent(
    string Title,
    string Text,
    string? Link,
    CategoryId? Category,
    string Language,
    IReadOnlyList<PictureInPost> Pictures,
    IReadOnlyList<ChannelChoice> Channels)
{
    /// <summary>
    /// Goes out only when that has appeared, and with its link. Left out where there is none, so that what an approval of a post without it is bound to stays the same.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AwaitedPost? Waits { get; init; }

    /// <summary>Channels of which nothing is said about their form. No content, only how it is taken over; what is bound to the content knows nothing of it.</summary>
    [JsonIgnore]
    public IReadOnlySet<ChannelId> FormsStay { get; init; } = new HashSet<ChannelId>();

    /// <summary>The same of what the post says of itself there.</summary>
    [JsonIgnore]
    public IReadOnlySet<ChannelId> TermsStay { get; init; } = new HashSet<ChannelId>();

    /// <summary>As it is saved over what is stored.</summary>
    public PostContent Over(PostContent stored) => this with
    {
        Channels = [.. Channels.Select(choice => choice with
        {
            Form = FormsStay.Contains(choice.Channel) ? stored.FormOf(choice.Channel) : choice.Form,
            Terms = TermsStay.Contains(choice.Channel) ? stored.TermsOf(choice.Channel) : choice.Terms,
        })],
        FormsStay = new HashSet<ChannelId>(),
        TermsStay = new HashSet<ChannelId>(),
    };

    public static PostContent Empty(string language) => new("", "", null, null, language, [], []);

    public IEnumerable<ChannelChoice> Chosen => Channels.Where(channel => channel.Chosen);

    public string? FormOf(ChannelId channel) => Channels.FirstOrDefault(choice => choice.Channel == channel)?.Form;

    public Terms? TermsOf(ChannelId channel) => Channels.FirstOrDefault(choice => choice.Channel == channel)?.Terms;

    public string? OwnTextOf(ChannelId channel) => Channels.FirstOrDefault(choice => choice.Channel == channel)?.OwnText;

    /// <summary>
    /// What an approval is bound to: every word, the order of the pictures, their bytes and what stands beside them, the channels with their own texts.
    /// The time is not part of it.
    /// </summary>
    public string Hash(IReadOnlyDictionary<PictureId, PictureView> pictures) => Hash(pictures, found => found.Mark);

    /// <summary>As approvals were bound before.</summary>
    public string BytesHash(IReadOnlyDictionary<PictureId, PictureView> pictures) => Hash(pictures, found => found.BytesMark);

    private string Hash(IReadOnlyDictionary<PictureId, PictureView> pictures, Func<PictureView, string> mark) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
        {
            Words = Published,
            Bytes = Pictures.Select(picture => pictures.TryGetValue(picture.Picture, out var found) ? mark(found) : "gone"),
        })));

    public bool PublishesTheSameAs(PostContent other) =>
        JsonSerializer.Serialize(Published) == JsonSerializer.Serialize(other.Published);

    public bool Equals(PostContent? other) =>
        other is not null && PublishesTheSameAs(other) && Channels.ToHashSet().SetEquals(other.Channels);

    public override int GetHashCode() => HashCode.Combine(Title, Text);

    private PostContent Published => this with { Channels = [.. Chosen.OrderBy(choice => choice.Channel.Value)] };
}

internal sealed record PictureInPost(PictureId Picture, string Alt, bool Decorative);

/// <param name="Chosen">False keeps an own text for the day when the channel is chosen again.</param>
/// <param name="OwnText">Null follows the common text.</param>
internal sealed record ChannelChoice(ChannelId Channel, bool Chosen, string? OwnText)
{
    /// <summary>Key of another form than a post; left out where it is one, so that what an approval is bound to stays the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Form { get; init; }

    /// <summary>What the post says of itself there; left out where nothing is said, for the same reason.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Terms? Terms { get; init; }
}
