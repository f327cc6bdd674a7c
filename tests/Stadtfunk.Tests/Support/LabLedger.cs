using System.Net.Http.Json;

namespace Stadtfunk.Tests.Support;

public sealed record LabPicture(string Id, string? Alt, string? Focus, string Type, long Bytes, string Sha256, int Width, int Height);

/// <summary>One effect that a network of the Lab has accepted. Kind: post, edit, delete, media, or repeat (same key again, no effect).</summary>
public sealed record LabEntry(long Number, DateTime At, string Network, string Account, string Kind, string Id, string? Key, string? Text, string? Url,
    string? Spoiler, string? Visibility, string? Language, string? InReplyTo, IReadOnlyList<LabPicture> Pictures,
    IReadOnlyDictionary<string, string> More);

/// <summary>Reads what was accepted. The judge of every test about publishing.</summary>
public sealed class LabLedger(HttpClient http)
{
    public async Task<IReadOnlyList<LabEntry>> All(
        CancellationToken ct, string? network = null, string? account = null, string? kind = null, string? key = null)
    {
        var query = $"network={Uri.EscapeDataString(network ?? "")}&account={Uri.EscapeDataString(account ?? "")}&kind={kind}";
        return (await http.GetFromJsonAsync<LabEntry[]>($"lab/ledger?{query}&key={Uri.EscapeDataString(key ?? "")}", ct))!;
    }

    public Task<IReadOnlyList<LabEntry>> Of(LabAccount account, CancellationToken ct) => All(ct, account.Network, account.Account);

    public Task<IReadOnlyList<LabEntry>> Posts(LabAccount account, CancellationToken ct) => All(ct, account.Network, account.Account, "post");

    /// <summary>Waits until so many posts were accepted, or gives what there is when the time is over.</summary>
    public async Task<IReadOnlyList<LabEntry>> WaitForPosts(LabAccount account, int count, TimeSpan patience, CancellationToken ct)
    {
        var deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        for (;;)
        {
            var posts = await Posts(account, ct);
            if (posts.Count >= count || Environment.TickCount64 > deadline) return posts;
            await Task.Delay(100, ct);
        }
    }
}
