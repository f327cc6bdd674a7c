using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Stadtfunk.Tests.Support;

/// <summary>A passkey as a phone keeps it: answers the questions of the house as WebAuthn says, for the name "localhost". It asks nobody for a finger.</summary>
internal sealed class KeyRing : IDisposable
{
    private const byte Present = 0x01, Verified = 0x04, WithKey = 0x40;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    private uint count;

    /// <summary>The person's id, as the house told it when the key was made.</summary>
    public string Owner { get; set; } = "";

    /// <summary>Of the page, as the browser signs it.</summary>
    public string Origin { get; init; } = "http://localhost";

    /// <summary>The answer to the question for a new key.</summary>
    public string Make(string question)
    {
        var asked = JsonNode.Parse(question)!;
        Owner = (string)asked["user"]!["id"]!;
        var client = Client("webauthn.create", asked);
        var point = key.ExportParameters(false).Q;
        // A map of five: EC2 key, ES256, on P-256, x and y.
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. Said(Present | Verified | WithKey), .. new byte[16], 0, (byte)id.Length, .. id, .. cose];
        byte[] attestation = [0xA3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xA0, .. Text("authData"), 0x58, (byte)data.Length, .. data];
        return Answer(new JsonObject { ["clientDataJSON"] = Base64Url.EncodeToString(client), ["attestationObject"] = Base64Url.EncodeToString(attestation), ["transports"] = new JsonArray("internal") });
    }

    /// <summary>The answer to the question at the door.</summary>
    public string Open(string question)
    {
        var client = Client("webauthn.get", JsonNode.Parse(question)!);
        count++;
        var data = Said(Present | Verified);
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client), ["authenticatorData"] = Base64Url.EncodeToString(data), ["signature"] = Base64Url.EncodeToString(signature), ["userHandle"] = Owner,
        });
    }

    public void Dispose() => key.Dispose();

    private byte[] Client(string type, JsonNode asked) => Encoding.UTF8.GetBytes(
        new JsonObject { ["type"] = type, ["challenge"] = (string)asked["challenge"]!, ["origin"] = Origin, ["crossOrigin"] = false }.ToJsonString());

    private static byte[] Text(string text) => [(byte)(0x60 | text.Length), .. Encoding.ASCII.GetBytes(text)];

    private byte[] Said(int flags)
    {
        var counted = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counted, count);
        return [.. SHA256.HashData("localhost"u8), (byte)flags, .. counted];
    }

    private string Answer(JsonObject response) => new JsonObject
    {
        ["id"] = Base64Url.EncodeToString(id), ["rawId"] = Base64Url.EncodeToString(id), ["type"] = "public-key", ["authenticatorAttachment"] = "platform", ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    }.ToJsonString();
}
