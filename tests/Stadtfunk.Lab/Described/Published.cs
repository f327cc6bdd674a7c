using System.Text.Json;

namespace Stadtfunk.Lab.Described;

/// <summary>The published descriptions, cut down by cut.py, as they lie beside the stand-ins.</summary>
internal static class Published
{
    public static JsonElement Read(string network, string file)
    {
        using var stream = typeof(Published).Assembly.GetManifestResourceStream($"Stadtfunk.Lab.{network}.Description.{file}")
            ?? throw new InvalidOperationException($"The Lab has no description {file}.");
        return JsonSerializer.Deserialize<JsonElement>(stream);
    }

    /// <summary>A body of JSON, which is read again afterwards. Undefined where it is none.</summary>
    public static async Task<JsonElement> Json(HttpRequest request)
    {
        request.EnableBuffering();
        try
        {
            // Not bound to the caller's patience: a request that has arrived takes effect even if the caller has hung up.
            return await JsonSerializer.DeserializeAsync<JsonElement>(request.Body, cancellationToken: CancellationToken.None);
        }
        catch (JsonException)
        {
            return default;
        }
        finally
        {
            request.Body.Position = 0;
        }
    }
}
