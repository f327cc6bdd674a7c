using System.Security.Cryptography;

namespace Stadtfunk.Lab.Accounts;

internal static class AccountEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/lab/accounts", (AccountBook book) => book.All());
        routes.MapPost("/lab/accounts", Open);
    }

    internal sealed record NewAccount(string Network, string Account, string? Token, string? Scopes);

    private static object Open(NewAccount wanted, AccountBook book)
    {
        var token = wanted.Token ?? NewToken();
        var account = book.Add(wanted.Network, wanted.Account, token, wanted.Scopes ?? Grant.AllScopes);
        return new { network = account.Network, account = account.Name, id = account.Id, token };
    }

    public static string NewToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
}
