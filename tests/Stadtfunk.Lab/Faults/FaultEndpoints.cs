namespace Stadtfunk.Lab.Faults;

internal static class FaultEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/lab/faults", (FaultBoard board) => board.All());
        routes.MapPut("/lab/faults", (Fault[] faults, FaultBoard board) => { board.Replace(faults); return board.All(); });
        routes.MapPost("/lab/faults", (Fault fault, FaultBoard board) => { board.Add(fault); return board.All(); });
        routes.MapDelete("/lab/faults", (string? network, string? account, FaultBoard board) =>
        {
            board.Remove(network, account);
            return Results.NoContent();
        });
    }
}
