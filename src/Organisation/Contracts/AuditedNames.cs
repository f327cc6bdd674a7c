namespace Stadtfunk.Organisation.Contracts;

/// <summary>
/// Answered by a room above for something that has no name of its own (a delivery): what the audit log calls it. Register with
/// <c>AddScoped&lt;IAuditedNames, …&gt;()</c>.
/// </summary>
public interface IAuditedNames
{
    /// <summary>What it names, as the log writes it: room and type, for example <c>Publishing/Delivery</c>.</summary>
    string Thing { get; }

    /// <summary>Names by key; what is gone is left out. Needs no actor: who reads the log was asked.</summary>
    Task<IReadOnlyDictionary<Guid, string>> Of(IReadOnlyCollection<Guid> keys, CancellationToken ct);
}
