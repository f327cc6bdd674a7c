using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Videos;

namespace Stadtfunk.Media.Tray;

/// <param name="Said">What became of it, in the reader's language.</param>
internal sealed record ShareAnswer(string Said);

/// <param name="Who">Stands for a person on a device, so that nobody sends what somebody else shared there.</param>
internal sealed record ShareWho(string Who);

/// <summary>
/// Where shared pictures arrive: one by one from the page that sends them and tries again, or all at once as a phone's form. Another site's page reaches
/// neither: it has no cookie here, and says itself where it comes from.
/// </summary>
internal static class ShareEndpoints
{
    private const string Flash = "stadtfunk-geteilt", Page = "/desk/teilen";
    private const int MostFlash = 2000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/teilen/senden", Take).DisableAntiforgery().ExcludeFromDescription();
        routes.MapGet("/desk/teilen/wer", Who).ExcludeFromDescription();
    }

    /// <summary>What the form before this page has to say; once.</summary>
    public static string? Told(HttpContext http)
    {
        if (http.Request.Cookies[Flash] is not { Length: > 0 } told)
            return null;
        http.Response.Cookies.Delete(Flash, new CookieOptions { Path = Page });
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(told));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static async Task<IResult> Who(HttpContext http, IActors actors, Words words, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        var actor = await actors.Current(ct);
        return actor.IsSignedIn
            ? Results.Json(new ShareWho(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Page}/{actor.Person}")))[..16]))
            : Results.Json(new ShareAnswer(words["Media.Share.SignIn"]), statusCode: StatusCodes.Status401Unauthorized);
    }

    private static async Task<IResult> Take(HttpContext http, TakeIntoTray take, FileStore store, IActors actors, Words words, CancellationToken ct)
    {
        var request = http.Request;
        if (request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "none" or "same-origin"))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var byScript = request.Headers.ContainsKey(VideoEndpoints.OwnPage);
        var actor = await actors.Current(ct);
        if (!actor.IsSignedIn)
        {
            if (byScript)
                return Results.Json(new ShareAnswer(words["Media.Share.SignIn"]), statusCode: StatusCodes.Status401Unauthorized);
            Tell(http, words["Media.Share.SignIn"]);
            return Results.Redirect($"/anmelden?zu={Uri.EscapeDataString(Page)}");
        }
        var said = new List<(Outcome<IntoTray> Outcome, string Name)>();
        var (most, left) = (byScript ? 1 : ShareForm.MostAtOnce, 0);
        var form = await ShareForm.Read(request, most, store, ct);
        if (!form.Ok)
            said.Add((Outcome<IntoTray>.Refused(form.Refusals), ""));
        else
        {
            var files = form.Value.Sent.Files.Where(file => file.Length > 0).ToList();
            left = Math.Max(0, files.Count - most);
            foreach (var (place, file) in files.Take(most).Index())
            {
                await using var bytes = file.OpenReadStream();
                var key = form.Value.Sent["key"].ToString() is { Length: > 0 } given ? (place == 0 ? given : $"{given}-{place}") : Guid.CreateVersion7().ToString();
                said.Add((await take.Run(actor, new SharedPicture(null, file.FileName, bytes, TextOf(form.Value.Sent), key), ct), file.FileName));
            }
        }
        if (said.Count == 0)
            said.Add((Refusal.Invalid("Media.Share.Nothing"), ""));
        return byScript ? Answer(said[0].Outcome, words) : Back(http, said, left, words);
    }

    private static string TextOf(IFormCollection form) =>
        string.Join('\n', new[] { "title", "text", "url" }.Select(name => form[name].ToString().Trim()).Where(text => text.Length > 0).Distinct());

    private static IResult Answer(Outcome<IntoTray> outcome, Words words) => outcome.Match(
        _ => Results.Json(new ShareAnswer(words["Media.Share.One"])),
        refusals => Results.Json(new ShareAnswer(string.Join(' ', refusals.Select(words.Of))), statusCode: Problems.Status(refusals[0].Kind)));

    private static IResult Back(HttpContext http, List<(Outcome<IntoTray> Outcome, string Name)> said, int left, Words words)
    {
        var arrived = said.Count(one => one.Outcome.Ok);
        List<string> lines = arrived == 0 ? [] : [arrived == 1 ? words["Media.Share.One"] : words["Media.Share.Done", arrived]];
        lines.AddRange(said.Where(one => !one.Outcome.Ok).Select(one => $"{one.Name} {string.Join(' ', one.Outcome.Refusals.Select(words.Of))}".Trim()));
        if (left > 0)
            lines.Add(words["Media.Share.Left", left, ShareForm.MostAtOnce]);
        Tell(http, string.Join(' ', lines));
        http.Response.Headers.Location = Page;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    // For the one who sent it and nobody else; too short-lived and too small to need a table.
    private static void Tell(HttpContext http, string text) => http.Response.Cookies.Append(
        Flash,
        WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(TrayEntry.Short(text, MostFlash / 2))),
        new CookieOptions { Path = Page, HttpOnly = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromMinutes(10), Secure = http.Request.IsHttps });
}
