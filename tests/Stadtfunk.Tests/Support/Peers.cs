using Stadtfunk.Tests.Support;

[assembly: AssemblyFixture(typeof(Peers))]

namespace Stadtfunk.Tests.Support;

/// <summary>
/// The programs outside the product that tests talk to, each started when the first test asks for it and shared by all.
/// A test class takes it as constructor parameter. Tests run in parallel: take accounts of your own. PostgreSQL is not here but in Databases.
/// </summary>
public sealed class Peers : IAsyncDisposable
{
    private readonly Once<LabProcess> lab = new(ct => LabProcess.Start([], ct));
    private readonly Once<SmtpPeer> smtp = new(ct => SmtpPeer.Start(false, ct));
    private readonly Once<ImapPeer> imap = new(ImapPeer.Start);
    private readonly Once<TelegramPeer> telegram = new(TelegramPeer.Start);
    private readonly Once<BlueskyPeer> bluesky = new(BlueskyPeer.Start);

    public Task<LabProcess> Lab(CancellationToken ct) => lab.Get(ct);

    public Task<BlueskyPeer> Bluesky(CancellationToken ct) => bluesky.Get(ct);

    /// <summary>Take a token of your own.</summary>
    public Task<TelegramPeer> Telegram(CancellationToken ct) => telegram.Get(ct);

    /// <summary>For mails that simply arrive; whoever changes its mood starts one of their own.</summary>
    public Task<SmtpPeer> Smtp(CancellationToken ct) => smtp.Get(ct);

    /// <summary>Take a user of your own.</summary>
    public Task<ImapPeer> Imap(CancellationToken ct) => imap.Get(ct);

    public async ValueTask DisposeAsync()
    {
        await imap.DisposeAsync();
        await lab.DisposeAsync();
        await bluesky.DisposeAsync();
        await telegram.DisposeAsync();
        await smtp.DisposeAsync();
    }

    private sealed class Once<T>(Func<CancellationToken, Task<T>> start) : IAsyncDisposable where T : class, IAsyncDisposable
    {
        private readonly SemaphoreSlim gate = new(1);
        private T? started;

        public async Task<T> Get(CancellationToken ct)
        {
            await gate.WaitAsync(ct);
            try
            {
                return started ??= await start(ct);
            }
            finally
            {
                gate.Release();
            }
        }

        public ValueTask DisposeAsync() => started?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
