namespace Stadtfunk.Lab.Ledger;

internal static class LedgerEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/lab/ledger", (string? network, string? account, string? kind, string? key, Book book) => book.Read(network, account, kind, key));
}
