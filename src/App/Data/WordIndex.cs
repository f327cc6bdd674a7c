using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.App.Data;

/// <summary>
/// Full text of posts: FTS5 on SQLite, a GIN index on PostgreSQL. Both are kept by the database itself with every change. They belong to no
/// migration, because they hold nothing of their own: where one is missing (an older installation, a restored backup) it is made at the start.
/// </summary>
internal sealed class WordIndex(Db db) : IWordIndex
{
    // The number is the index's own: a row id of the posts' table would change when somebody compacts the file.
    private const string Sqlite = """
        CREATE TABLE IF NOT EXISTS editorial_post_number (Number INTEGER PRIMARY KEY AUTOINCREMENT, Post TEXT NOT NULL UNIQUE);
        CREATE VIRTUAL TABLE IF NOT EXISTS editorial_post_words USING fts5(words, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='2 3 4', detail='none');
        CREATE TRIGGER IF NOT EXISTS editorial_post_words_added AFTER INSERT ON editorial_post BEGIN
            INSERT INTO editorial_post_number (Post) VALUES (new.Id);
            INSERT INTO editorial_post_words (rowid, words) SELECT Number, new.Search FROM editorial_post_number WHERE Post = new.Id;
        END;
        CREATE TRIGGER IF NOT EXISTS editorial_post_words_changed AFTER UPDATE OF Search ON editorial_post WHEN old.Search <> new.Search BEGIN
            DELETE FROM editorial_post_words WHERE rowid = (SELECT Number FROM editorial_post_number WHERE Post = new.Id);
            INSERT INTO editorial_post_words (rowid, words) SELECT Number, new.Search FROM editorial_post_number WHERE Post = new.Id;
        END;
        CREATE TRIGGER IF NOT EXISTS editorial_post_words_removed AFTER DELETE ON editorial_post BEGIN
            DELETE FROM editorial_post_words WHERE rowid = (SELECT Number FROM editorial_post_number WHERE Post = old.Id);
            DELETE FROM editorial_post_number WHERE Post = old.Id;
        END;
        INSERT INTO editorial_post_number (Post) SELECT Id FROM editorial_post WHERE Id NOT IN (SELECT Post FROM editorial_post_number) ORDER BY ChangedAt;
        INSERT INTO editorial_post_words (rowid, words) SELECT n.Number, p.Search FROM editorial_post p JOIN editorial_post_number n ON n.Post = p.Id;
        """;

    // A vector may not be longer than 1 MB.
    private const string Vector = "to_tsvector('simple', left(\"Search\", 100000))";

    public async Task<IReadOnlyList<Guid>> Posts(IReadOnlyList<string> words, CancellationToken ct)
    {
        if (words.Count == 0)
            return [];
        if (db.Database.IsSqlite())
            return await db.Database.SqlQueryRaw<Guid>(
                """
                SELECT editorial_post_number.Post AS "Value" FROM editorial_post_words JOIN editorial_post_number ON editorial_post_number.Number = editorial_post_words.rowid
                WHERE editorial_post_words MATCH {0} ORDER BY editorial_post_words.rowid DESC LIMIT {1}
                """,
                string.Join(" AND ", words.Select(word => $"\"{word}\"*")), IWordIndex.Most).ToListAsync(ct);
        return await db.Database.SqlQueryRaw<Guid>(
            $$"""SELECT "Id" AS "Value" FROM editorial_post WHERE {{Vector}} @@ to_tsquery('simple', {0}) LIMIT {1}""",
            string.Join(" & ", words.Select(word => $"'{word}':*")), IWordIndex.Most).ToListAsync(ct);
    }

    /// <summary>At the start, and cheap where it is there already.</summary>
    public static async Task Make(Db db, CancellationToken ct)
    {
        if (!db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync($"CREATE INDEX IF NOT EXISTS editorial_post_words ON editorial_post USING gin ({Vector});", ct);
        else if (!await db.Database.SqlQueryRaw<int>("SELECT 1 AS \"Value\" FROM sqlite_master WHERE name = 'editorial_post_words_removed'").AnyAsync(ct))
            await db.InTransaction(() => db.Database.ExecuteSqlRawAsync(Sqlite, ct), ct);
    }
}
