using System.Net;

namespace Stadtfunk.Lab.Oauth;

/// <summary>The page of a network on which somebody agrees. Tests post the form that it shows.</summary>
internal static class AgreePage
{
    public static IResult Show(string network, HttpRequest request, IEnumerable<string> accounts)
    {
        var hidden = string.Concat(request.Query.Select(one => $"<input type=\"hidden\" name=\"{Safe(one.Key)}\" value=\"{Safe(one.Value.ToString())}\">"));
        var choices = string.Concat(accounts.Select((name, index) =>
            $"<p><label><input type=\"radio\" name=\"account\" value=\"{Safe(name)}\"{(index == 0 ? " checked" : "")}> @{Safe(name)}</label></p>"));
        return Html($"{network} (Lab)", $"""
            <p>The application asks for: {Safe(request.Query["scope"].ToString())}</p>
            <form method="post" action="{Safe(request.Path)}">
              {hidden}
              <fieldset><legend>Account</legend>{choices}</fieldset>
              <p><button name="decision" value="approve">Authorise</button> <button name="decision" value="deny">Deny</button></p>
            </form>
            """);
    }

    public static IResult Back(string redirectUri, string? state, params (string Name, string Value)[] said)
    {
        var query = string.Join('&', said.Concat(state is null ? [] : [("state", state)]).Select(one => $"{one.Item1}={Uri.EscapeDataString(one.Item2)}"));
        return Results.Redirect(redirectUri + (redirectUri.Contains('?') ? '&' : '?') + query);
    }

    public static IResult Error(string sentence) => Html("Something went wrong", $"<p>{Safe(sentence)}</p>", 400);

    private static IResult Html(string title, string body, int status = 200) => Results.Content(
        $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>"
        + $"<body style=\"font-family:sans-serif;max-width:30rem;margin:3rem auto\"><h1>{title}</h1>{body}</body></html>",
        "text/html; charset=utf-8", null, status);

    private static string Safe(string? text) => WebUtility.HtmlEncode(text ?? "");
}
