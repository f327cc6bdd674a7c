using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Audit;
using Stadtfunk.Organisation.City;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation;

/// <summary>The API of this room: who am I, which units and channels are there.</summary>
internal static class OrganisationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").RequireAuthorization().WithTags("Organisation");
        api.MapGet("/me", Me).WithName("Me").WithSummary("The person of the token, and in which units it may do what.");
        api.MapGet("/units", Units).WithName("Units").WithSummary("The tree of units, depth first.");
        routes.MapGet("/desk/einstellungen/datei", Settings).RequireAuthorization().ExcludeFromDescription();
        routes.MapGet("/schrift/{hash:length(64)}.woff2", Font).ExcludeFromDescription();
        routes.MapGet("/desk/protokoll/datei", Audit).RequireAuthorization().ExcludeFromDescription();
        api.MapGet("/channels", Channels).WithName("Channels").WithSummary("The channel register, in name order.");
    }

    private static async Task<IResult> Settings(ExportSettings export, IActors actors, HttpContext http, CancellationToken ct)
    {
        var file = await export.Run(await actors.Current(ct), ct);
        http.Response.Headers.CacheControl = "no-store";
        return file.Ok ? TypedResults.File(file.Value, "application/json", "stadtfunk-einstellungen.json") : TypedResults.NotFound();
    }

    // Its address is its content: what a browser has, it need not ask for again.
    private static async Task<IResult> Font(FontDesk fonts, HttpContext http, string hash, CancellationToken ct)
    {
        if (await fonts.Read(hash, ct) is not { } bytes)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(bytes, "font/woff2", entityTag: new EntityTagHeaderValue($"\"{hash[..32]}\""));
    }

    private static async Task<IResult> Audit(ExportAudit export, IActors actors, HttpContext http, string? person, string? thing, string? first, string? last, CancellationToken ct)
    {
        var wish = new AuditWish(PersonId.TryParse(person, null, out var who) ? who : null, string.IsNullOrEmpty(thing) ? null : thing, Day(first), Day(last));
        var file = await export.Run(await actors.Current(ct), wish, ct);
        http.Response.Headers.CacheControl = "no-store";
        return file.Ok ? TypedResults.File(file.Value, "text/csv; charset=utf-8", "stadtfunk-protokoll.csv") : TypedResults.NotFound();
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day : null;

    private static async Task<Results<Ok<MeAnswer>, UnauthorizedHttpResult>> Me(IActors actors, CancellationToken ct)
    {
        var actor = await actors.Current(ct);
        if (!actor.IsSignedIn)
            return TypedResults.Unauthorized();
        return TypedResults.Ok(new MeAnswer(
            actor.Person, actor.Name,
            Enum.GetValues<Permission>().Where(actor.MayAnywhere).ToDictionary(permission => permission, actor.UnitsWith)));
    }

    private static async Task<Results<Ok<List<UnitAnswer>>, UnauthorizedHttpResult>> Units(IActors actors, IUnits units, CancellationToken ct)
    {
        if (!(await actors.Current(ct)).IsSignedIn)
            return TypedResults.Unauthorized();
        return TypedResults.Ok((await units.Tree(ct)).Select(unit => new UnitAnswer(unit.Id, unit.Parent, unit.Name, unit.Slug, unit.Depth)).ToList());
    }

    // Which channels a city has is public; which it is going to have is not, nor what is written for them.
    private static async Task<Results<Ok<List<ChannelAnswer>>, UnauthorizedHttpResult>> Channels(IActors actors, IChannels channels, CancellationToken ct)
    {
        var actor = await actors.Current(ct);
        if (!actor.IsSignedIn)
            return TypedResults.Unauthorized();
        return TypedResults.Ok((await channels.All(ct)).Where(channel => channel.State != ChannelState.Planned || actor.May(Permission.See, channel.Unit)).Select(ChannelAnswer.Of).ToList());
    }
}

internal sealed record MeAnswer(PersonId Id, string Name, Dictionary<Permission, IReadOnlyCollection<UnitId>> Permissions);

internal sealed record UnitAnswer(UnitId Id, UnitId? Parent, string Name, string Slug, int Depth);

internal sealed record ChannelAnswer(ChannelId Id, UnitId Unit, string Network, string Name, string Handle, Uri? PublicLink, ChannelState State, int CutOffMinutes)
{
    public static ChannelAnswer Of(ChannelView channel) => new(
        channel.Id, channel.Unit, channel.Network, channel.Name, channel.Handle, channel.PublicLink, channel.State, (int)channel.CutOff.TotalMinutes);
}
