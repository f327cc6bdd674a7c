using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Publishing.Connections;

/// <summary>
/// How an account is named in deliveries. A channel is one account: what was sent under one can only be looked up, changed and taken away there.
/// </summary>
internal static class Accounts
{
    public static string Of(Session session) => Of(session.Server.AbsoluteUri, session.AccountId);

    /// <summary>A decentralised identifier stays the same when its account moves to another server; any other id is its server's.</summary>
    public static string Of(string server, string account) =>
        account.StartsWith("did:", StringComparison.Ordinal) ? account : $"{server} {account}";
}
