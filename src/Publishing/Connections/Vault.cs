using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Publishing.Connections;

/// <summary>Encrypts and decrypts what a connection must keep. Without the key files of the data folder the rows are useless.</summary>
internal sealed class Vault(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Stadtfunk.Publishing.Connections.v1");

    public string Close(IReadOnlyDictionary<string, string> secrets) => protector.Protect(JsonSerializer.Serialize(secrets));

    /// <summary>Null when the key that closed it is not here (a restored database without its keys).</summary>
    public IReadOnlyDictionary<string, string>? Open(string secrets)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(protector.Unprotect(secrets));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The same for one word.</summary>
    public string CloseOne(string secret) => Close(new Dictionary<string, string> { [""] = secret });

    public string? OpenOne(string secret) => Open(secret)?.GetValueOrDefault("");

    public Session? Open(Connection connection) => connection.IsConnected && Open(connection.Secrets) is { } secrets
        ? new Session(new Uri(connection.Server), connection.AccountId, connection.Handle, secrets) { ExpiresAt = connection.ExpiresAt, EndsAt = connection.EndsAt }
        : null;
}
