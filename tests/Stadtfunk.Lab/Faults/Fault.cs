namespace Stadtfunk.Lab.Faults;

internal enum FaultKind
{
    /// <summary>Waits Ms plus up to RandomMs; the call then goes on as usual, even if the caller has given up meanwhile.</summary>
    Latency,

    /// <summary>Status, 500 unless named.</summary>
    Error,

    /// <summary>429, with the network's own header naming RetrySeconds unless Header is false.</summary>
    TooManyRequests,

    /// <summary>Takes the whole request and resets the connection.</summary>
    Reset,

    /// <summary>Takes the whole request and never answers.</summary>
    Hang,

    /// <summary>Resets the connection in the middle of the request body.</summary>
    HalfUpload,

    TokenExpired,
    Duplicate,

    /// <summary>200 (or Status) with a web page, as a proxy or a parked domain does.</summary>
    Html,

    /// <summary>200 with Bytes bytes, 200 MB unless named.</summary>
    Huge,

    /// <summary>200 with a body that does not end.</summary>
    Endless,

    /// <summary>200 with JSON that breaks off; the HTTP message is whole.</summary>
    Unreadable,

    /// <summary>200, half of the promised body, then a reset.</summary>
    CutOff,

    /// <summary>The right answer, one byte every Ms (200 unless named).</summary>
    Drip,

    /// <summary>The right answer, in which every field has another type: texts are objects, numbers and flags are texts; ids that stand in a header are missing.</summary>
    Retyped,

    /// <summary>307 (or Status) to the very same address, where the call would be taken a second time.</summary>
    Redirect,
}

/// <summary>A switch. Network, account and endpoint narrow it; left out means all.</summary>
internal sealed record Fault
{
    public required FaultKind Kind { get; init; }
    public string? Network { get; init; }
    public string? Account { get; init; }
    public string? Endpoint { get; init; }

    /// <summary>The request takes effect first; what goes wrong is the answer.</summary>
    public bool After { get; init; }

    /// <summary>Strikes this often, then no more; null = until switched off.</summary>
    public int? Count { get; init; }

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
}
