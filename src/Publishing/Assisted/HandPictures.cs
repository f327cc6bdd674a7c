using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Assisted;

/// <summary>The pictures of a task, in the size in which the network takes them: to be saved or shared from the phone.</summary>
internal sealed class HandPictures(HandTasks tasks, OutgoingForm form)
{
    public async Task<Outcome<OutgoingPicture>> Run(Actor actor, DeliveryId delivery, int number, CancellationToken ct)
    {
        var opened = await tasks.Open(actor, delivery, ct);
        if (!opened.Ok)
            return Outcome<OutgoingPicture>.Refused(opened.Refusals);
        var row = opened.Value.Row;
        var built = await form.Build((await tasks.Newer(row, ct)).LastOrDefault() ?? row, [], (_, _, _) => Task.CompletedTask, ct);
        return built.Post?.Pictures.ElementAtOrDefault(number - 1) is { } picture ? picture : Refusal.NotFound("Publishing.PictureGone");
    }

    internal static string PathOf(DeliveryId delivery, int number) => $"{HandTasks.PathOf(delivery)}/bild/{number}";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/desk/aufgaben/{delivery}/bild/{number:int}",
        async (DeliveryId delivery, int number, HandPictures pictures, IActors actors, Words words, HttpContext http, CancellationToken ct) =>
        {
            var picture = await pictures.Run(await actors.Current(ct), delivery, number, ct);
            if (!picture.Ok)
                return Problems.Answer(picture.Refusals, words);
            http.Response.Headers.CacheControl = "private, max-age=600";
            return Results.Stream(await picture.Value.Open(ct), picture.Value.MediaType);
        }).RequireAuthorization().ExcludeFromDescription();
}
