using Stadtfunk.Lab.Accounts;

namespace Stadtfunk.Lab.Mastodon;

/// <summary>Who calls which server; put there by the door, handed to the routes as a parameter.</summary>
internal sealed record Caller(Instance Instance, Account? Account, Grant? Grant, string Root)
{
    /// <summary>The account behind the token; routes with a scope are never reached without one.</summary>
    public Account Me => Account ?? throw new InvalidOperationException("This route needs a scope.");

    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());
}

/// <summary>Mastodon's way of saying no: a status and {"error": …}.</summary>
internal static class Refusal
{
    public static readonly IResult NotFound = Say(404, "Record not found");

    public static IResult Say(int status, string error) => Results.Json(new { error }, statusCode: status);

    public static IResult Invalid(string what) => Say(422, $"Validation failed: {what}");
}
