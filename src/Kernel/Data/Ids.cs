using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Stadtfunk.Kernel.Data;

/// <summary>A wrapped version 7 Guid, so that the id of a post is never taken for the id of a channel.</summary>
public interface IId<TSelf> : IParsable<TSelf>
    where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf Of(Guid value);
}

/// <summary>Stores an id as its Guid.</summary>
public sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Make(value))
    where TId : struct, IId<TId>
{
    // An expression tree may not call a static abstract member itself.
    private static TId Make(Guid value) => TId.Of(value);
}

/// <summary>Writes an id as a plain string in JSON.</summary>
public sealed class IdJson<TId> : JsonConverter<TId>
    where TId : struct, IId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Guid.TryParse(reader.GetString(), out var value)
            ? TId.Of(value)
            : throw new JsonException("An id is a string that holds a UUID.");

    public override void Write(Utf8JsonWriter writer, TId id, JsonSerializerOptions options) => writer.WriteStringValue(id.Value);

    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        Guid.TryParse(reader.GetString(), out var value) ? TId.Of(value) : throw new JsonException("An id is a string that holds a UUID.");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId id, JsonSerializerOptions options) =>
        writer.WritePropertyName(id.Value.ToString());
}

/// <summary>The shared halves of every id's parsing, so that an id's own file stays a line or two.</summary>
public static class Id
{
    public static TId Parse<TId>(string text)
        where TId : struct, IId<TId> => TId.Of(Guid.Parse(text));

    public static bool TryParse<TId>(string? text, out TId id)
        where TId : struct, IId<TId>
    {
        var good = Guid.TryParse(text, out var value);
        id = TId.Of(value);
        return good;
    }
}
