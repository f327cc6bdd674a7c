using NetVips;

namespace Stadtfunk.Media.Intake;

/// <summary>The picture library, made narrow before its first use: four readers, no caches, one thread per picture, few pictures at once.</summary>
internal sealed class Libvips
{
    // With the first picture, not with the program: a node that shows none needs no picture library in memory.
    private static readonly Lazy<Log.LogDelegate> narrow = new(MakeNarrow);

    private static Log.LogDelegate MakeNarrow()
    {
        Operation.Block("VipsForeignLoad", true);
        foreach (var reader in (string[])["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif"])
            Operation.Block(reader, false);
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;
        NetVips.NetVips.Concurrency = 1;
        // A broken upload is the sender's matter: the refusal says so, the server's error stream need not.
        Log.LogDelegate quiet = (_, _, _) => { };
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, quiet);
        // Held, since native code calls it.
        return quiet;
    }

    private readonly SemaphoreSlim unknown = new(1);
    private readonly SemaphoreSlim own = new(2);

    /// <summary>Works on a file from outside. One at a time: a picture of 50 megapixels may need 200 MB for a moment.</summary>
    public Task<T> OnUnknown<T>(Func<T> work, CancellationToken ct) => One(unknown, work, ct);

    /// <summary>Works on a stored original, which is never large.</summary>
    public Task<T> OnOwn<T>(Func<T> work, CancellationToken ct) => One(own, work, ct);

    private static async Task<T> One<T>(SemaphoreSlim gate, Func<T> work, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            _ = narrow.Value;
            return await Task.Run(work, ct);
        }
        finally
        {
            gate.Release();
        }
    }
}
