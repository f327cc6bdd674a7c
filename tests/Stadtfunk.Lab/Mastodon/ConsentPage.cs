using System.Net;

namespace Stadtfunk.Lab.Mastodon;

/// <summary>What an application asks for when it sends somebody to /oauth/authorize; the consent form carries it back.</summary>
internal sealed record Consent(App App, string RedirectUri, string Scopes, string? State, string? Challenge)
{
    public const string OutOfBand = "urn:ietf:wg:oauth:2.0:oob";

    /// <summary>Null with a sentence where a real server shows an error page instead of going back to the application.</summary>
    public static Consent? Of(Fields fields, AppRegistry apps, out string error)
    {
        error = "";
        if (apps.Find(fields["client_id"]) is not { } app) error = "Client authentication failed due to unknown client.";
        else if (fields["redirect_uri"] is not { } redirect || !app.RedirectUris.Contains(redirect)) error = "The redirect uri included is not valid.";
        else if (fields["response_type"] is not "code") error = "The authorization server does not support this response type.";
        else if (!AppRegistry.Within(fields["scope"] ?? "read", app.Scopes)) error = "The requested scope is invalid, unknown, or malformed.";
        else if (fields["code_challenge"] is not null && fields["code_challenge_method"] is not "S256") error = "The code_challenge_method must be S256.";
        else return new Consent(app, redirect, fields["scope"] ?? "read", fields["state"], fields["code_challenge"]);
        return null;
    }

    public string Back(params (string Name, string? Value)[] parameters)
    {
        var query = string.Join('&', parameters.Append(("state", State)).Where(one => one.Item2 is not null)
            .Select(one => $"{one.Item1}={Uri.EscapeDataString(one.Item2!)}"));
        return RedirectUri + (RedirectUri.Contains('?') ? '&' : '?') + query;
    }
}

internal static class ConsentPage
{
    public static IResult Show(Consent consent, IEnumerable<string> accounts)
    {
        var choices = string.Concat(accounts.Select((name, index) =>
            $"<p><label><input type=\"radio\" name=\"account\" value=\"{Safe(name)}\"{(index == 0 ? " checked" : "")}> @{Safe(name)}</label></p>"));
        return Html("Authorisation required", $"""
            <p><strong>{Safe(consent.App.Name)}</strong> asks for: {Safe(consent.Scopes)}</p>
            <form method="post" action="/oauth/authorize">
              {Hidden("client_id", consent.App.ClientId)}{Hidden("redirect_uri", consent.RedirectUri)}{Hidden("response_type", "code")}
              {Hidden("scope", consent.Scopes)}{Hidden("state", consent.State)}{Hidden("code_challenge", consent.Challenge)}
              {Hidden("code_challenge_method", consent.Challenge is null ? null : "S256")}
              <fieldset><legend>Account</legend>{choices}</fieldset>
              <p><button name="decision" value="approve">Authorise</button> <button name="decision" value="deny">Deny</button></p>
            </form>
            """);
    }

    public static IResult Code(string code) => Html("Authorisation code", $"<p><code>{Safe(code)}</code></p>");

    public static IResult Error(string sentence) => Html("An error has occurred", $"<p>{Safe(sentence)}</p>", 400);

    private static IResult Html(string title, string body, int status = 200) => Results.Content(
        $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>"
        + $"<body style=\"font-family:sans-serif;max-width:30rem;margin:3rem auto\"><h1>{title}</h1>{body}</body></html>",
        "text/html; charset=utf-8", null, status);

    private static string Hidden(string name, string? value) => value is null ? "" : $"<input type=\"hidden\" name=\"{name}\" value=\"{Safe(value)}\">";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
