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

/// <param name="Who">Stands for a person on a device, so that nobody sends what somebody else shared there.</param>
/// <param name="Units">Those to choose from; none where there is nothing to choose.</param>
/// <param name="Unit">What was chosen the last time; null for nothing.</param>
internal sealed record ShareWho(string Who, IReadOnlyList<ShareUnit> Units, string? Unit);

internal sealed record ShareUnit(string Id, string Name);

/// <param name="There">How many bytes of the picture are here.</param>
internal sealed record ShareStand(long There);

/// <summary>
/// Where shared pictures arrive: one by one from the page that sends them and tries again, large ones in pieces, or all at once as a phone's form. Another site's page reaches
/// neither: it has no cookie here, and says itself where it comes from.
/// </summary>
internal static class ShareEndpoints
{
    public const string Page = "/desk/teilen";
    private const string Flash = "stadtfunk-geteilt";
    private const int MostFlash = 2000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/teilen/senden", Take).DisableAntiforgery().ExcludeFromDescription();
        routes.MapGet("/desk/teilen/stand", Stand).ExcludeFromDescription();
        routes.MapPost("/desk/teilen/teil", Piece).DisableAntiforgery().ExcludeFromDescription();
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

    private static async Task<IResult> Who(HttpContext http, ShareUnits units, IActors actors, Words words, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        var actor = await actors.Current(ct);
        if (!actor.IsSignedIn)
            return NotSignedIn(words);
        var choice = await units.Run(actor, http.Request, ct);
        return Results.Json(new ShareWho(ShareUnits.MarkOf(actor), choice.Asks ? [.. choice.Units.Select(unit => new ShareUnit($"{unit.Id}", unit.Name))] : [], choice.Last?.ToString()));
    }

    /// <summary>How much of a picture has arrived.</summary>
    private static async Task<IResult> Stand(string key, long ganz, HttpContext http, ShareParts parts, IActors actors, Words words, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        var actor = await actors.Current(ct);
        return actor.IsSignedIn ? Results.Json(new ShareStand(parts.There(actor, key, ganz))) : NotSignedIn(words);
    }

    /// <summary>A piece of a picture, from this byte on.</summary>
    private static async Task<IResult> Piece(string key, long ab, HttpContext http, ShareParts parts, IActors actors, Words words, CancellationToken ct)
    {
        if (FromElsewhere(http.Request) || !http.Request.Headers.ContainsKey(VideoEndpoints.OwnPage))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var actor = await actors.Current(ct);
        if (!actor.IsSignedIn)
            return NotSignedIn(words);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = ShareParts.MostBytes;
        var added = await parts.Add(actor, key, ab, http.Request.Body, ct);
        return added.Ok ? Results.Json(new ShareStand(added.Value)) : Refused(added.Refusals, words);
    }

    private static bool FromElsewhere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "none" or "same-origin");

    private static IResult NotSignedIn(Words words) => Results.Json(new ShareAnswer(words["Media.Share.SignIn"]), statusCode: StatusCodes.Status401Unauthorized);

    private static async Task<IResult> Take(HttpContext http, TakeIntoTray take, ShareParts parts, ShareUnits units, FileStore store, IActors actors, Words words, CancellationToken ct)
    {
        var request = http.Request;
        if (FromElsewhere(request))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var byScript = request.Headers.ContainsKey(VideoEndpoints.OwnPage);
        var actor = await actors.Current(ct);
        if (!actor.IsSignedIn)
        {
            if (byScript)
                return NotSignedIn(words);
            Tell(http, words["Media.Share.SignIn"]);
            return Results.Redirect($"/anmelden?zu={Uri.EscapeDataString(Page)}");
        }
        var said = new List<(Outcome<IntoTray> Outcome, string Name)>();
        var (most, left) = (byScript ? 1 : ShareForm.MostAtOnce, 0);
        var form = await ShareForm.Read(request, most, store, ct);
        var choice = await units.Run(actor, request, ct);
        var unit = form.Ok && UnitId.TryParse(form.Value.Sent["unit"], null, out var wanted) ? wanted : choice.Last;
        if (!form.Ok)
            said.Add((Outcome<IntoTray>.Refused(form.Refusals), ""));
        else if (byScript && form.Value.Sent["name"].ToString() is { Length: > 0 } name)
            said.Add((await Whole(actor, unit, form.Value.Sent, name, take, parts, ct), name));
        else
        {
            var files = form.Value.Sent.Files.Where(file => file.Length > 0).ToList();
            left = Math.Max(0, files.Count - most);
            foreach (var (place, file) in files.Take(most).Index())
            {
                await using var bytes = file.OpenReadStream();
                var key = form.Value.Sent["key"].ToString() is { Length: > 0 } given ? (place == 0 ? given : $"{given}-{place}") : Guid.CreateVersion7().ToString();
                said.Add((await take.Run(actor, new SharedPicture(unit, file.FileName, bytes, TextOf(form.Value.Sent), key), ct), file.FileName));
            }
        }
        if (said.Count == 0)
            said.Add((Refusal.Invalid("Media.Share.Nothing"), ""));
        if (choice.Asks && unit is { } chosen && said.Exists(one => one.Outcome.Ok))
            ShareUnits.Keep(http, actor, chosen);
        return byScript ? Answer(said[0].Outcome, words) : Back(http, said, left, choice.Asks ? choice.NameOf(unit ?? choice.Units[0].Id) : "", words);
    }

    /// <summary>All its pieces are here, says the sender.</summary>
    private static async Task<Outcome<IntoTray>> Whole(Actor actor, UnitId? unit, IFormCollection form, string name, TakeIntoTray take, ShareParts parts, CancellationToken ct)
    {
        var key = form["key"].ToString();
        Outcome<IntoTray> outcome;
        // Of what was here before, the pieces are gone: the tray knows it by its key.
        await using (Stream bytes = parts.Open(actor, key) ?? Stream.Null)
        {
            outcome = await take.Run(actor, new SharedPicture(unit, name, bytes, TextOf(form), key), ct);
            if (bytes == Stream.Null && !outcome.Ok)
                return new Refusal("Media.Share.Cut", RefusalKind.Unavailable);
        }
        if (outcome.Ok || outcome.Refusals[0].Kind == RefusalKind.Invalid)
            parts.Forget(actor, key);
        return outcome;
    }

    private static string TextOf(IFormCollection form) =>
        string.Join('\n', new[] { "title", "text", "url" }.Select(name => form[name].ToString().Trim()).Where(text => text.Length > 0).Distinct());

    private static IResult Answer(Outcome<IntoTray> outcome, Words words) => outcome.Match(
        _ => Results.Json(new ShareAnswer(words["Media.Share.One"])),
        refusals => Refused(refusals, words));

    private static IResult Refused(IReadOnlyList<Refusal> refusals, Words words) =>
        Results.Json(new ShareAnswer(string.Join(' ', refusals.Select(words.Of))), statusCode: Problems.Status(refusals[0].Kind));

    private static IResult Back(HttpContext http, List<(Outcome<IntoTray> Outcome, string Name)> said, int left, string unit, Words words)
    {
        var arrived = said.Count(one => one.Outcome.Ok);
        List<string> lines = arrived == 0 ? [] : [arrived == 1 ? words["Media.Share.One"] : words["Media.Share.Done", arrived]];
        if (arrived > 0 && unit.Length > 0)
            lines.Add(words["Media.Share.For", unit]);
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
