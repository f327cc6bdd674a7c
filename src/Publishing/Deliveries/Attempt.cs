using Stadtfunk.Kernel.Audit;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>What was tried and what came back; never updated. No tokens, no texts.</summary>
internal sealed class Attempt
{
    /// <summary>What stands in <see cref="What"/> when the ledger moved the row.</summary>
    public const string Moved = "state";

    private Attempt()
    {
    }

    public Attempt(Delivery delivery, DateTime at, string what, int? status, string? code, string? requestId, TimeSpan took)
    {
        Id = Guid.CreateVersion7();
        Delivery = delivery.Id;
        Number = delivery.Attempt;
        At = at;
        What = Cut(what, 80)!;
        Status = status;
        Code = Cut(code, 80);
        RequestId = Cut(requestId, 120);
        Milliseconds = (int)took.TotalMilliseconds;
        State = delivery.State;
    }

    public Guid Id { get; private set; }
    public DeliveryId Delivery { get; private set; }
    public int Number { get; private set; }
    public DateTime At { get; private set; }

    /// <summary>Method and path template of a call, or what the ledger did (<c>state</c>).</summary>
    public string What { get; private set; } = "";
    public int? Status { get; private set; }
    public string? Code { get; private set; }
    public string? RequestId { get; private set; }
    public int Milliseconds { get; private set; }

    /// <summary>Where the delivery stood when this was written.</summary>
    public DeliveryState State { get; private set; }

    private static string? Cut(string? text, int most) => text is { } value && value.Length > most ? value[..most] : text;
}

/// <summary>Something prepared: an uploaded picture's id, the card's content.</summary>
internal sealed class Part
{
    private Part()
    {
    }

    public Part(DeliveryId delivery, string name, string value)
    {
        Delivery = delivery;
        Name = name;
        Value = value;
    }

    public DeliveryId Delivery { get; private set; }
    public string Name { get; private set; } = "";
    public string Value { get; private set; } = "";

    public void Change(string value) => Value = value;
}

/// <summary>A pause of one channel or (channel is null) of all publishing.</summary>
internal sealed class Pause : IAudited
{
    string IAudited.Called => "";

    private Pause()
    {
    }

    public Pause(Guid about, DateTime since, Guid by)
    {
        About = about;
        Since = since;
        By = by;
    }

    /// <summary>After a restore: everything rests until a person has made sure that the earlier installation does not send any more.</summary>
    public static Pause AfterRestore(DateTime since) => new(Guid.Empty, since, Guid.Empty);

    /// <summary>No person's decision.</summary>
    public bool IsAfterRestore => About == Guid.Empty && By == Guid.Empty;

    /// <summary>The channel's id, or all zeros for everything.</summary>
    public Guid About { get; private set; }
    public DateTime Since { get; private set; }
    public Guid By { get; private set; }
}
