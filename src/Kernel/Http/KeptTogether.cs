using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Kernel.Http;

/// <summary>
/// On an endpoint whose use case asks others first and whose good answer is an empty 204: what it then writes, it writes by <see cref="KeptTogether"/>,
/// so that no transaction stands open while others are asked, and the kept answer still is in that of the work.
/// </summary>
public sealed class AnswerKeptTogether;

/// <summary>Writes a use case's work and the answer that is kept for its <c>Idempotency-Key</c> in one transaction. Without such a key it is the work alone.</summary>
public sealed class KeptTogether(Db db)
{
    private Func<CancellationToken, Task<Func<Task>>>? take;

    /// <summary>The key is taken: whoever sends it in the same moment fails.</summary>
    internal bool Taken { get; private set; }

    /// <param name="key">Takes the key, and gives what keeps the answer.</param>
    internal void With(Func<CancellationToken, Task<Func<Task>>> key) => take = key;

    /// <param name="work">All that is changed, loaded before and untouched until then.</param>
    public Task<Outcome<T>> Write<T>(Func<Task<Outcome<T>>> work, CancellationToken ct) => take is null ? work() : db.InTransaction(
        async () =>
        {
            var keep = await take(ct);
            Taken = true;
            var done = await work();
            if (done.Ok)
                await keep();
            return done;
        },
        done => done.Ok, ct);
}
