using System.Text.Json;
using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.Described;

/// <summary>
/// Stands before the networks that have a published description: a call that it does not know is refused before the stand-in sees it, and written into the ledger as
/// "broken"; so is an answer of the stand-in's own that does not fit, and whoever asked gets a 500 that no network gives.
/// </summary>
internal sealed class DescriptionDoor(RequestDelegate next, IEnumerable<IDescription> descriptions, Book book, LabClock clock)
{
    public async Task Invoke(HttpContext context)
    {
        foreach (var description in descriptions)
        {
            if (await description.Of(context) is not { } call) continue;
            // Who calls comes before what is called: without a token that is known the stand-in says so itself.
            if (call.Fault is null || call.Account.Length == 0)
            {
                await Pass(context, description, call);
                return;
            }
            Write(description, call, call.Fault);
            await description.Refuse(call).ExecuteAsync(context);
            return;
        }
        await next(context);
    }

    private async Task Pass(HttpContext context, IDescription description, DescribedCall call)
    {
        var wire = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = wire;
        }
        if (context.Response.StatusCode == 200 && held.Length > 0 && Fault(call, held.ToArray()) is { } fault)
        {
            Write(description, call, $"answer: {fault}");
            context.Response.Headers.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await context.Response.WriteAsync($"The Lab's answer to {call.Name} does not fit the description of {description.Network}: {fault}.");
            return;
        }
        held.Position = 0;
        await held.CopyToAsync(wire, context.RequestAborted);
    }

    private static string? Fault(DescribedCall call, byte[] answer)
    {
        try
        {
            return call.Answer?.Invoke(JsonSerializer.Deserialize<JsonElement>(answer));
        }
        catch (JsonException)
        {
            return "it is no JSON";
        }
    }

    private void Write(IDescription description, DescribedCall call, string fault) =>
        book.Append(new Entry { At = clock.Now, Network = description.Network, Account = call.Account, Kind = Entry.Broken, Id = call.Name, Text = fault });
}
