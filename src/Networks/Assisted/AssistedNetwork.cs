using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Assisted;

/// <summary>Where no machine may post, or none shall: a person does it. The rules are those of the place where it will stand, which each network's folder names.</summary>
internal sealed class AssistedNetwork
{
    public const string Key = "assisted";

    private readonly List<ByHand> places;

    public AssistedNetwork(IEnumerable<ByHand> all)
    {
        places = [.. all.OrderByDescending(place => place.OnlyByHand)];
        Network = new Network(Key, "Von Hand", "Ha", places[0].Network.Rules with { Like = null }, new Can(Edit: true, Delete: true, LookUp: true))
        {
            IsByHand = true,
            English = ("By hand", "Ha"),
            Imitates = [.. places.Select(place => place.Network)],
        };
    }

    public Network Network { get; }

    public IReadOnlyList<string> Choices => [.. places.Select(place => place.Network.Key)];

    public Network? Like(string key) => Find(key)?.Network;

    /// <summary>Does this address lead to that network?</summary>
    public bool LeadsTo(Uri link, string key) => Find(key) is { } place
        && place.Hosts.Any(host => link.Host.Equals(host, StringComparison.OrdinalIgnoreCase) || link.Host.EndsWith($".{host}", StringComparison.OrdinalIgnoreCase));

    /// <summary>Can this address be that of a post in this channel?</summary>
    public bool MayStandIn(Uri link, string key, Uri channel) =>
        LeadsTo(link, key) && (Find(key) is not { BelowChannel: true } || link.AbsolutePath.StartsWith(channel.AbsolutePath.TrimEnd('/'), StringComparison.Ordinal));

    private ByHand? Find(string key) => places.Find(place => place.Network.Key == key);
}

internal static class AssistedRegistration
{
    public static void AddAssisted(this IServiceCollection services)
    {
        services.AddTheirTexts(typeof(AssistedNetwork));
        services.AddSingleton<AssistedNetwork>();
        services.AddSingleton(provider => provider.GetRequiredService<AssistedNetwork>().Network);
        services.AddSingleton<IPublisher, AssistedPublisher>();
        services.AddSingleton<ISignIn, AssistedSignIn>();
    }
}
