using System.Collections.Concurrent;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Tests.Publishing;

/// <summary>
/// A network inside the test that does exactly what the test says at each call, and keeps its own ledger of what it accepted. The rules of our
/// ledger are tried against it; whole networks are tried over HTTP against the Lab and the real PDS.
/// </summary>
internal sealed class ScriptedNetwork : IPublisher, ISignIn
{
    public const string Key = "scripted";

    /// <summary>What it accepted, in order: errand key and text.</summary>
    public ConcurrentQueue<(string Key, string Text)> Accepted { get; } = new();

    /// <summary>Answers to the next sends; when empty it accepts.</summary>
    public ConcurrentQueue<Func<Errand, Step>> Sends { get; } = new();

    /// <summary>Answers to lookups; when empty it knows for certain.</summary>
    public ConcurrentQueue<Func<Errand, Finding>> LookUps { get; } = new();

    public ConcurrentQueue<Func<Errand, Step?>> Prepares { get; } = new();

    public int Calls { get; private set; }

    public int Refreshes { get; private set; }

    public Func<Session, SignInResult>? OnRefresh { get; set; }

    /// <summary>What happens while it is asked whether a session is good; null when it simply is.</summary>
    public Func<Session, Task<SignInResult>>? OnCheck { get; set; }

    public Network Network { get; init; } = new(
        Key, "Probenetz", "Pn", new Rules(500, Counting.Graphemes, null, null, false, 4, new PictureRules(2_000_000, 2000, null, ["image/jpeg"], null)), new Can(true, true, true));

    public string NewKey(DateTime now) => Guid.CreateVersion7().ToString("N");

    public Task<Step?> Prepare(Errand errand, CancellationToken ct) => Task.FromResult(Prepares.TryDequeue(out var answer) ? answer(errand) : null);

    /// <summary>What happens while a send is on its way; null when it takes no time.</summary>
    public Func<Errand, Task>? OnTheWay { get; set; }

    public async Task<Step> Send(Errand errand, CancellationToken ct)
    {
        Calls++;
        if (OnTheWay is { } happens)
            await happens(errand);
        return Sends.TryDequeue(out var answer) ? answer(errand) : Accept(errand);
    }

    public Step Accept(Errand errand)
    {
        Accepted.Enqueue((errand.Key, errand.Post.Text));
        return new Step.Done(ReceiptOf(errand));
    }

    public Task<Step> Poll(Errand errand, CancellationToken ct) => Send(errand, ct);

    public Task<Finding> LookUp(Errand errand, CancellationToken ct) => Task.FromResult(
        LookUps.TryDequeue(out var answer) ? answer(errand)
        : Accepted.Any(x => x.Key == errand.Key) ? new Finding.Found(ReceiptOf(errand)) : new Finding.Absent());

    public Task<Finding> ReadBack(Errand errand, CancellationToken ct) => LookUp(errand, ct);

    public Task<Receipt?> ReceiptFor(Uri link, Session session, CancellationToken ct) =>
        Task.FromResult(link.Host == "probe.example" ? new Receipt(link.AbsolutePath, link) : null);

    public static Receipt ReceiptOf(Errand errand) => new(errand.Key, new Uri($"https://probe.example/{errand.Key}"));

    public IReadOnlyList<SignInField> Fields { get; } = [new("name", "Networks.Practice.Field.Name", null, false)];

    public SignInStyle Style => SignInStyle.Form;

    public Task<SignInResult> WithFields(IReadOnlyDictionary<string, string> fields, CancellationToken ct) => Check(Open(fields["name"]), ct);

    public Task<SignInStart> Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, CancellationToken ct) =>
        Task.FromResult<SignInStart>(new SignInStart.GoTo(new Uri($"https://probe.example/?state={state}"), fields));

    public Task<SignInResult> Finish(IReadOnlyDictionary<string, string> kept, string code, Uri redirect, CancellationToken ct) => WithFields(kept, ct);

    public Task<SignInResult> Refresh(Session session, CancellationToken ct)
    {
        Refreshes++;
        return OnRefresh is { } answer ? Task.FromResult(answer(session)) : Check(session, ct);
    }

    public Task<SignInResult> Check(Session session, CancellationToken ct) => OnCheck is { } asked ? asked(session)
        : Task.FromResult<SignInResult>(new SignInResult.Good(session, new Uri($"https://probe.example/@{session.AccountId}"), null));

    public Task SignOut(Session session, CancellationToken ct) => Task.CompletedTask;

    private static Session Open(string name) => new(new Uri("https://probe.example/"), name, name, new Dictionary<string, string> { ["token"] = "geheim-" + name });
}
