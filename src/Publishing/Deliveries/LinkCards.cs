using System.Text.Json;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>What a link card says, for networks where the client makes it. Worked out once per row and kept, so a repeated call shows the same card.</summary>
internal sealed class LinkCards
{
    private const string PartName = "card";

    private sealed record Kept(string Title, string Description);

    public async Task<LinkCard?> For(
        Uri link, ReleasedPost post, Rules rules, Dictionary<string, string> parts, Func<string, string, CancellationToken, Task> keep, CancellationToken ct)
    {
        _ = rules;
        if (!parts.TryGetValue(PartName, out var json))
        {
            json = JsonSerializer.Serialize(new Kept(post.Title, ""), JsonSerializerOptions.Web);
            await keep(PartName, json, ct);
            parts[PartName] = json;
        }
        var kept = JsonSerializer.Deserialize<Kept>(json, JsonSerializerOptions.Web)!;
        return new LinkCard(link, kept.Title, kept.Description, null);
    }
}
