using Microsoft.Data.Sqlite;

namespace Stadtfunk.Bench;

/// <summary>
/// Many years of posts, made of the few that were really published: every row of theirs again, with other keys and further in the past. Copy number
/// n changes the first eight digits of each key and puts every time back, so that what belongs together still does.
/// </summary>
/// <param name="until">Only rows that were made before this key are copied.</param>
internal sealed class Copies(string file, Guid until)
{
    /// <summary>From one copy to the next: a hundred thousand posts are ten years.</summary>
    private const int HoursApart = 35;

    // Keys that are copied along; all others (channels, people, units) stay what they are.
    private static readonly (string Table, string[] Keys)[] OfPosts =
    [
        ("editorial_post", ["Id"]), ("editorial_post_picture", ["Post"]), ("editorial_variant", ["Post"]), ("editorial_revision", ["Post"]), ("editorial_decision", ["Post"]),
        ("editorial_edition", ["Post"]), ("publishing_release", ["Post"]), ("publishing_delivery", ["Id", "Post", "Target"]), ("publishing_attempt", ["Id", "Delivery"]),
    ];

    private static readonly (string Table, string[] Keys)[] OfPictures = [("media_picture", ["Id"]), ("media_rendition", ["Picture"])];

    // Of which no two may be alike.
    private static readonly string[] Unlike = ["Slug", "SourceHash", "Title", "FileName"];

    /// <summary>Copies number <paramref name="from"/> to <paramref name="to"/> of what the first ones are.</summary>
    public void Make(int from, int to)
    {
        using var database = new SqliteConnection($"Data Source={file};Pooling=False");
        database.Open();
        Do(database, "PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; PRAGMA temp_store=MEMORY;");
        using var all = database.BeginTransaction();
        Do(database, "CREATE TEMP TABLE copies (n INTEGER PRIMARY KEY);");
        Do(database, $"WITH RECURSIVE c(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM c WHERE n < {to}) INSERT INTO copies SELECT n FROM c;");
        foreach (var (table, keys) in OfPosts.Concat(OfPictures))
            Copy(database, table, keys);
        Do(database, "DROP TABLE copies;");
        all.Commit();
    }

    /// <summary>So many copied deliveries were refused, and as many are asked about.</summary>
    public void LetFail(int count)
    {
        using var database = new SqliteConnection($"Data Source={file};Pooling=False");
        database.Open();
        foreach (var (state, skip) in new[] { (Stadtfunk.Publishing.Contracts.DeliveryState.Refused, 0), (Stadtfunk.Publishing.Contracts.DeliveryState.Asking, count) })
            Do(database, $"UPDATE publishing_delivery SET State = {(int)state} WHERE Id IN (SELECT Id FROM publishing_delivery WHERE Id < '01' ORDER BY Id LIMIT {count} OFFSET {skip});");
    }

    public long Count(string table) => Ask($"SELECT count(*) FROM {table}");

    private long Ask(string sql)
    {
        using var database = new SqliteConnection($"Data Source={file};Pooling=False");
        database.Open();
        using var ask = database.CreateCommand();
        ask.CommandText = sql;
        return (long)ask.ExecuteScalar()!;
    }

    private void Copy(SqliteConnection database, string table, string[] keys)
    {
        var columns = new List<string>();
        var values = new List<string>();
        using (var ask = database.CreateCommand())
        {
            ask.CommandText = $"SELECT name, type, pk FROM pragma_table_info('{table}')";
            using var row = ask.ExecuteReader();
            while (row.Read())
            {
                var (name, text, key) = (row.GetString(0), row.GetString(1) == "TEXT", row.GetInt64(2) > 0);
                // A number that the database gives itself.
                if (key && !text && name == "Id")
                    continue;
                columns.Add($"\"{name}\"");
                values.Add(keys.Contains(name) ? $"printf('%08X', c.n) || substr(t.\"{name}\", 9)"
                    : Unlike.Contains(name) ? $"t.\"{name}\" || '-n' || c.n || 'n'"
                    : name == "Search" ? $"t.\"{name}\" || ' nummer' || c.n || 'n'"
                    : text ? $"CASE WHEN t.\"{name}\" GLOB '20[0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:*' THEN strftime('%Y-%m-%d %H:%M:%f', t.\"{name}\", '-' || (c.n * {HoursApart}) || ' hours') ELSE t.\"{name}\" END"
                    : $"t.\"{name}\"");
            }
        }
        // Only the first ones are copied, never a copy: their keys begin with a time, those of copies with their number.
        Do(database, $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM {table} t CROSS JOIN copies c WHERE t.\"{keys[0]}\" >= '01' AND t.\"{keys[0]}\" < '{until.ToString().ToUpperInvariant()}';");
    }

    private static void Do(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}
