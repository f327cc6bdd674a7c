using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Lab;

/// <summary>The stand-ins of Meta are as strict as the real ones, also with what Stadtfunk would never send.</summary>
public sealed class MetaRefusalTests(Peers peers)
{
    [Theory]
    [InlineData("graph/v25.0/me", true, 2635)]
    [InlineData("graph/v26.0/me", false, 100)]
    [InlineData("instagram/v26.0/me", false, 100)]
    [InlineData("threads/v2.0/me", true, 2635)]
    public async Task Another_version_and_a_call_without_the_apps_proof_are_refused(string path, bool proves, int code)
    {
        var lab = await peers.Lab(default);
        var account = await lab.Account(path.Split('/')[0].Replace("graph", "facebook", StringComparison.Ordinal), default);
        Assert.Equal(code, await Code(lab, HttpMethod.Get, proves ? $"{path}?appsecret_proof={Proof(account)}" : path, account));
    }

    [Fact]
    public async Task A_foreign_page_and_a_token_that_is_none_reach_nothing()
    {
        var lab = await peers.Lab(default);
        var (ours, theirs) = (await lab.Account("facebook", default), await lab.Account("facebook", default));
        Assert.Equal(100, await Code(lab, HttpMethod.Post, $"graph/v26.0/{theirs.Id}/feed", ours, ("message", "Nicht meine Seite")));
        Assert.Equal(190, await Code(lab, HttpMethod.Post, $"graph/v26.0/{ours.Id}/feed", ours with { Token = "unsinn" }, ("message", "Hallo")));
        Assert.Equal(100, await Code(lab, HttpMethod.Post, $"graph/v26.0/{ours.Id}/feed", ours));
        Assert.Equal(100, await Code(lab, HttpMethod.Post, $"graph/v26.0/{ours.Id}/feed", ours, ("message", "x"), ("attached_media[0]", """{"media_fbid":"4711"}""")));
        Assert.Empty(await lab.Ledger.Posts(ours, default));
        Assert.Empty(await lab.Ledger.Posts(theirs, default));
    }

    [Fact]
    public async Task The_same_words_twice_are_one_post()
    {
        var lab = await peers.Lab(default);
        var page = await lab.Account("facebook", default);
        Assert.Null(await Code(lab, HttpMethod.Post, $"graph/v26.0/{page.Id}/feed", page, ("message", "Einmal")));
        Assert.Equal(506, await Code(lab, HttpMethod.Post, $"graph/v26.0/{page.Id}/feed", page, ("message", "Einmal")));
        Assert.Single(await lab.Ledger.Posts(page, default));
    }

    [Fact]
    public async Task Only_a_finished_container_is_published_and_only_once()
    {
        await using var lab = await LabProcess.Start([], default);
        await lab.Containers("threads", new { processingMs = 60_000 }, default);
        var account = await lab.Account("threads", default);
        var made = (await Say(lab, HttpMethod.Post, $"threads/v1.0/{account.Id}/threads", account, ("media_type", "TEXT"), ("text", "Geduld"))).GetProperty("id").GetString()!;
        Task<int?> Publish() => Code(lab, HttpMethod.Post, $"threads/v1.0/{account.Id}/threads_publish", account, ("creation_id", made));
        Assert.Equal(9007, await Publish());
        await lab.MoveClock(TimeSpan.FromSeconds(61), default);
        Assert.Null(await Publish());
        Assert.Equal(9007, await Publish());
        Assert.Single(await lab.Ledger.Posts(account, default));
        // Killed and back, it still knows which were published.
        await lab.Kill();
        await lab.Revive(default);
        Assert.Equal(9007, await Publish());
        Assert.Single(await lab.Ledger.Posts(account, default));
    }

    [Fact]
    public async Task A_carousel_of_one_a_link_under_a_picture_and_a_text_alone_where_there_is_none_are_refused()
    {
        var lab = await peers.Lab(default);
        var (threads, instagram) = (await lab.Account("threads", default), await lab.Account("instagram", default));
        Assert.Equal(100, await Code(lab, HttpMethod.Post, $"threads/v1.0/{threads.Id}/threads", threads, ("media_type", "CAROUSEL"), ("children", "1")));
        Assert.Equal(100, await Code(lab, HttpMethod.Post, $"threads/v1.0/{threads.Id}/threads", threads, ("media_type", "IMAGE"), ("link_attachment", "https://www.musterstadt.de/")));
        Assert.Equal(100, await Code(lab, HttpMethod.Post, $"threads/v1.0/{threads.Id}/threads", threads, ("text", "Ohne Art")));
        Assert.Equal(100, await Code(lab, HttpMethod.Post, $"instagram/v26.0/{instagram.Id}/media", instagram, ("caption", "Nur Worte")));
        Assert.Equal(36004, await Code(lab, HttpMethod.Post, $"instagram/v26.0/{instagram.Id}/media", instagram, ("caption", new string('a', 2201))));
        Assert.Equal(9004, await Code(lab, HttpMethod.Post, $"instagram/v26.0/{instagram.Id}/media", instagram, ("image_url", $"http://127.0.0.1:{SourceTree.FreePort()}/weg.jpg")));
        Assert.Empty(await lab.Ledger.Of(instagram, default));
        Assert.Empty(await lab.Ledger.Of(threads, default));
    }

