using System.Text.Json;

namespace Stadtfunk.Lab.Ledger;

/// <summary>
/// The ledger: one JSON line per accepted effect, written through to the operating system before the network answers,
/// so it outlives a killed Lab (not a machine without power, which no test takes away).
/// </summary>
internal sealed class Book : IDisposable
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);
    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];
    private readonly FileStream file;

    public Book(Arguments arguments)
    {
        file = new FileStream(Path.Combine(arguments.Data, "ledger.jsonl"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        Load();
    }

    public Entry Append(Entry entry)
    {
        lock (gate)
        {
            var numbered = entry with { Number = entries.Count + 1 };
            file.Write(JsonSerializer.SerializeToUtf8Bytes(numbered, Format));
            file.Write("\n"u8);
            file.Flush();
            entries.Add(numbered);
            return numbered;
        }
    }

    public IReadOnlyList<Entry> Read(string? network = null, string? account = null, string? kind = null, string? key = null)
    {
        lock (gate)
        {
            return [.. entries.Where(entry =>
                Fits(network, entry.Network) && Fits(account, entry.Account) && Fits(kind, entry.Kind) && Fits(key, entry.Key))];
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            entries.Clear();
            file.SetLength(0);
        }
    }

    public void Dispose() => file.Dispose();

    private static bool Fits(string? wanted, string? found) => string.IsNullOrEmpty(wanted) || wanted == found;

    // A line without its end was being written when the Lab was killed; its answer never went out, and it does not count.
    private void Load()
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        foreach (var range in bytes.AsSpan(0, whole).Split((byte)'\n'))
        {
            var line = bytes.AsSpan()[range];
            if (!line.IsEmpty) entries.Add(JsonSerializer.Deserialize<Entry>(line, Format)!);
        }
        file.SetLength(whole);
        file.Position = whole;
    }
}
