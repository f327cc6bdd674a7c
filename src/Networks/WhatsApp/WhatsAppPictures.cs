using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Meta;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.WhatsApp;

/// <summary>Reads which pictures came to the city's number, and what was written beside them, and fetches them. Nothing is sent here: what the city says in its channel is posted by hand.</summary>
internal sealed class WhatsAppPictures(Caller caller, FileLine files, IOptions<WhatsAppSettings> settings) : IWhatsAppPictures
{
    public const string Door = "whatsapp";

    public IReadOnlyList<PictureMessage> In(ReadOnlyMemory<byte> hook, string number)
    {
        if (HookSign.Json(hook) is not { } json || json.Text("object") != "whatsapp_business_account")
            return [];
        var found = new List<PictureMessage>();
        foreach (var value in json.Items("entry").SelectMany(entry => entry.Items("changes")).Select(change => change.At("value")).OfType<JsonElement>())
            if (value.Text("metadata", "phone_number_id") == number)
                found.AddRange(value.Items("messages").Select(message => Read(message, value)).OfType<PictureMessage>());
        return found;
    }

    public async Task<FetchedFile> Fetch(string token, string number, PictureMessage picture, long most, CancellationToken ct)
    {
        var answer = await Get(token, $"{Uri.EscapeDataString(picture.File)}?phone_number_id={Uri.EscapeDataString(number)}", "GET media", ct);
        if (FaultOf(answer) is { } fault)
            return FetchedFile.Not(fault);
        var heard = (Answer.Heard)answer;
        if (long.TryParse(heard.Json?.At("file_size")?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > most)
            return FetchedFile.Not(FetchFault.TooLarge);
        if (!Uri.TryCreate(heard.Text("url"), UriKind.Absolute, out var address))
            return FetchedFile.Not(FetchFault.Later);
        if (!settings.Value.Keeps(address))
            return FetchedFile.Not(FetchFault.Elsewhere);
        var file = await files.Get(address, token, most, ct);
        if (file.Fault is not null)
            return file;
        // What the call said, which was signed, and what the API says: neither may be another picture.
        var said = new[] { picture.Hash, heard.Text("sha256") }.Where(hash => hash.Length > 0).ToList();
        return said.Count > 0 && said.TrueForAll(hash => FileLine.IsHash(hash, file.Bytes)) ? file : FetchedFile.Not(FetchFault.HashWrong);
    }

    public async Task<(string Shown, FetchFault? Fault)> Number(string token, string number, CancellationToken ct)
    {
        var answer = await Get(token, $"{Uri.EscapeDataString(number)}?fields=display_phone_number", "GET number", ct);
        return FaultOf(answer) is { } fault ? ("", fault) : (((Answer.Heard)answer).Text("display_phone_number"), null);
    }

    private static PictureMessage? Read(JsonElement message, JsonElement value)
    {
        var (id, from, type) = (message.Text("id"), message.Text("from"), message.Text("type"));
        // Photographs sent as files keep all their pixels: many do that.
        var picture = type == "image" || (type == "document" && message.Text("document", "mime_type").StartsWith("image/", StringComparison.Ordinal));
        var (file, text) = picture ? (message.Text(type, "id"), message.Text(type, "caption")) : ("", Written(message, type));
        if (id.Length is 0 or > 180 || from.Length is 0 or > 40 || (picture ? file.Length is 0 or > 200 : text.Length == 0))
            return null;
        var name = value.Items("contacts").FirstOrDefault(contact => contact.Text("wa_id") == from) is { ValueKind: JsonValueKind.Object } known ? known.Text("profile", "name") : "";
        var at = long.TryParse(message.At("timestamp")?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 100_000_000_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : default;
        return new PictureMessage(id, from, "", name, at, text, file, picture ? message.Text(type, "sha256") : "");
    }

    // Of a place what it is called; where it lies is taken off pictures, too.
    private static string Written(JsonElement message, string type) => type switch
    {
        "text" => message.Text("text", "body").Trim(),
        "location" => string.Join(", ", new[] { message.Text("location", "name").Trim(), message.Text("location", "address").Trim() }.Where(words => words.Length > 0)),
        _ => "",
    };

    private Task<Answer> Get(string token, string path, string name, CancellationToken ct)
    {
        var server = settings.Value.ApiBase;
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, $"{settings.Value.Version}/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return caller.Repeatable(server, name, request, null, ct);
    }

    // Graph API: 190 is the token, 100 what is not there (any more) or not ours.
    private static FetchFault? FaultOf(Answer answer) => answer switch
    {
        Answer.Heard { Good: true, Json: not null } => null,
        Answer.Heard heard when heard.Status == 401 || heard.Json?.Number("error", "code") == 190 => FetchFault.SignInLost,
        Answer.Heard heard when heard.Json?.Number("error", "code") == 100 => FetchFault.Gone,
        _ => FetchFault.Later,
    };
}
