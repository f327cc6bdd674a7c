using System.Text.Json;

namespace Stadtfunk.Lab.Described;

/// <summary>The published description of a network: what its calls and answers have to look like.</summary>
internal interface IDescription
{
    /// <summary>As the ledger calls the network.</summary>
    string Network { get; }

    /// <summary>What the call is; null when it is none of the described ones' addresses, but the Lab's own or the way in.</summary>
    Task<DescribedCall?> Of(HttpContext context);

    /// <summary>As the real one says no.</summary>
    IResult Refuse(DescribedCall call);
}

/// <param name="Name">As the description calls it; where there is no such call, what was called.</param>
/// <param name="Account">Whose token came with it, "" where nobody knows.</param>
/// <param name="Fault">Why it is no call that the description knows.</param>
/// <param name="Answer">Why this answer is none that the description knows.</param>
internal sealed record DescribedCall(string Name, string Account, string? Fault, Func<JsonElement, string?>? Answer)
{
    /// <summary>There is no such method or path.</summary>
    public bool IsUnknown { get; init; }
}
