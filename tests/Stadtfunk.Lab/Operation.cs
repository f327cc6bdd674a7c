using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab;

/// <summary>What a route is to the rest of the Lab: the name that faults use, the scope that a token needs, the allowance that it draws on.</summary>
internal sealed record Operation(string Name, string? Network = null, string? Scope = null, Family Family = Family.Any)
{
    /// <summary>What came before the line broke stays there.</summary>
    public bool KeepsHalf { get; init; }

    /// <summary>The network as the ledger and the faults call it: "slow", or the name of the Mastodon server whose port was called.</summary>
    public string NetworkOf(HttpContext context, Instances instances) => Network ?? instances.At(context).Name;

    public static Operation? Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Operation>();

    /// <summary>The token in the header, or in the address where the network has it there.</summary>
    public static string? TokenOf(HttpContext context) => BearerOf(context) ?? context.GetRouteValue("token") as string;

    public static string? BearerOf(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is { } header && Schemes.FirstOrDefault(scheme => header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) is { } said
            ? header[said.Length..].Trim()
            : null;

    // Meta's upload door says it the second way.
    private static readonly string[] Schemes = ["Bearer ", "OAuth "];
}
