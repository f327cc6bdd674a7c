using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stadtfunk.App.Data.Copying;

/// <summary>A row as one line of JSON, an array in the order of the columns.</summary>
internal static class RowText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the rows that the reader finds, and says how many.</summary>
    public static async Task<long> Write(DbDataReader reader, CopiedTable table, Stream to, CancellationToken ct)
    {
        var line = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(line, Plain);
        long rows = 0;
        while (await reader.ReadAsync(ct))
        {
            line.ResetWrittenCount();
            json.Reset();
            json.WriteStartArray();
            for (var at = 0; at < table.Columns.Count; at++)
                Write(json, reader, at, table.Columns[at].Kind);
            json.WriteEndArray();
            await json.FlushAsync(ct);
            line.Write("\n"u8);
            await to.WriteAsync(line.WrittenMemory, ct);
            rows++;
        }
        return rows;
    }

    /// <summary>The values of a line; a line that does not fit the table ends the reading.</summary>
    public static object?[] Read(string line, CopiedTable table)
    {
        using var json = JsonDocument.Parse(line);
        if (json.RootElement.GetArrayLength() != table.Columns.Count)
            throw new FormatException($"A row of {table.Name} has not as many values as there are columns.");
        return [.. json.RootElement.EnumerateArray().Select((value, at) => Read(value, table.Columns[at].Kind))];
    }

    private static void Write(Utf8JsonWriter json, DbDataReader reader, int at, ColumnKind kind)
    {
        if (reader.IsDBNull(at))
        {
            json.WriteNullValue();
            return;
        }
        switch (kind)
        {
            case ColumnKind.Text:
                json.WriteStringValue(reader.GetString(at));
                break;
            case ColumnKind.Number:
                json.WriteNumberValue(Convert.ToInt64(reader.GetValue(at), CultureInfo.InvariantCulture));
                break;
            case ColumnKind.Real:
                json.WriteNumberValue(reader.GetDouble(at));
                break;
            case ColumnKind.Flag:
                json.WriteBooleanValue(reader.GetBoolean(at));
                break;
            case ColumnKind.Id:
                json.WriteStringValue(reader.GetGuid(at));
                break;
            case ColumnKind.Time:
                json.WriteStringValue(DateTime.SpecifyKind(reader.GetDateTime(at), DateTimeKind.Utc));
                break;
            case ColumnKind.Date:
                json.WriteStringValue(reader.GetFieldValue<DateOnly>(at).ToString("O", CultureInfo.InvariantCulture));
                break;
            case ColumnKind.Bytes:
                json.WriteBase64StringValue(reader.GetFieldValue<byte[]>(at));
                break;
        }
    }

    private static object? Read(JsonElement value, ColumnKind kind) => value.ValueKind == JsonValueKind.Null
        ? null
        : kind switch
        {
            ColumnKind.Text => value.GetString(),
            ColumnKind.Number => value.GetInt64(),
            ColumnKind.Real => value.GetDouble(),
            ColumnKind.Flag => value.GetBoolean(),
            ColumnKind.Id => value.GetGuid(),
            ColumnKind.Time => DateTime.SpecifyKind(value.GetDateTime(), DateTimeKind.Utc),
            ColumnKind.Date => DateOnly.ParseExact(value.GetString()!, "O", CultureInfo.InvariantCulture),
            ColumnKind.Bytes => value.GetBytesFromBase64(),
            _ => throw new FormatException("A column of a kind that this version does not know."),
        };
}
