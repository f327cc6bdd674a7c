namespace Stadtfunk.App;

/// <summary>Warnings that would stand in every start or every request and tell an operator nothing that is not decided and written down.</summary>
internal static class KnownSilence
{
    public static void AddKnownSilence(this ILoggingBuilder logging) => logging
        // Workstation garbage collection is meant: one small process per city.
        .AddFilter("Orleans.Runtime.Silo", LogLevel.Error)
        // Measures from the machine's start instead of its own; whether the program works is said by /health.
        .AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error)
        // A machine that is busy for a moment; the same.
        .AddFilter("Orleans.Runtime.MembershipService.LocalSiloHealthMonitor", LogLevel.Error)
        // A turn that waits for the disk is long on a busy machine; a round that is late is said by /health.
        .AddFilter("Orleans.Runtime.Scheduler.WorkItemGroup", LogLevel.Error)
        // Keys lie in the data folder, unencrypted and for its owner alone: docs/operating.md.
        .AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error)
        // The pages before the desk forbid caching themselves, and more strictly.
        .AddFilter("Microsoft.AspNetCore.Antiforgery.DefaultAntiforgery", LogLevel.Error)
        // A request without a token is answered, not told.
        .AddFilter("Stadtfunk.Organisation.Tokens.TokenScheme", LogLevel.Warning);
}
