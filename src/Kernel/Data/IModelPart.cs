using Microsoft.EntityFrameworkCore;

namespace Stadtfunk.Kernel.Data;

/// <summary>What a room brings to the one database: its ids and its tables. Entities stay internal to the room.</summary>
public interface IModelPart
{
    /// <summary>The ids of this room, so that every column of such a type is stored as its Guid.</summary>
    void Ids(ModelConfigurationBuilder conventions);

    /// <summary>Tables, each with the room's prefix, keys, indexes, lengths.</summary>
    void Tables(ModelBuilder model);
}

public static class ModelConventions
{
    public static void Id<TId>(this ModelConfigurationBuilder conventions)
        where TId : struct, IId<TId> => conventions.Properties<TId>().HaveConversion<IdConverter<TId>>();
}

/// <summary>A row that two people may change at once: the second to save gets a Conflict, not silence.</summary>
public interface IVersioned
{
    /// <summary>Raised by <see cref="Db"/> with every change.</summary>
    int Version { get; }
}
