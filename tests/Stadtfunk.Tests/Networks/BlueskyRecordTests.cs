using System.Text.Json;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Bluesky;
using Stadtfunk.Networks.Ports;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>What we write into a repository is what Bluesky's published lexicons describe, and nothing beside it.</summary>
public sealed class BlueskyRecordTests
{
    private static readonly Dictionary<string, string> Dids = new() { ["museum.example"] = "did:plc:abcdefghijklmnopqrstuvwx" };

    public static TheoryData<string> Kinds => ["text", "pictures", "video", "card", "card without a picture"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_post_is_a_record_of_the_lexicon(string kind) => Assert.Null(Fault(Record(kind)));

    [Fact]
    public void The_lexicon_finds_what_is_wrong()
    {
        Assert.Equal("record.createdAt is missing", Wrong("text", record => record.Remove("createdAt")));
        Assert.Equal("record.schrift is not known", Wrong("text", record => record["schrift"] = "fett"));
        Assert.Equal("record.text is too long", Wrong("text", record => record["text"] = new string('a', 301)));
        Assert.Equal("record.langs[0] is no language", Wrong("text", record => record["langs"] = new JsonArray("Deutsch!")));
        Assert.Equal("record.facets[0].index.byteStart is no such number", Wrong("text", record => record["facets"]![0]!["index"]!["byteStart"] = -1));
        Assert.Equal("record.embed.images[0].alt is missing", Wrong("pictures", record => record["embed"]!["images"]![0]!.AsObject().Remove("alt")));
        Assert.Equal("record.embed.images has 5 entries", Wrong("pictures", record => record["embed"]!["images"] = new JsonArray([.. Enumerable.Range(0, 5).Select(_ => (JsonNode?)new JsonObject())])));
        Assert.Equal("record.embed.video may not be image/jpeg", Wrong("video", record => record["embed"]!["video"]!["mimeType"] = "image/jpeg"));
        Assert.Equal("record.embed may not be app.bsky.embed.bild", Wrong("card", record => record["embed"]!["$type"] = "app.bsky.embed.bild"));
    }

    private static string? Wrong(string kind, Action<JsonObject> spoil)
    {
        var record = Record(kind);
        spoil(record);
        return Fault(record);
    }

    private static string? Fault(JsonObject record) => Lexicon.Fault(BlueskyRecord.Collection, JsonSerializer.SerializeToElement(record));

    private static JsonObject Record(string kind)
    {
        var written = new DateTime(2026, 11, 30, 8, 0, 0, DateTimeKind.Utc);
        var post = new Outgoing("Richtfest", "Richtfest mit @museum.example: https://musterstadt.example/richtfest #Museum 🎉", "de", kind == "text" ? null : new Uri("https://musterstadt.example/richtfest"), [], null, written);
        post = kind switch
        {
            "pictures" => post with { Pictures = [.. Enumerable.Range(1, 4).Select(Picture)] },
            "video" => post with
            {
                Video = new OutgoingVideo("film", "video/mp4", 1280, 720, TimeSpan.FromSeconds(90), 5_000_000, "Der Richtkranz", _ => Task.FromResult(Stream.Null))
                {
                    Subtitles = new OutgoingSubtitles("worte", "de", "WEBVTT\n"),
                },
            },
            "card" => post with { Card = new LinkCard(post.Link!, "Richtfest", "Am Museum", Picture(1)) },
            _ => post,
        };
        return BlueskyRecord.Build(post, Blob, Dids);
    }

    private static OutgoingPicture Picture(int number) => new($"bild{number}", "image/jpeg", 1200, 800, 400_000, "Der Richtkranz über dem Dach", null, _ => Task.FromResult(Stream.Null));

    private static JsonObject Blob(string name) => new()
    {
        ["$type"] = "blob", ["ref"] = new JsonObject { ["$link"] = "bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy" },
        ["mimeType"] = name switch { "film" => "video/mp4", "worte" => "text/vtt", _ => "image/jpeg" }, ["size"] = 19_000,
    };
}
