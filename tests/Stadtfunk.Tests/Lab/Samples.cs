using System.Buffers.Binary;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Lab;

/// <summary>The few calls that the tests of the Lab make again and again.</summary>
internal static class Samples
{
    /// <summary>The head of a PNG: all that a server looks at which does not decode.</summary>
    public static byte[] Png(int width = 16, int height = 8)
    {
        byte[] bytes = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

    public static HttpRequestMessage Post(this LabProcess lab, LabAccount account, string text, string? key = null, params (string, string)[] more)
    {
        var fields = more.Prepend(("status", text)).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2));
        var request = lab.Request(HttpMethod.Post, "api/v1/statuses", account, new FormUrlEncodedContent(fields));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    public static HttpRequestMessage Upload(this LabProcess lab, LabAccount account, byte[] file, string? description = null)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "bild.png" } };
        if (description is not null) form.Add(new StringContent(description), "description");
        return lab.Request(HttpMethod.Post, "api/v2/media", account, form);
    }

    public static HttpRequestMessage Slow(this LabProcess lab, LabAccount channel, string key, string text) =>
        lab.Request(HttpMethod.Post, $"slow/{channel.Account}/posts", channel, JsonContent.Create(new { key, text }));

    /// <summary>Sends, and gives status and body; the body is empty where it is not JSON.</summary>
    public static async Task<(int Status, JsonNode Body, HttpResponseMessage Answer)> Send(
        this LabProcess lab, HttpRequestMessage request, CancellationToken ct)
    {
        var answer = await lab.Http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return ((int)answer.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text)! : new JsonObject(), answer);
    }
}
