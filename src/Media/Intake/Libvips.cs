using NetVips;

namespace Stadtfunk.Media.Intake;

/// <summary>The picture library, made narrow before its first use: four readers, no caches, one thread per picture, few pictures at once.</summary>
internal sealed class Libvips
{
    /// <summary>Held, since native code calls it.</summary>
    private static readonly Log.LogDelegate quiet;

    static Libvips()
    {
        Operation.Block("VipsForeignLoad", true);
        foreach (var reader in (string[])["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif"])
            Operation.Block(reader, false);
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;
        NetVips.NetVips.Concurrency = 1;
        // A broken upload is the sender's matter: the refusal says so, the server's error stream need not.
        quiet = (_, _, _) => { };
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, quiet);
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
            return await Task.Run(work, ct);
        }
        finally
        {
            gate.Release();
        }
    }
}
