using System.Data.Common;
using Stadtfunk.App.Data;

namespace Stadtfunk.App.Verbs;

/// <summary>The rooms without web server, silo, pump and rounds, on one connection.</summary>
internal static class Rooms
{
    public static ServiceProvider On(DatabaseChoice database, DbConnection connection, IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddLogging();
        services.AddRooms();
        database.Register(services, connection);
        return services.BuildServiceProvider();
    }
}
