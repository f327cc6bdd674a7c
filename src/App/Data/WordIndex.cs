using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.App.Data;

/// <summary>
/// Full text of posts and of the words at pictures: FTS5 on SQLite, a GIN index on PostgreSQL. Both are kept by the database itself with every change. They
/// belong to no migration, because they hold nothing of their own: where one is missing (an older installation, a restored backup) it is made at the start.
/// </summary>
internal sealed class WordIndex(Db db) : IWordIndex
{
    private const string Post = "editorial_post", PostSince = "ChangedAt", Picture = "media_picture", PictureSince = "AddedAt";

    // With an index of their own, beginnings of words are found as fast as words. Longer ones are put together from all words that begin so.
    private const string Beginnings = "prefix='2 3 4 5 6 7 8 9 10 11 12'";

    // A vector may not be longer than 1 MB.
    private const string Vector = "to_tsvector('simple', left(\"Search\", 100000))";

    public Task<IReadOnlyList<Guid>> Posts(IReadOnlyList<string> words, IReadOnlyCollection<Guid> units, int most, CancellationToken ct) => Find(Post, PostSince, words, units, most, ct);

    public Task<IReadOnlyList<Guid>> Pictures(IReadOnlyList<string> words, IReadOnlyCollection<Guid> units, int most, CancellationToken ct) => Find(Picture, PictureSince, words, units, most, ct);

    private async Task<IReadOnlyList<Guid>> Find(string table, string since, IReadOnlyList<string> words, IReadOnlyCollection<Guid> units, int most, CancellationToken ct)
    {
        if (words.Count == 0 || units.Count == 0)
            return [];
        if (!db.Database.IsSqlite())
        {
            var asked = $$"""SELECT "Id" AS "Value" FROM {{table}} WHERE {{Vector}} @@ to_tsquery('simple', {0}) AND "Unit" = ANY ({1}) ORDER BY "{{since}}" DESC LIMIT {2}""";
            return await db.Database.SqlQueryRaw<Guid>(asked, string.Join(" & ", words.Select(word => $"'{word}':*")), units.ToArray(), most).ToListAsync(ct);
        }
        // CROSS JOIN keeps the order: from the newest hit on, and no further than needed. The unit's own index would be asked for every post it has.
        var question = $$"""
            SELECT {{table}}_number.Post AS "Value" FROM {{table}}_words CROSS JOIN {{table}}_number ON {{table}}_number.Number = {{table}}_words.rowid
            CROSS JOIN {{table}} ON {{table}}.Id = {{table}}_number.Post
            WHERE {{table}}_words MATCH {0} AND {{table}}.Unit IN (SELECT value FROM json_each({1})) ORDER BY {{table}}_words.rowid DESC LIMIT {2}
            """;
        var sought = string.Join(" AND ", words.Select(word => $"\"{word}\"*"));
        var among = JsonSerializer.Serialize(units.Select(unit => unit.ToString().ToUpperInvariant()));
        return await db.Database.SqlQueryRaw<Guid>(question, sought, among, most).ToListAsync(ct);
    }

    /// <summary>At the start, and cheap where it is there already.</summary>
    public static async Task Make(Db db, CancellationToken ct)
    {
        await Make(db, Post, PostSince, ct);
        await Make(db, Picture, PictureSince, ct);
    }

    private static async Task Make(Db db, string table, string since, CancellationToken ct)
    {
        var sqlite = db.Database.IsSqlite();
        var make = sqlite ? Sqlite(table, since) : $"CREATE INDEX IF NOT EXISTS {table}_words ON {table} USING gin ({Vector});";
        if (!sqlite)
            await db.Database.ExecuteSqlRawAsync(make, ct);
        else if (await db.Database.SqlQueryRaw<int>(
            "SELECT 1 AS \"Value\" FROM sqlite_master WHERE name = {0} OR (name = {1} AND instr(sql, {2}) > 0)", table + "_words_removed", table + "_words", Beginnings).CountAsync(ct) < 2)
            await db.InTransaction(() => db.Database.ExecuteSqlRawAsync(make, ct), ct);
    }

    // The number is the index's own: a row id of the table itself would change when somebody compacts the file. Its column is called Post for either table,
    // as it was when there were only posts.
    private static string Sqlite(string table, string since) => $"""
        CREATE TABLE IF NOT EXISTS {table}_number (Number INTEGER PRIMARY KEY AUTOINCREMENT, Post TEXT NOT NULL UNIQUE);
        DROP TABLE IF EXISTS {table}_words;
        CREATE VIRTUAL TABLE {table}_words USING fts5(words, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", {Beginnings}, detail='none');
        CREATE TRIGGER IF NOT EXISTS {table}_words_added AFTER INSERT ON {table} BEGIN
            INSERT INTO {table}_number (Post) VALUES (new.Id);
            INSERT INTO {table}_words (rowid, words) SELECT Number, new.Search FROM {table}_number WHERE Post = new.Id;
        END;
        CREATE TRIGGER IF NOT EXISTS {table}_words_changed AFTER UPDATE OF Search ON {table} WHEN old.Search <> new.Search BEGIN
            DELETE FROM {table}_words WHERE rowid = (SELECT Number FROM {table}_number WHERE Post = new.Id);
            INSERT INTO {table}_words (rowid, words) SELECT Number, new.Search FROM {table}_number WHERE Post = new.Id;
        END;
        CREATE TRIGGER IF NOT EXISTS {table}_words_removed AFTER DELETE ON {table} BEGIN
            DELETE FROM {table}_words WHERE rowid = (SELECT Number FROM {table}_number WHERE Post = old.Id);
            DELETE FROM {table}_number WHERE Post = old.Id;
        END;
        INSERT INTO {table}_number (Post) SELECT Id FROM {table} WHERE Id NOT IN (SELECT Post FROM {table}_number) ORDER BY {since};
        INSERT INTO {table}_words (rowid, words) SELECT n.Number, p.Search FROM {table} p JOIN {table}_number n ON n.Post = p.Id;
        """;
}
