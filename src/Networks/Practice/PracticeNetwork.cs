using Stadtfunk.Networks.Bluesky;
using Stadtfunk.Networks.Mastodon;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Telegram;

namespace Stadtfunk.Networks.Practice;

/// <summary>The training network: behaves as one of the real ones, and nothing leaves the house.</summary>
internal static class PracticeNetwork
{
    public const string Key = "practice";

    public static readonly Network Network = new(Key, "Übungsnetz", "Üb", MastodonNetwork.Network.Rules, new Can(Edit: true, Delete: true, LookUp: true))
    {
        IsPractice = true,
        English = ("Practice network", "Pr"),
    };

    /// <summary>Whose rules it can have.</summary>
    private static readonly Dictionary<string, Network> Real = new[] { BlueskyNetwork.Network, MastodonNetwork.Network, TelegramNetwork.Network }.ToDictionary(x => x.Key);

    public static IReadOnlyCollection<string> Choices => Real.Keys;

    public static Rules? RulesLike(string key) => Real.GetValueOrDefault(key) is { } real ? real.Rules with { Like = real.Key } : null;
}
