using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Lab.Accounts;

namespace Stadtfunk.Lab.Meta;

/// <summary>The one app that is registered here, its codes, and the tokens of people who have agreed to it.</summary>
internal sealed class MetaApp(LabClock clock)
{
    public const string Id = "4711000000000815";
    public const string Secret = "5ad7f0e4c1b2a39680d1e2f3a4b5c6d7";

    private readonly Lock gate = new();
    private readonly Dictionary<string, Consent> codes = [];
    private readonly Dictionary<string, Consent> people = [];

    /// <summary>What a person has agreed to.</summary>
    /// <param name="Accounts">Names of the pages that the person manages and has ticked; of a network without pages the person's own account.</param>
    public sealed record Consent(string Network, IReadOnlyList<string> Accounts, IReadOnlyList<string> Scopes, string Redirect, DateTime Ends);

    public string Code(string network, IReadOnlyList<string> accounts, IReadOnlyList<string> scopes, string redirect)
    {
        var code = AccountEndpoints.NewToken();
        lock (gate) codes[code] = new Consent(network, accounts, scopes, redirect, clock.Now.AddMinutes(10));
        return code;
    }

    /// <summary>Once, in ten minutes, and only with the address that the code was sent to.</summary>
    public Consent? Redeem(string network, string? code, string? redirect)
    {
        lock (gate)
            return code is not null && codes.Remove(code, out var consent) && consent.Network == network && consent.Redirect == redirect && consent.Ends > clock.Now ? consent : null;
    }

    /// <summary>A token of a person.</summary>
    public string Person(Consent consent, TimeSpan lives)
    {
        var token = AccountEndpoints.NewToken();
        lock (gate) people[token] = consent with { Ends = clock.Now + lives };
        return token;
    }

    public Consent? Of(string? token)
    {
        lock (gate) return token is not null && people.GetValueOrDefault(token) is { } consent && consent.Ends > clock.Now ? consent : null;
    }

    public void Reset()
    {
        lock (gate)
        {
            codes.Clear();
            people.Clear();
        }
    }

    public static bool IsRight(string? id, string? secret) => id == Id && secret == Secret;

    public static bool Proves(string? proof, string token) =>
        proof == Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(token)));
}
