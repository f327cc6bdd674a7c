using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.App.Data;

/// <summary>For <c>dotnet ef migrations add</c>: both databases from the same model parts.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) => Design.Make<SqliteDb>(new DatabaseChoice(null, "design.db"));
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) => Design.Make<PostgresDb>(new DatabaseChoice("Host=localhost;Database=design", "design.db"));
}

internal static class Design
{
    public static T Make<T>(DatabaseChoice choice)
        where T : Db
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging();
        services.AddRooms();
        choice.Register(services);
        return services.BuildServiceProvider().CreateScope().ServiceProvider.GetRequiredService<T>();
    }
}
