using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
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

internal sealed record ShareForm(IFormCollection Sent);

/// <summary>
/// Where shared pictures arrive: one by one from the page that sends them and tries again, or all at once as a phone's form. Another site's page reaches
/// neither: it has no cookie here, and says itself where it comes from.
/// </summary>
internal static class ShareEndpoints
{
    private const string Flash = "stadtfunk-geteilt", Page = "/desk/teilen";
    private const int MostAtOnce = 20, MostFlash = 2000;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/desk/teilen/senden", Take).DisableAntiforgery().ExcludeFromDescription();

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

    private static async Task<IResult> Take(HttpContext http, TakeIntoTray take, IActors actors, Words words, CancellationToken ct)
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
        var form = await Read(request, ct);
        if (!form.Ok)
            said.Add((Outcome<IntoTray>.Refused(form.Refusals), ""));
        else
            foreach (var (place, file) in form.Value.Sent.Files.Where(file => file.Length > 0).Take(MostAtOnce).Index())
            {
                await using var bytes = file.OpenReadStream();
                var key = form.Value.Sent["key"].ToString() is { Length: > 0 } given ? (place == 0 ? given : $"{given}-{place}") : Guid.CreateVersion7().ToString();
                said.Add((await take.Run(actor, new SharedPicture(null, file.FileName, bytes, TextOf(form.Value.Sent), key), ct), file.FileName));
            }
        if (said.Count == 0)
            said.Add((Refusal.Invalid("Media.Share.Nothing"), ""));
        return byScript ? Answer(said[0].Outcome, words) : Back(http, said, words);
    }

    private static async Task<Outcome<ShareForm>> Read(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
            return Refusal.Invalid("Media.NotMultipart");
        // Our own limit speaks a sentence; the server's would cut the line. Above 64 KB a file lies on the disk, not in memory.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        try
        {
            var limits = new FormOptions { MultipartBodyLengthLimit = MostAtOnce * Upload.MaxBytes, ValueLengthLimit = 64 * 1024, ValueCountLimit = 32 };
            return new ShareForm(await request.ReadFormAsync(limits, ct));
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or BadHttpRequestException)
        {
            return Refusal.Invalid("Media.NotMultipart");
        }
    }

    private static string TextOf(IFormCollection form) =>
        string.Join('\n', new[] { "title", "text", "url" }.Select(name => form[name].ToString().Trim()).Where(text => text.Length > 0).Distinct());

    private static IResult Answer(Outcome<IntoTray> outcome, Words words) => outcome.Match(
        _ => Results.Json(new ShareAnswer(words["Media.Share.One"])),
        refusals => Results.Json(new ShareAnswer(string.Join(' ', refusals.Select(words.Of))), statusCode: Problems.Status(refusals[0].Kind)));

    private static IResult Back(HttpContext http, List<(Outcome<IntoTray> Outcome, string Name)> said, Words words)
    {
        var arrived = said.Count(one => one.Outcome.Ok);
        List<string> lines = arrived == 0 ? [] : [arrived == 1 ? words["Media.Share.One"] : words["Media.Share.Done", arrived]];
        lines.AddRange(said.Where(one => !one.Outcome.Ok).Select(one => $"{one.Name} {string.Join(' ', one.Outcome.Refusals.Select(words.Of))}".Trim()));
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
