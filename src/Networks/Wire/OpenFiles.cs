namespace Stadtfunk.Networks.Wire;

/// <summary>The files of the one call, all opened before it: one that cannot be is no unknown outcome, for nothing has left the house.</summary>
internal sealed class OpenFiles : IAsyncDisposable
{
    private readonly List<Stream> streams = [];

    private OpenFiles()
    {
    }

    public IReadOnlyList<Stream> Streams => streams;

    /// <summary>Null when one of them is away or may not be read.</summary>
    public static async Task<OpenFiles?> Of(IEnumerable<Func<CancellationToken, Task<Stream>>> files, CancellationToken ct)
    {
        var opened = new OpenFiles();
        try
        {
            foreach (var file in files)
                opened.streams.Add(await file(ct));
            return opened;
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            await opened.DisposeAsync();
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in streams)
            await stream.DisposeAsync();
    }
}
