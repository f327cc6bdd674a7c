namespace Stadtfunk.Networks.Ports;

/// <summary>What somebody sent to a door. Nothing of it is to be believed before <see cref="IWebhook.Prove"/>.</summary>
/// <param name="Header">A header's value, "" when it is not there.</param>
/// <param name="Query">A value of the address, "" when it is not there.</param>
/// <param name="Body">As it came, byte for byte: signatures are over these.</param>
public sealed record HookCall(Func<string, string> Header, Func<string, string> Query, ReadOnlyMemory<byte> Body);

public enum HookProof
{
    Good,

    /// <summary>Not signed, or not with this secret.</summary>
    Forged,

    /// <summary>Signed once, and sent again too late.</summary>
    Stale,
}

/// <param name="ContentType">Media type of the text.</param>
public sealed record HookGreeting(string Text, string ContentType);

/// <summary>The door at which a network knocks when something has happened there: <c>/webhooks/{door}</c>. It answers in the network's own way; it keeps nothing.</summary>
public interface IWebhook
{
    /// <summary>Lower case, part of the address.</summary>
    string Door { get; }

    /// <summary>For people.</summary>
    string Name { get; }

    /// <summary>Text key in Networks: how the city makes this door known at the network. Networks of one house may share it.</summary>
    string Setup { get; }

    /// <summary>The key of the network whose connections may keep the secret.</summary>
    string Network { get; }

    /// <summary>The secrets that open this door: those of the settings, or those found in what the connections keep. None: the door is shut.</summary>
    IEnumerable<string> SecretsIn(IEnumerable<IReadOnlyDictionary<string, string>> kept);

    /// <summary>True where the network's question does not say which application asks: with several of them each needs an address of its own.</summary>
    bool AsksUnnamed => false;

    /// <summary>A word that the city enters at the network when it makes the door known there; null when the network asks for none.</summary>
    string? WordFor(string secret);

    /// <summary>The answer to the network's question whether we know the secret (GET); null when this is no such question, or not asked as the network asks it.</summary>
    HookGreeting? Greet(HookCall call, string secret);

    /// <param name="now">UTC.</param>
    HookProof Prove(HookCall call, string secret, DateTime now);

    /// <summary>What the network calls this message, so that its repetition is known; null when it has no name and only its body tells.</summary>
    string? IdIn(ReadOnlyMemory<byte> body);
}
