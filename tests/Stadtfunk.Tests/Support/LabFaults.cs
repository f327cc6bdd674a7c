using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stadtfunk.Tests.Support;

/// <summary>The names are those of the Lab; its --help says what each does.</summary>
public enum LabFaultKind
{
    Latency, Error, TooManyRequests, Reset, Hang, HalfUpload, TokenExpired, Duplicate, Html, Huge, Endless, Unreadable, CutOff, Drip, Retyped, Redirect,
}

/// <summary>
/// A switch. Endpoint: post, edit, delete, read, timeline, media, media-state, verify, instance, token … (slow: post, find, delete;
/// relay: the last part of the path).
/// </summary>
public sealed record LabFault(LabFaultKind Kind, string? Endpoint = null, bool After = false, int? Count = null)
{
    public string? Network { get; init; }
    public string? Account { get; init; }
    public double Probability { get; init; } = 1;
    public int Seed { get; init; }
    public int Ms { get; init; }
    public int RandomMs { get; init; }
    public int? Status { get; init; }

    /// <summary>What an Error says; null: as the network words a failure of its own.</summary>
    public string? Body { get; init; }

    public bool Header { get; init; } = true;
    public int RetrySeconds { get; init; } = 30;
    public long Bytes { get; init; } = 200_000_000;

    public LabFault For(LabAccount account) => this with { Network = account.Network, Account = account.Account };
}

public sealed record LabFaultState(LabFault Fault, int Hits);

/// <summary>Switches faults on and off. Tests share the Lab, so a test spoils and mends its own account only.</summary>
public sealed class LabFaults(HttpClient http)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public async Task Spoil(LabAccount account, CancellationToken ct, params LabFault[] faults)
    {
        foreach (var fault in faults) (await http.PostAsJsonAsync("lab/faults", fault.For(account), Format, ct)).EnsureSuccessStatusCode();
    }

    public async Task Mend(LabAccount account, CancellationToken ct) =>
        (await http.DeleteAsync($"lab/faults?network={account.Network}&account={account.Account}", ct)).EnsureSuccessStatusCode();

    /// <summary>All faults of the Lab at once: only for a Lab that the test has for itself.</summary>
    public async Task Replace(IEnumerable<LabFault> faults, CancellationToken ct) =>
        (await http.PutAsJsonAsync("lab/faults", faults, Format, ct)).EnsureSuccessStatusCode();

    public async Task<IReadOnlyList<LabFaultState>> State(LabAccount account, CancellationToken ct) =>
        [.. (await http.GetFromJsonAsync<LabFaultState[]>("lab/faults", Format, ct))!
            .Where(state => state.Fault.Network == account.Network && state.Fault.Account == account.Account)];
}
