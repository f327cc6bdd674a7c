using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.City;

/// <param name="Folder">The data folder, as the machine calls it.</param>
/// <param name="Database">SQLite or PostgreSQL.</param>
/// <param name="Version">Of the program.</param>
internal sealed record HouseView(string Folder, string Database, string Version);

/// <summary>Only shown: it is set where the program is started.</summary>
internal sealed class ReadHouse(Db db, UnitTrees trees, IConfiguration configuration)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    public async Task<Outcome<HouseView>> Run(Actor actor, CancellationToken ct)
    {
        if (!await ChangeCity.Allowed(actor, db, trees, ct))
            return Refusal.Forbidden();
        var version = typeof(ReadHouse).Assembly.GetName().Version!;
        return new HouseView(
            Path.GetFullPath(configuration["Data:Directory"] ?? "."),
            db.Database.ProviderName?.Contains("Npgsql", StringComparison.Ordinal) == true ? "PostgreSQL" : "SQLite",
            version.ToString(3));
    }
}
