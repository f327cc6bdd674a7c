using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Kernel.Http;

/// <summary>One sentence of a refusal over HTTP.</summary>
/// <param name="Field">What it is about; null for the whole.</param>
/// <param name="Code">Stable word of the sentence, for example <c>Editorial.AltTextMissing</c>.</param>
/// <param name="Sentence">In the caller's language.</param>
public sealed record ProblemSentence(string? Field, string Code, string Sentence);

/// <summary>Answers refusals as problem details (RFC 9457): status by the kind of the first, every sentence under <c>errors</c>.</summary>
public static class Problems
{
    public static IResult Answer(IReadOnlyList<Refusal> refusals, Words words)
    {
        var first = refusals[0];
        return Results.Problem(
            statusCode: Status(first.Kind),
            title: words[$"Kernel.Problem.{first.Kind}"],
            detail: string.Join(' ', refusals.Select(words.Of)),
            extensions: new Dictionary<string, object?>
            {
                ["errors"] = refusals.Select(refusal => new ProblemSentence(
                    refusal.Field is { } field ? JsonNamingPolicy.CamelCase.ConvertName(field) : null, refusal.Key, words.Of(refusal))).ToList(),
            });
    }

    /// <summary>The value as 200, or the refusals.</summary>
    public static IResult Answer<T>(Outcome<T> outcome, Words words) => Answer(outcome, words, value => Results.Ok(value));

    public static IResult Answer<T>(Outcome<T> outcome, Words words, Func<T, IResult> ok) =>
        outcome.Match(ok, refusals => Answer(refusals, words));

    public static int Status(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}
