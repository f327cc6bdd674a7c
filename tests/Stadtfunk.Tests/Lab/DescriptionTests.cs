using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Lab;

/// <summary>Three stand-ins are held to what the networks publish: each kind of wrong call is refused in the network's own form, and is a line of the ledger.</summary>
public sealed class DescriptionTests(Peers peers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sendMessage", """{"chat_id":"@x","text":"a","schrift":"fett"}""", "schrift is not known")]
    [InlineData("sendMessage", """{"chat_id":"@x"}""", "text is missing")]
    [InlineData("sendMessage", """{"chat_id":"@x","text":7}""", "text has to be a text")]
    [InlineData("sendMessage", """{"chat_id":"@x","text":null}""", "text has to be a text")]
    [InlineData("sendMessage", """{"chat_id":true,"text":"a"}""", "chat_id has to be")]
    [InlineData("sendMessage", """{"chat_id":"@x","text":"a","entities":[{"type":"bold","offset":0}]}""", "entities[0].length is missing")]
    [InlineData("sendMessage", """{"chat_id":"@x","text":"a","link_preview_options":{"url":"https://a.example","breit":true}}""", "link_preview_options.breit is not known")]
    [InlineData("pinChatMessage", """{"chat_id":"@x","message_id":"1","disable_notification":true}""", "message_id has to be a whole number")]
    [InlineData("deleteMessages", """{"chat_id":"@x","message_ids":["1"]}""", "message_ids[0] has to be a whole number")]
    [InlineData("sendMediaGroup", """{"chat_id":"@x","media":[{"type":"bild","media":"a"},{"type":"bild","media":"b"}]}""", "media[0].type has to be one of")]
    [InlineData("sendMessage", """["@x","a"]""", "can't parse the request")]
    public async Task Telegram_takes_nothing_that_the_Bot_API_does_not_know(string method, string body, string why)
    {
        var (lab, account) = await Telegram();
        var (status, json, _) = await lab.Send(new HttpRequestMessage(HttpMethod.Post, new Uri(lab.Url, $"./bot{account.Token}/{method}")) { Content = Json(body.Replace("@x", $"@{account.Account}")) }, Ct);
        Assert.Equal((400, false, 400), (status, (bool)json["ok"]!, (int)json["error_code"]!));
        Assert.Contains($"Bad Request: {why}", (string?)json["description"], StringComparison.Ordinal);
        await Broken(lab, account, method, why);
    }

    [Fact]
    public async Task Telegram_knows_no_other_method_and_no_file_that_nobody_asked_for()
    {
        var (lab, account) = await Telegram();
        var (status, json, _) = await lab.Send(new HttpRequestMessage(HttpMethod.Post, new Uri(lab.Url, $"./bot{account.Token}/schickNachricht")), Ct);
        Assert.Equal((404, "Not Found"), (status, (string?)json["description"]));
        await Broken(lab, account, "schickNachricht", "no such method");
        using var form = new MultipartFormDataContent { { new StringContent($"@{account.Account}"), "chat_id" }, { new ByteArrayContent([1, 2]), "bild", "bild.jpg" }, { new StringContent("a"), "photo" } };
        (status, json, _) = await lab.Send(new HttpRequestMessage(HttpMethod.Post, new Uri(lab.Url, $"./bot{account.Token}/sendPhoto")) { Content = form }, Ct);
        Assert.Equal((400, "Bad Request: bild is not known"), (status, (string?)json["description"]));
    }

    [Fact]
    public async Task An_answer_of_the_stand_in_that_does_not_fit_is_no_answer_of_any_network()
    {
        var (lab, account) = await Telegram();
        // A sender without a first name, which every Telegram user has.
        (await lab.Http.PostAsJsonAsync($"lab/telegram/{account.Account}/updates", new { from = 815, text = "Hallo" }, Ct)).EnsureSuccessStatusCode();
        var answer = await lab.Http.PostAsync(new Uri(lab.Url, $"./bot{account.Token}/getUpdates"), null, Ct);
        Assert.Equal(500, (int)answer.StatusCode);
        Assert.Contains("does not fit the description of telegram: result[0].message.from.first_name has to be a text", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await Broken(lab, account, "getUpdates", "answer: ");
    }

    [Theory]
    [InlineData("GET", "youtube/v3/videos?part=snippet&id=a&farbe=rot", "", "farbe is not known")]
    [InlineData("GET", "youtube/v3/videos?id=a", "", "part is missing")]
    [InlineData("GET", "youtube/v3/playlistItems?part=id&playlistId=a&maxResults=51", "", "maxResults may be 50 at most")]
    [InlineData("GET", "youtube/v3/playlistItems?part=id&playlistId=a&maxResults=viele", "", "maxResults has to be a whole number")]
    [InlineData("GET", "youtube/v3/channels?part=snippet&mine=ja", "", "mine has to be true or false")]
    [InlineData("PUT", "youtube/v3/videos?part=status", """{"id":"a","status":{"privacyStatus":"geheim"}}""", "status.privacyStatus has to be one of public, unlisted, private")]
    [InlineData("PUT", "youtube/v3/videos?part=status", """{"status":{"privacyStatus":"public"}}""", "id is missing")]
    [InlineData("PUT", "youtube/v3/videos?part=snippet", """{"id":"a","snippet":{"title":"a","tags":"b"}}""", "snippet.tags has to be a list")]
    [InlineData("POST", "youtube/v3/playlistItems?part=snippet", """{"snippet":{"playlistId":"a"}}""", "snippet.resourceId is missing")]
    [InlineData("POST", "youtube/v3/playlistItems?part=snippet", """{"snippet":{"playlistId":"a","resourceId":{"videoId":"b","art":"c"}}}""", "snippet.resourceId.art is not known")]
    [InlineData("POST", "youtube/v3/playlistItems?part=snippet", "kein JSON", "the body is no JSON")]
    [InlineData("POST", "upload/youtube/v3/thumbnails/set?videoId=a&uploadType=media", "text", "an upload of application/json is not taken")]
    [InlineData("POST", "upload/youtube/v3/captions?part=snippet&uploadType=multipart", "text", "the body is no JSON")]
    public async Task YouTube_takes_nothing_that_the_discovery_document_does_not_know(string verb, string path, string body, string why)
    {
        var lab = await peers.Lab(Ct);
        var account = await lab.Account("youtube", Ct);
        var (status, json, _) = await lab.Send(lab.Request(new HttpMethod(verb), $"google/{path}", account, body.Length > 0 ? Json(body) : null), Ct);
        Assert.Equal((400, "badRequest"), (status, (string?)json["error"]!["errors"]![0]!["reason"]));
        Assert.Contains(why, (string?)json["error"]!["message"], StringComparison.Ordinal);
        Assert.Equal("broken", Assert.Single(await lab.Ledger.Of(account, Ct)).Kind);
    }

    [Fact]
    public async Task YouTube_knows_no_other_method()
    {
        var lab = await peers.Lab(Ct);
        var account = await lab.Account("youtube", Ct);
        var (status, json, _) = await lab.Send(lab.Request(HttpMethod.Get, "google/youtube/v3/filme", account), Ct);
        Assert.Equal((404, "notFound"), (status, (string?)json["error"]!["errors"]![0]!["reason"]));
        await Broken(lab, account, "GET /youtube/v3/filme", "Method not found");
    }

    [Theory]
    [InlineData("v26.0/1003383421387256?bild=gross", 100, "bild is not known")]
    [InlineData("26/NUMBER?fields=id", 100, "Version does not look like")]
    [InlineData("v26.0/NUMBER/kanaele", 2500, "Unknown path components")]
    public async Task WhatsApp_takes_nothing_that_Metas_document_does_not_know(string path, int code, string why)
    {
        var lab = await peers.Lab(Ct);
        var number = $"{Random.Shared.NextInt64(100_000_000_000, 999_999_999_999)}";
        var account = await lab.Account("whatsapp", Ct, name: number);
        var (status, json, _) = await lab.Send(lab.Request(HttpMethod.Get, $"whatsapp/{path.Replace("NUMBER", number)}", account), Ct);
        Assert.Equal((400, code), (status, (int)json["error"]!["code"]!));
        Assert.Contains(why, (string?)json["error"]!["message"], StringComparison.Ordinal);
        Assert.Equal("broken", Assert.Single(await lab.Ledger.Of(account, Ct)).Kind);
        (status, json, _) = await lab.Send(lab.Request(HttpMethod.Get, $"whatsapp/v26.0/{number}?fields=display_phone_number", account), Ct);
        Assert.Equal((200, number), (status, (string?)json["id"]));
    }

    private async Task<(LabProcess Lab, LabAccount Account)> Telegram()
    {
        var lab = await peers.Lab(Ct);
        return (lab, await TelegramStage.NewChannel(lab));
    }

    private static ByteArrayContent Json(string body) => new(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static async Task Broken(LabProcess lab, LabAccount account, string method, string why)
    {
        var line = Assert.Single(await lab.Ledger.Of(account, Ct));
        Assert.Equal(("broken", method), (line.Kind, line.Id));
        Assert.Contains(why, line.Text, StringComparison.Ordinal);
    }
}
