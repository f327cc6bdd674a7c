using System.Text.Json;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Publishing.Connections;

/// <summary>What a network has said of an account, kept beside the connection as JSON.</summary>
/// <param name="At">UTC; when it was asked.</param>
/// <param name="SignedInAt">UTC; when a person last connected it. What was refused before that is over. Null in connections from before this was kept.</param>
internal sealed record KnownHealth(DateTime At, DateTime? SignedInAt)
{
    public IReadOnlyList<string>? Missing { get; init; }

    public Quota? Quota { get; init; }

    public IReadOnlyList<Sentence> Says { get; init; } = [];

    public static KnownHealth? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<KnownHealth>(json, JsonSerializerOptions.Web);

    public static string Write(Health? said, DateTime now, DateTime? signedInAt) => Write(new KnownHealth(now, signedInAt) { Missing = said?.Missing, Quota = said?.Quota, Says = said?.Says ?? [] });

    public static string Write(KnownHealth known) => JsonSerializer.Serialize(known, JsonSerializerOptions.Web);
}
