using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Lab;

/// <summary>The Lab's TikTok refuses what the real one refuses: tested by hand, without the product.</summary>
public sealed class TikTokRefusalTests(Peers peers)
{
    private const string Scopes = "user.info.basic,video.upload,video.publish";
    private const long Piece = 5_000_000;

    [Fact]
    public async Task Whoever_does_not_ask_first_has_a_wrong_scope_or_no_slash_is_refused()
    {
        var (lab, account) = await Open(Scopes);
        Assert.Equal("invalid_params", (await Init(lab, account, 100, 100, 1)).Code);
        await Ask(lab, account);
        Assert.Equal("ok", (await Init(lab, account, 100, 100, 1)).Code);
        // Asked once, for one post.
        Assert.Equal("invalid_params", (await Init(lab, account, 100, 100, 1)).Code);
        Assert.Equal("invalid_params", (await Call(lab, account, "post/publish/creator_info/query", new { })).Code);
        var (_, drafts) = await Open("user.info.basic,video.upload");
        Assert.Equal("scope_not_authorized", (await Call(lab, drafts, "post/publish/creator_info/query/", new { })).Code);
        Assert.Equal("access_token_invalid", (await Call(lab, account with { Token = "unsinn" }, "post/publish/creator_info/query/", new { })).Code);
    }

    [Theory]
    [InlineData(12_000_000, 4_000_000, 3)]
    [InlineData(12_000_000, Piece, 3)]
    [InlineData(12_000_000, Piece, 1)]
    [InlineData(70_000_000, 70_000_000, 1)]
    [InlineData(0, 0, 1)]
    public async Task Sizes_that_TikTok_does_not_take(long size, long piece, int pieces)
    {
        var (lab, account) = await Open(Scopes);
        await Ask(lab, account);
        Assert.Equal("invalid_params", (await Init(lab, account, size, piece, pieces)).Code);
    }

    [Fact]
    public async Task An_unaudited_app_posts_for_private_accounts_alone_and_nobody_above_what_the_account_allows()
    {
        var (lab, account) = await Open(Scopes);
        await Behave(lab, account, new { audited = false });
        await Ask(lab, account);
        Assert.Equal("unaudited_client_can_only_post_to_private_accounts", (await Init(lab, account, 100, 100, 1)).Code);
        await Behave(lab, account, new { audited = false, @private = true });
        await Ask(lab, account);
        Assert.Equal("privacy_level_option_mismatch", (await Init(lab, account, 100, 100, 1)).Code);
        await Ask(lab, account);
        Assert.Equal("ok", (await Init(lab, account, 100, 100, 1, "SELF_ONLY")).Code);
        await Behave(lab, account, new { comments = false });
        await Ask(lab, account);
        Assert.Equal("invalid_params", (await Init(lab, account, 100, 100, 1)).Code);
    }

    [Fact]
    public async Task Pieces_come_in_their_order_and_size_and_within_the_hour()
    {
        // A Lab of its own, because its clock is moved.
        await using var lab = await LabProcess.Start([], default);
        var account = await lab.Account("tiktok", TestContext.Current.CancellationToken, Scopes);
        await Ask(lab, account);
        var there = (await Init(lab, account, (2 * Piece) + 7, Piece, 2)).Upload;
        Assert.Equal(416, await Put(lab, there, Piece, (2 * Piece) + 6, (2 * Piece) + 7));
        Assert.Equal(416, await Put(lab, there, 0, 99, (2 * Piece) + 7));
        Assert.Equal(400, await Put(lab, there, 0, Piece - 1, 2 * Piece));
        Assert.Equal(206, await Put(lab, there, 0, Piece - 1, (2 * Piece) + 7));
        Assert.Equal(416, await Put(lab, there, 0, Piece - 1, (2 * Piece) + 7));
        await lab.MoveClock(TimeSpan.FromMinutes(61), default);
        Assert.Equal(403, await Put(lab, there, Piece, (2 * Piece) + 6, (2 * Piece) + 7));
        Assert.Empty(await lab.Ledger.Of(account, default));
    }

    [Fact]
    public async Task Six_posts_a_minute_are_begun_and_no_more()
    {
        var (lab, account) = await Open(Scopes);
        for (var i = 0; i < 6; i++)
            Assert.Equal("ok", (await Call(lab, account, "post/publish/inbox/video/init/", Source(100, 100, 1))).Code);
        var seventh = await Call(lab, account, "post/publish/inbox/video/init/", Source(100, 100, 1));
        Assert.Equal((429, "rate_limit_exceeded"), (seventh.Status, seventh.Code));
    }

    private async Task<(LabProcess Lab, LabAccount Account)> Open(string scopes)
    {
        var lab = await peers.Lab(default);
        return (lab, await lab.Account("tiktok", TestContext.Current.CancellationToken, scopes));
    }

    private static async Task Behave(LabProcess lab, LabAccount account, object habits) => (await lab.Http.PutAsJsonAsync($"lab/tiktok/{account.Account}", habits)).EnsureSuccessStatusCode();

    private static async Task Ask(LabProcess lab, LabAccount account) => Assert.Equal("ok", (await Call(lab, account, "post/publish/creator_info/query/", new { })).Code);

    private static object Source(long size, long piece, int pieces) => new { source_info = new { source = "FILE_UPLOAD", video_size = size, chunk_size = piece, total_chunk_count = pieces } };

    private static Task<(int Status, string Code, Uri Upload)> Init(LabProcess lab, LabAccount account, long size, long piece, int pieces, string privacy = "PUBLIC_TO_EVERYONE") => Call(lab, account, "post/publish/video/init/", new
    {
        source_info = new { source = "FILE_UPLOAD", video_size = size, chunk_size = piece, total_chunk_count = pieces },
        post_info = new { title = "Probe", privacy_level = privacy, disable_comment = false, disable_duet = false, disable_stitch = true },
    });

    private static async Task<(int Status, string Code, Uri Upload)> Call(LabProcess lab, LabAccount account, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"tiktok/v2/{path}") { Content = JsonContent.Create(body), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", account.Token) } };
        using var answer = await lab.Http.SendAsync(request);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var there = said.GetProperty("data").TryGetProperty("upload_url", out var url) ? new Uri(url.GetString()!) : lab.Url;
        return ((int)answer.StatusCode, said.GetProperty("error").GetProperty("code").GetString()!, there);
    }

    private static async Task<int> Put(LabProcess lab, Uri there, long from, long to, long whole)
    {
        using var piece = new ByteArrayContent(new byte[to - from + 1]) { Headers = { ContentType = new MediaTypeHeaderValue("video/mp4"), ContentRange = new ContentRangeHeaderValue(from, to, whole) } };
        using var answer = await lab.Http.PutAsync(there, piece);
        return (int)answer.StatusCode;
    }
}
