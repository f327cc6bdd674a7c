using System.Text.Json.Serialization;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Publishing.Contracts;

[JsonConverter(typeof(IdJson<DeliveryId>))]
public readonly record struct DeliveryId(Guid Value) : IId<DeliveryId>
{
    public static DeliveryId Of(Guid value) => new(value);
    public static DeliveryId New() => new(Guid.CreateVersion7());
    public static DeliveryId Parse(string s, IFormatProvider? provider) => Id.Parse<DeliveryId>(s);
    public static bool TryParse(string? s, IFormatProvider? provider, out DeliveryId result) => Id.TryParse(s, out result);
    public override string ToString() => Value.ToString();
}

/// <summary>Where a delivery stands; who moves it on is written in docs/architecture.md.</summary>
public enum DeliveryState
{
    Waiting,
    Preparing,
    Sending,
    Processing,
    Published,
    Refused,
    Unknown,
    Asking,
    Missed,
    Withdrawn,
}

public enum DeliveryKind
{
    Publish,
    Edit,
    Delete,
}

/// <summary>One delivery for lists and the post's progress.</summary>
/// <param name="Due">UTC.</param>
/// <param name="NextAt">UTC; when it is tried or looked up next; null when nobody will by itself.</param>
/// <param name="Link">The receipt's public link; null until published.</param>
/// <param name="Sentence">What happened last, already a sentence in the reader's language; null when there is nothing to say.</param>
public sealed record DeliveryView(
    DeliveryId Id,
    PostId Post,
    int Revision,
    ChannelId Channel,
    string ChannelName,
    string Network,
    DeliveryKind Kind,
    DeliveryState State,
    DateTime Due,
    DateTime? NextAt,
    int Attempt,
    Uri? Link,
    DateTime? PublishedAt,
    DateTime? VerifiedAt,
    string? Sentence)
{
    /// <summary>The network as it shows itself on this channel; null when this program does not know it.</summary>
    [JsonIgnore]
    public Network? Face { get; init; }

    /// <summary>It lies in the network's app until a person finishes it there.</summary>
    [JsonIgnore]
    public bool IsDraft => State == DeliveryState.Processing && Sentence is not null && Face is { LeavesDrafts: true };

    /// <summary>What a change or a deletion acts on.</summary>
    [JsonIgnore]
    public DeliveryId? Target { get; init; }
}

/// <summary>Deliveries for the rooms above (website, API pages, Today).</summary>
public interface IDeliveries
{
    /// <summary>All deliveries of these posts, newest revision first, channels by name.</summary>
    Task<ILookup<PostId, DeliveryView>> OfPosts(IReadOnlyCollection<PostId> posts, CancellationToken ct);

    /// <summary>Public links of a post on its networks, for "also published here".</summary>
    Task<IReadOnlyList<PublicCopy>> Copies(PostId post, CancellationToken ct);
}

/// <summary>For the health page: is there room to write down what is sent? Without it nothing new is.</summary>
public interface IRoomToPublish
{
    /// <summary>The round that moves deliveries: without it nothing goes out.</summary>
    public const string Round = "deliveries";

    bool HasRoom { get; }
}

/// <param name="IsPractice">True for the training network: the website then says so and links nowhere.</param>
public sealed record PublicCopy(ChannelId Channel, string ChannelName, string Network, string NetworkName, Uri Link, bool IsPractice);

/// <summary>A delivery has its receipt.</summary>
public sealed record PostPublished(PostId Post, int Revision, ChannelId Channel, DeliveryId Delivery, string RemoteId, string Link);

/// <summary>A delivery moved to a state that people see.</summary>
public sealed record DeliveryMoved(DeliveryId Delivery, PostId Post, int Revision, DeliveryState State);
