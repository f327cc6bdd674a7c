using System.Security.Cryptography;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Networks;

/// <summary>What a reader of the network sees of one post.</summary>
public sealed record SeenPost(string Id, string Text, string? Card, string Language, IReadOnlyList<string> Alts);

/// <summary>Which call goes wrong.</summary>
public enum Spot
{
    Upload,
    Publish,
    LookUp,

    /// <summary>Whatever is called.</summary>
    All,
}

/// <summary>How it goes wrong.</summary>
public enum Trouble
{
    Error,
    Reset,
    Html,
    Huge,
    CutOff,
    TooMany,
    TooManyWithoutTime,
    TokenExpired,
    Hang,

    /// <summary>200, and inside it the network says that it failed.</summary>
    ErrorInside,

    /// <summary>The right answer, in which every field has another type.</summary>
    OtherTypes,

    /// <summary>307 to the same address.</summary>
    Redirect,
}

/// <summary>One network with an account of its own, for one test.</summary>
public abstract class Stage(House house, Session session) : IAsyncDisposable
{
    private readonly Dictionary<string, string> parts = [];

    public House House { get; } = house;

    public Session Session { get; set; } = session;

    public abstract string Key { get; }

    public IPublisher Publisher => House.Get<Embassies>().Publisher(Key)!;

    public ISignIn SignIn => House.Get<Embassies>().SignIn(Key)!;

    /// <summary>Every call that was noted.</summary>
    public List<Call> Calls { get; } = [];

    public IReadOnlyDictionary<string, string> Parts => parts;

    /// <summary>What was kept for the row of this key. Where everything is kept under a picture's name, one bag does for all rows.</summary>
    protected virtual Dictionary<string, string> PartsOf(string key) => parts;

    /// <summary>Read at the network itself, not through the product.</summary>
    public abstract Task<IReadOnlyList<SeenPost>> Seen();

    public virtual Task Spoil(Spot spot, Trouble trouble, bool after) => throw new NotSupportedException("This network cannot be spoiled.");

    public virtual Task Mend() => Task.CompletedTask;

    /// <summary>How many calls reached the server and were spoiled there since <see cref="Spoil"/>.</summary>
    public virtual Task<int> SpoiledCalls() => Task.FromResult(0);

    /// <summary>The same row on its way again: what was kept is there again.</summary>
    public Errand Errand(Outgoing post, string key, ErrandKind kind = ErrandKind.Publish, Receipt? receipt = null, DateTime? intentAt = null, Sentence? refusal = null, DateTime? unknownAt = null) =>
        new(kind, key, post, Session, receipt, null, PartsOf(key), (name, value, _) => { PartsOf(key)[name] = value; return Task.CompletedTask; }, Calls.Add)
        {
            IntentAt = intentAt, Refusal = refusal, UnknownAt = unknownAt, PartsOfLive = kind == ErrandKind.Edit ? new Dictionary<string, string>(parts) : [],
        };

    /// <summary>The row dies when its <paramref name="keeps"/>th part is to be kept, or after its <paramref name="calls"/>th call.</summary>
    public Errand Mortal(Outgoing post, string key, DateTime? intentAt, Func<bool> keeps, Func<bool> calls, string? ticket = null) =>
        new(ErrandKind.Publish, key, post, Session, null, ticket, PartsOf(key), (name, value, _) =>
        {
            if (keeps())
                throw new OperationCanceledException("The lease is lost.");
            PartsOf(key)[name] = value;
            return Task.CompletedTask;
        }, call =>
        {
            Calls.Add(call);
            if (calls())
                throw new OperationCanceledException("The process is gone.");
        }) { IntentAt = intentAt };

    /// <summary>What was kept of these is worth nothing any more.</summary>
    public void Forget(string key, IReadOnlyList<string> names)
    {
        foreach (var name in names)
            PartsOf(key)[name] = "";
    }

    public virtual Outgoing Post(string text, Uri? link = null, int pictures = 0) => new(
        "Überschrift", text, "de", link, [.. Enumerable.Range(1, Math.Max(pictures, LeastPictures)).Select(i => PictureOf(i, $"Bildbeschreibung {i}: Schnee über der Brücke ❄️"))], null, House.Now);

    /// <summary>How many pictures the plainest post has here.</summary>
    protected virtual int LeastPictures => 0;

    /// <summary>A picture that this network takes, where it can take it from.</summary>
    public virtual OutgoingPicture PictureOf(int number, string alt) => Picture(number, alt);

    public static OutgoingPicture Picture(int number, string alt, int bytes = 0)
    {
        // One pixel; what follows the end of a PNG is ignored and makes each a picture of its own.
        var content = (byte[])
        [
            .. Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
            (byte)number, .. new byte[bytes],
        ];
        return new OutgoingPicture(Convert.ToHexStringLower(SHA256.HashData(content)), "image/png", 1, 1, content.Length, alt, (0.25, -0.5),
            _ => Task.FromResult<Stream>(new MemoryStream(content)));
    }

    /// <summary>Prepares and sends, as the courier would when nothing goes wrong.</summary>
    public async Task<Step> Publish(Outgoing post, string key)
    {
        var errand = Errand(post, key, intentAt: House.Now);
        return await Publisher.Prepare(errand, default) ?? await Send(errand);
    }

    /// <summary>Sends, and asks after what the network still works on, as the round would.</summary>
    public async Task<Step> Send(Errand errand) => await Publisher.Send(errand, default) is var step && step is Step.Waiting waiting
        ? await Publisher.Poll(new(errand.Kind, errand.Key, errand.Post, Session, errand.Receipt, waiting.Ticket, PartsOf(errand.Key), (_, _, _) => Task.CompletedTask, Calls.Add) { IntentAt = errand.IntentAt }, default)
        : step;

    public string NewKey() => Publisher.NewKey(House.Now);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await House.DisposeAsync();
    }
}
