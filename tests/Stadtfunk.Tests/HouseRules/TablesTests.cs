using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Stadtfunk.App.Data;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.HouseRules;

/// <summary>One database, and still everybody's own: asked of the model that each database really gets.</summary>
public sealed class TablesTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_table_is_called_after_its_room(string database)
    {
        using var db = Open(database);
        var tables = db.Model.GetEntityTypes().ToList();
        Assert.True(tables.Count > 15, "This is hardly the model of the whole house.");
        Faults.None(tables.Where(type => type.GetTableName() is { } table && !table.StartsWith(RoomOf(type).ToLowerInvariant() + "_", StringComparison.Ordinal))
            .Select(type => $"{type.GetTableName()} belongs to {RoomOf(type)}"));
    }

    [Fact]
    public void Tables_of_different_rooms_are_tied_by_ids_only()
    {
        using var db = Open("sqlite");
        Faults.None(db.Model.GetEntityTypes().SelectMany(type => type.GetForeignKeys())
            .Where(key => RoomOf(key.DeclaringEntityType) != RoomOf(key.PrincipalEntityType))
            .Select(key => $"{key.DeclaringEntityType.DisplayName()} points at {key.PrincipalEntityType.DisplayName()}"));
    }

    /// <summary>Each of these lies encrypted, and why Media has any is said in docs/decisions/025.</summary>
    [Fact]
    public void No_room_has_a_column_for_tokens_or_secrets_but_those_that_are_named_here()
    {
        using var db = Open("sqlite");
        Assert.Equal(
            ["media_messenger.SealedSecret", "media_messenger.SealedToken", "publishing_connection.Secrets"],
            db.Model.GetEntityTypes().SelectMany(type => type.GetProperties().Where(property => property.ClrType == typeof(string) || property.ClrType == typeof(byte[])).Select(property => $"{type.GetTableName()}.{property.GetColumnName()}"))
                .Where(column => column.Split('.')[1] is var name && (name.Contains("Token", StringComparison.OrdinalIgnoreCase) || name.Contains("Secret", StringComparison.OrdinalIgnoreCase)))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Both_databases_have_the_same_columns()
    {
        using var sqlite = Open("sqlite");
        using var postgres = Open("postgres");
        Assert.Equal(Columns(sqlite), Columns(postgres));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void What_the_rooms_need_the_migrations_bring(string database)
    {
        using var db = Open(database);
        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.False(db.Database.HasPendingModelChanges(), "The model has changed since the last migration: scripts/migration NAME");
    }

    /// <summary>A restore runs all of them as one script: what does not end would swallow what follows.</summary>
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void A_statement_in_a_migration_ends_with_a_semicolon(string database)
    {
        using var db = Open(database);
        var assembly = db.GetService<IMigrationsAssembly>();
        var written = assembly.Migrations.Values.SelectMany(one => assembly.CreateMigration(one, db.Database.ProviderName!).UpOperations).OfType<SqlOperation>().ToList();
        Assert.NotEmpty(written);
        Faults.None(written.Select(one => one.Sql.Trim()).Where(sql => !sql.EndsWith(';')));
    }

    private static Db Open(string database) => database == "sqlite" ? new SqliteDesign().CreateDbContext([]) : new PostgresDesign().CreateDbContext([]);

    private static List<string> Columns(Db db) =>
        [.. db.Model.GetEntityTypes().SelectMany(type => type.GetProperties().Select(property => $"{type.GetTableName()}.{property.GetColumnName()} {property.GetMaxLength()} {property.IsNullable}")).Order(StringComparer.Ordinal)];

    // A type from elsewhere (an owned value of Kernel, say) lives where its owner lives.
    private static string RoomOf(IReadOnlyEntityType type) =>
        type.FindOwnership() is { } owner ? RoomOf(owner.PrincipalEntityType) : Rooms.All.Single(room => room.Assembly == type.ClrType.Assembly).Name;
}
