namespace Stadtfunk.Networks.Ports;

/// <summary>
/// An open door to one account. Only Publishing makes it, from its encrypted store; it lives for one errand and is never logged or serialised.
/// </summary>
/// <param name="Server">Base address of the account's server, ends with a slash.</param>
/// <param name="AccountId">The network's id of the account (a DID, a number).</param>
/// <param name="Handle">As people write it.</param>
/// <param name="Secrets">Tokens and the like under the network's own names.</param>
public sealed record Session(Uri Server, string AccountId, string Handle, IReadOnlyDictionary<string, string> Secrets)
{
    /// <summary>When the access token ends, UTC; null when it does not or nobody knows.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>When the sign-in as a whole ends and only a person can renew it, UTC; null when it renews itself or never ends.</summary>
    public DateTime? EndsAt { get; init; }

    /// <summary>Name of the secret that says from when on the session wants to be renewed, UTC in ISO 8601; where it is missing, only shortly before it ends.</summary>
    public const string RenewAt = "renewAt";

    public string Secret(string name) => Secrets.TryGetValue(name, out var value) ? value : "";

    public override string ToString() => $"{Handle} at {Server}";
}
