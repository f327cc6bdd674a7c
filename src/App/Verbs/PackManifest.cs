using System.Text.Json;
using Stadtfunk.App.Data.Copying;

namespace Stadtfunk.App.Verbs;

/// <summary>What a backup says about itself: the last entry of the file, whose own hash stands in the file's comment.</summary>
/// <param name="Kind"><see cref="Backup"/> or <see cref="Keys"/>.</param>
/// <param name="Version">Of this format; a program refuses what is newer than it knows.</param>
/// <param name="Database">Where it came from, for people: it can be restored into the other one too.</param>
/// <param name="Schema">The migrations by name, in their order.</param>
/// <param name="Tables">In an order in which they can be filled.</param>
/// <param name="Entries">Everything else in the file, each with the SHA-256 of its bytes.</param>
internal sealed record PackManifest(
    string Kind, int Version, DateTime MadeAt, string Database, IReadOnlyList<string> Schema, IReadOnlyList<CopiedTable> Tables, IReadOnlyDictionary<string, string> Entries)
{
    public const string Backup = "stadtfunk-backup";
    public const string Keys = "stadtfunk-keys";
    public const int Newest = 1;
    public const string Name = "manifest.json";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };
}

/// <summary>What a verb cannot do: said in one sentence, exit code 5, and nothing was changed.</summary>
internal sealed class CannotDo(string sentence) : Exception(sentence);
