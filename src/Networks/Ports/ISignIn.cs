using System.Text.Json;
using System.Text.Json.Nodes;
namespace Stadtfunk.Networks.Ports;

/// <summary>How a channel is connected to its network, and how its session is kept alive.</summary>
public interface ISignIn
{
    Network Network { get; }

    /// <summary>What a person has to give, in order. <see cref="SignInStyle"/> says what happens then.</summary>
    IReadOnlyList<SignInField> Fields { get; }

    SignInStyle Style { get; }

    /// <summary>Form style: signs in with the given fields.</summary>
    Task<SignInResult> WithFields(IReadOnlyDictionary<string, string> fields, CancellationToken ct);

    /// <summary>OAuth style: registers where needed and gives the address to send the browser to, and what must be kept until it comes back (encrypted by the caller).</summary>
    Task<SignInStart> Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, CancellationToken ct);

    /// <summary>OAuth style: the browser came back with a code.</summary>
    Task<SignInResult> Finish(IReadOnlyDictionary<string, string> kept, string code, Uri redirect, CancellationToken ct);

    /// <summary>A fresh session from an old one. Called by one lane at a time; Refused means that a person has to connect again.</summary>
    Task<SignInResult> Refresh(Session session, CancellationToken ct);

    /// <summary>Is this channel alive: asks the network who we are, and reads the rules that hold there.</summary>
    Task<SignInResult> Check(Session session, CancellationToken ct);

    /// <summary>Signs out at the network where it can; a failure is no matter.</summary>
    Task SignOut(Session session, CancellationToken ct);
}

public enum SignInStyle
{
    /// <summary>Fields only (an app password, a name for the practice network).</summary>
    Form,

    /// <summary>Fields, then the network's own page, then back with a code.</summary>
    OAuth,
}

/// <param name="Name">Name in the dictionary.</param>
/// <param name="Label">Text key in Networks.</param>
/// <param name="Hint">Text key in Networks; null for none.</param>
/// <param name="Secret">Never shown again.</param>
/// <param name="Initial">What stands there at first.</param>
public sealed record SignInField(string Name, string Label, string? Hint, bool Secret, string Initial = "")
{
    /// <summary>The only values that it takes, each the key of a network; empty when anything may be typed.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>May stay empty.</summary>
    public bool Optional { get; init; }

    /// <summary>It is ticked (<see cref="Yes"/>) or not ("").</summary>
    public bool IsChoice { get; init; }

    public const string Yes = "yes";
}

public abstract record SignInStart
{
    private SignInStart()
    {
    }

    public sealed record GoTo(Uri Address, IReadOnlyDictionary<string, string> Keep) : SignInStart;

    public sealed record Refused(Sentence Why) : SignInStart;
}

public abstract record SignInResult
{
    private SignInResult()
    {
    }

    /// <param name="Session">The session to keep.</param>
    /// <param name="Profile">Public address of the account.</param>
    /// <param name="Rules">Rules read from the server; null: the network's own hold.</param>
    public sealed record Good(Session Session, Uri Profile, Rules? Rules) : SignInResult
    {
        /// <summary>What it says beside that the sign-in holds; null where it was not asked (a renewal asks as little as it can).</summary>
        public Health? Health { get; init; }

        /// <summary>The rules could not be read this time: what the channel knows of them stays.</summary>
        public bool RulesStay { get; init; }
    }

    /// <summary>The network said no: a person has to do something.</summary>
    public sealed record Refused(Sentence Why) : SignInResult;

    /// <summary>The network does not answer now; the old session may still be good.</summary>
    public sealed record Away(Sentence Why) : SignInResult;
}

/// <summary>All networks of this installation, by key.</summary>
public sealed class NetworkBook(IEnumerable<Network> networks)
{
    private readonly Dictionary<string, Network> byKey = networks.ToDictionary(network => network.Key);

    public IReadOnlyCollection<Network> All => byKey.Values;

    public Network? Find(string key) => byKey.GetValueOrDefault(key);

    /// <summary>Name of a network, or of one that is only imitated.</summary>
    public string? NameOf(string key) => (Find(key) ?? Imitated(key))?.Name;

    private Network? Imitated(string key) => All.SelectMany(network => network.Imitates).FirstOrDefault(network => network.Key == key);

    /// <summary>
    /// The network as it shows itself on one channel: the training network carries the name and the mark of the one that it imitates there.
    /// </summary>
    /// <param name="key">Of the network.</param>
    /// <param name="rules">JSON of the channel's own rules; null when it has none.</param>
    public Network? On(string key, string? rules) =>
        Find(key) is not { } network ? null
        : network.IsByHand && network.Imitates.FirstOrDefault(one => one.Key == LikeIn(rules)) is { } hand
            ? network.As(hand) with { RealName = hand.Name }
        : network.IsPractice && Find(LikeIn(rules)) is { } real ? network.As(real)
        : network;

    /// <summary>
    /// The rules that hold on one channel today: of a network that is only imitated there its own, otherwise what was stored with the channel, completed by its network's
    /// where there was no such rule then.
    /// </summary>
    /// <param name="key">Of the network.</param>
    /// <param name="rules">JSON of the channel's own rules; null when it has none.</param>
    public Rules? RulesOn(string key, string? rules) =>
        Find(key) is not { } network ? null
        : ImitatedOn(network, LikeIn(rules)) is { } imitated ? imitated.Rules with { Like = imitated.Key, Asks = (network.IsPractice ? imitated.AsksInTraining : null) ?? imitated.Rules.Asks }
        : StoredRules.Read(rules, network.Rules);

    private Network? ImitatedOn(Network network, string like) =>
        network.IsByHand ? network.Imitates.FirstOrDefault(one => one.Key == like) : network.IsPractice ? Find(like) : null;

    private static string LikeIn(string? rules)
    {
        try
        {
            return rules is { Length: > 0 } && JsonNode.Parse(rules) is JsonObject written && written["like"] is JsonValue like && like.TryGetValue<string>(out var key) ? key : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
