using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;

namespace Stadtfunk.App.Data;

/// <summary>For several machines, or where the city's IT runs PostgreSQL anyway.</summary>
internal sealed class PostgresDb(DbContextOptions<PostgresDb> options, IEnumerable<IModelPart> parts, EventMap events, DatabaseClock clock)
    : Db(options, parts, events, clock);
