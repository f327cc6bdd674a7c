namespace Stadtfunk.Lab.Accounts;

/// <summary>An account on one network. A channel of the slow network is one, too.</summary>
internal sealed record Account(string Network, string Name, string Id);

/// <summary>A token for an account (or, with an empty account, for an application alone). Scopes are separated by blanks.</summary>
internal sealed record Grant(string Network, string Account, string Token, string Scopes, bool Revoked = false)
{
    public const string AllScopes = "read write follow push profile";

    /// <summary>"write" covers "write:media"; any read of accounts covers "profile".</summary>
    public bool Covers(string scope) => Scopes.Split(' ').Any(held =>
        held == scope || scope.StartsWith(held + ':', StringComparison.Ordinal) || (scope == "profile" && held is "read" or "read:accounts"));
}