    [Fact]
    public async Task What_a_film_or_a_topic_cannot_have_is_refused()
    {
        var lab = await peers.Lab(default);
        var (threads, instagram) = (await lab.Account("threads", default), await lab.Account("instagram", default));
        var address = $"http://127.0.0.1:{SourceTree.FreePort()}/weg.mp4";
        Task<int?> Reel(params (string, string)[] fields) => Code(lab, HttpMethod.Post, $"instagram/v26.0/{instagram.Id}/media", instagram, fields);
        Task<int?> Thread(params (string, string)[] fields) => Code(lab, HttpMethod.Post, $"threads/v1.0/{threads.Id}/threads", threads, fields);
        Assert.Equal(100, await Reel(("media_type", "REELS"), ("caption", "Ohne Film")));
        Assert.Equal(100, await Reel(("media_type", "REELS"), ("video_url", address), ("alt_text", "Was zu sehen ist")));
        Assert.Equal(100, await Reel(("media_type", "VIDEO"), ("video_url", address)));
        Assert.Equal(100, await Reel(("media_type", "REELS"), ("video_url", address), ("topic_tag", "Winter")));
        Assert.Equal(100, await Thread(("media_type", "VIDEO"), ("text", "Ohne Film")));
        Assert.Equal(100, await Thread(("media_type", "VIDEO"), ("video_url", address), ("cover_url", address)));
        Assert.Equal(100, await Thread(("media_type", "VIDEO"), ("video_url", address), ("link_attachment", "https://www.musterstadt.de/")));
        foreach (var topic in new[] { "", "St. Martin", "Kunst&Kultur", new string('a', 51) })
            Assert.Equal(100, await Thread(("media_type", "TEXT"), ("text", "Thema"), ("topic_tag", topic)));
        Assert.Empty(await lab.Ledger.Of(instagram, default));
        Assert.Empty(await lab.Ledger.Of(threads, default));
        // That it cannot be fetched comes out while it is worked on.
        Assert.Null(await Reel(("media_type", "REELS"), ("video_url", address)));
        var made = Assert.Single(await lab.Ledger.Of(instagram, default));
        var state = await Say(lab, HttpMethod.Get, $"instagram/v26.0/{made.Id}?fields=status_code,status&appsecret_proof={Proof(instagram)}", instagram);
        Assert.Equal("ERROR", state.GetProperty("status_code").GetString());
        Assert.Contains("2207052", state.GetProperty("status").GetString(), StringComparison.Ordinal);
        Assert.Equal(9007, await Code(lab, HttpMethod.Post, $"instagram/v26.0/{instagram.Id}/media_publish", instagram, ("creation_id", made.Id)));
    }

    [Fact]
    public async Task A_story_takes_no_words_no_description_and_no_cover()
    {
        var lab = await peers.Lab(default);
        var account = await lab.Account("instagram", default);
        var address = $"http://127.0.0.1:{SourceTree.FreePort()}/weg.jpg";
        Task<int?> Story(params (string, string)[] fields) => Code(lab, HttpMethod.Post, $"instagram/v26.0/{account.Id}/media", account, [("media_type", "STORIES"), .. fields]);
        foreach (var foreign in new[] { "caption", "alt_text", "cover_url", "share_to_feed", "is_carousel_item" })
            Assert.Equal(100, await Story(("image_url", address), (foreign, "true")));
        Assert.Equal(100, await Story(("image_url", address), ("video_url", address)));
        Assert.Equal(100, await Story());
        Assert.Equal(9004, await Story(("image_url", address)));
        Assert.Empty(await lab.Ledger.Of(account, default));
    }

    private static async Task<int?> Code(LabProcess lab, HttpMethod method, string path, LabAccount account, params (string Name, string Value)[] fields) =>
        (await Say(lab, method, path, account, fields)).TryGetProperty("error", out var error) ? error.GetProperty("code").GetInt32() : null;

    private static async Task<JsonElement> Say(LabProcess lab, HttpMethod method, string path, LabAccount account, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(method, new Uri(lab.Url, path)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", account.Token) } };
        if (method == HttpMethod.Post)
            request.Content = new FormUrlEncodedContent(fields.Append(("appsecret_proof", Proof(account))).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var answer = await lab.Http.SendAsync(request);
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
    }

    private static string Proof(LabAccount account) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(FacebookStage.AppSecret), Encoding.UTF8.GetBytes(account.Token)));
}
