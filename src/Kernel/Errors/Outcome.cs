using System.Diagnostics.CodeAnalysis;

namespace Stadtfunk.Kernel.Errors;

/// <summary>How a refusal is answered over HTTP, and how a page treats it.</summary>
public enum RefusalKind
{
    /// <summary>The input is not acceptable (422).</summary>
    Invalid,

    /// <summary>The asker may not (403).</summary>
    Forbidden,

    /// <summary>There is no such thing, or the asker may not know of it (404).</summary>
    NotFound,

    /// <summary>Somebody was quicker, or the state does not allow it (409).</summary>
    Conflict,

    /// <summary>Too much at once (429).</summary>
    TooMany,

    /// <summary>A part that is needed is away for now (503).</summary>
    Unavailable,
}

/// <summary>
/// An expected no: a key of a sentence fit for the user and its arguments. The sentence itself is in the room's Texts, German and English.
/// </summary>
/// <param name="Key">Room and name, for example <c>Editorial.AltTextMissing</c>.</param>
/// <param name="Kind">How it is answered.</param>
/// <param name="Args">What the sentence names; a nested <see cref="Refusal"/> becomes its own sentence.</param>
public sealed record Refusal(string Key, RefusalKind Kind, params object[] Args)
{
    /// <summary>The field that the sentence is about, for forms and problem details; null for the whole.</summary>
    public string? Field { get; init; }

    public static Refusal Invalid(string key, params object[] args) => new(key, RefusalKind.Invalid, args);
    public static Refusal Forbidden() => new("Kernel.Forbidden", RefusalKind.Forbidden);
    public static Refusal Forbidden(string key, params object[] args) => new(key, RefusalKind.Forbidden, args);
    public static Refusal NotFound(string key, params object[] args) => new(key, RefusalKind.NotFound, args);
    public static Refusal Conflict(string key, params object[] args) => new(key, RefusalKind.Conflict, args);

    public Refusal On(string field) => this with { Field = field };
}

/// <summary>What a use case answers: a value, or one or more refusals and nothing changed.</summary>
public sealed class Outcome<T>
{
    private Outcome(T? value, IReadOnlyList<Refusal> refusals)
    {
        Value = value;
        Refusals = refusals;
    }

    public T? Value { get; }

    /// <summary>Empty when it went well.</summary>
    public IReadOnlyList<Refusal> Refusals { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool Ok => Refusals.Count == 0;

    public static implicit operator Outcome<T>(T value) => new(value, []);
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, [refusal]);
    public static implicit operator Outcome<T>(List<Refusal> refusals) => Refused(refusals);

    public static Outcome<T> Refused(IReadOnlyList<Refusal> refusals) =>
        refusals.Count > 0 ? new(default, refusals) : throw new ArgumentException("A refusal needs a reason.", nameof(refusals));

    public TResult Match<TResult>(Func<T, TResult> ok, Func<IReadOnlyList<Refusal>, TResult> refused) =>
        Ok ? ok(Value) : refused(Refusals);

    public Outcome<TOther> To<TOther>(Func<T, TOther> map) => Ok ? map(Value) : Outcome<TOther>.Refused(Refusals);
}

/// <summary>For use cases that answer only "done".</summary>
public readonly record struct Done
{
    public static Outcome<Done> Ok { get; } = new Done();
}
