using System.Text.Json;

namespace Stadtfunk.Lab.Mastodon;

/// <summary>The fields of a request, whether they came as a form, with files, as JSON or in the query. Lists are named "media_ids[]".</summary>
internal sealed class Fields
{
    private readonly Dictionary<string, List<string>> values = [];

    public IFormFile? File { get; private set; }

    public IFormFileCollection Files { get; private set; } = new FormFileCollection();

    /// <summary>media_attributes of an edit: one bag of fields per medium, in the order given.</summary>
    public List<Dictionary<string, string>> MediaAttributes { get; } = [];

    public string? this[string name] => values.TryGetValue(name, out var found) && found.Count > 0 ? found[^1] : null;

    public IReadOnlyList<string> List(string name) => values.GetValueOrDefault(name + "[]") ?? values.GetValueOrDefault(name) ?? [];

    public bool Has(string name) => values.ContainsKey(name) || values.ContainsKey(name + "[]");

    /// <summary>With a word of the address beside the others.</summary>
    public Fields With(string name, string? value)
    {
        if (value is not null) values[name] = [value];
        return this;
    }

    /// <summary>
    /// Null when the body cannot be read; a real server answers 400 to that. Not bound to the caller's patience: a request that has
    /// arrived takes effect even if the caller has hung up.
    /// </summary>
    public static async ValueTask<Fields?> BindAsync(HttpContext context)
    {
        var fields = new Fields();
        foreach (var (name, all) in context.Request.Query) fields.Add(name, all);
        try
        {
            if (context.Request.HasFormContentType)
            {
                var form = await context.Request.ReadFormAsync(CancellationToken.None);
                foreach (var (name, all) in form) fields.Add(name, all);
                fields.Files = form.Files;
                fields.File = form.Files.GetFile("file");
            }
            else if (context.Request.HasJsonContentType())
            {
                using var json = await JsonDocument.ParseAsync(context.Request.Body);
                foreach (var property in json.RootElement.EnumerateObject()) fields.Add(property);
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
        return fields;
    }

    private void Add(string name, IEnumerable<string?> all)
    {
        foreach (var value in all.OfType<string>())
        {
            if (!name.StartsWith("media_attributes[", StringComparison.Ordinal))
            {
                if (!values.TryGetValue(name, out var list)) values[name] = list = [];
                list.Add(value);
                continue;
            }
            // media_attributes[][id]=1&media_attributes[][description]=a&media_attributes[][id]=2…: a repeated field begins the next bag.
            var field = name[(name.LastIndexOf('[') + 1)..].TrimEnd(']');
            var bag = MediaAttributes.Find(one => !one.ContainsKey(field));
            if (bag is null) MediaAttributes.Add(bag = []);
            bag[field] = value;
        }
    }

    private void Add(JsonProperty property)
    {
        if (property.Value.ValueKind is not JsonValueKind.Array) Add(property.Name, [TextOf(property.Value)]);
        else if (property.NameEquals("media_attributes"))
            MediaAttributes.AddRange(property.Value.EnumerateArray().Select(one =>
                one.EnumerateObject().Where(field => TextOf(field.Value) is not null).ToDictionary(field => field.Name, field => TextOf(field.Value)!)));
        else Add(property.Name + "[]", property.Value.EnumerateArray().Select(TextOf).DefaultIfEmpty());
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null => null,
        _ => value.GetRawText(),
    };
}
