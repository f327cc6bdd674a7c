using Stadtfunk.Lab.Faults;

namespace Stadtfunk.Lab;

/// <summary>A network that answers below a path of its own on the Lab's first port.</summary>
internal interface IStandIn
{
    /// <summary>As ledger, accounts and faults call it.</summary>
    string Name { get; }

    /// <summary>How it words what every network has to say at times.</summary>
    Dialect Dialect { get; }

    void Map(IEndpointRouteBuilder routes);

    /// <summary>Forgets everything.</summary>
    void Reset();
}
