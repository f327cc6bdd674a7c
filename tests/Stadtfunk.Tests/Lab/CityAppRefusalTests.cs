using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Lab;

/// <summary>The stand-ins of X and LinkedIn refuse what the real ones refuse, also where Stadtfunk would never send it.</summary>
public sealed class CityAppRefusalTests(Peers peers)
{
    private const string XScopes = "tweet.read tweet.write users.read media.write";
    private const string LinkedInScopes = "w_organization_social r_organization_social rw_organization_admin";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(281, "a", 403)]
    [InlineData(280, "a", 201)]
    [InlineData(141, "漢", 403)]
    [InlineData(140, "漢", 201)]
    [InlineData(12, "a.de ", 403)]
    [InlineData(11, "a.de ", 201)]
    public async Task X_counts_itself(int times, string word, int status) =>
        Assert.Equal(status, (await X(HttpMethod.Post, "tweets", new { text = string.Concat(Enumerable.Repeat(word, times)).TrimEnd() })).Status);

    [Theory]
    [InlineData("""{"text":"a","status":"a"}""", 400)]
    [InlineData("""{}""", 400)]
    [InlineData("""["a"]""", 400)]
    [InlineData("""{"text":"a","media":{"media_ids":["1"]}}""", 400)]
    [InlineData("""{"text":"a","media":{"media_ids":[]}}""", 400)]
    [InlineData("""{"text":"a","media":{"media_ids":["1","2","3","4","5"]}}""", 400)]
    public async Task X_takes_no_body_that_it_does_not_know(string body, int status) =>
        Assert.Equal(status, (await X(HttpMethod.Post, "tweets", JsonNode.Parse(body)!)).Status);

    [Fact]
    public async Task X_asks_for_a_token_with_the_right_and_shows_nobody_anothers_list()
    {
        Assert.Equal(403, (await X(HttpMethod.Post, "tweets", new { text = "a" }, "tweet.read users.read")).Status);
        Assert.Equal(403, (await X(HttpMethod.Get, "users/1/tweets", null)).Status);
        var lab = await peers.Lab(Ct);
        Assert.Equal(401, (await lab.Send(new HttpRequestMessage(HttpMethod.Get, new Uri(lab.Url, "x/2/users/me")), Ct)).Status);
        Assert.Equal("resource-not-found", ((string)(await X(HttpMethod.Get, "tweets/1", null)).Body["errors"]![0]!["type"]!).Split('/')[^1]);
    }

    [Theory]
    [InlineData("x/i/oauth2/authorize", "x", "response_type=code&state=z&scope=tweet.read&code_challenge=c&code_challenge_method=plain")]
    [InlineData("x/i/oauth2/authorize", "x", "response_type=code&state=z&scope=alles&code_challenge=c&code_challenge_method=S256")]
    [InlineData("x/i/oauth2/authorize", "x", "response_type=code&state=z&scope=tweet.read")]
    [InlineData("x/i/oauth2/authorize", "x", "response_type=code&scope=tweet.read&code_challenge=c&code_challenge_method=S256")]
    [InlineData("linkedin/oauth/v2/authorization", "linkedin", "response_type=token&scope=w_organization_social")]
    [InlineData("linkedin/oauth/v2/authorization", "linkedin", "response_type=code&scope=alles")]
    public async Task What_is_missing_on_the_way_to_the_page_is_an_error_there(string page, string network, string query)
    {
        var lab = await peers.Lab(Ct);
        var app = await AgreeFlow.At(lab, network);
        var whole = $"{page}?{query}&client_id={app.ClientId}&redirect_uri={Uri.EscapeDataString(AgreeFlow.Back.AbsoluteUri)}";
        Assert.Equal(400, (int)(await lab.Http.GetAsync(new Uri(lab.Url, whole), Ct)).StatusCode);
        Assert.Equal(400, (int)(await lab.Http.GetAsync(new Uri(lab.Url, whole.Replace("stadt.example", "boese.example")), Ct)).StatusCode);
    }

    [Theory]
    [InlineData("Rathaus (Saal 2)", "Rathaus ")]
    [InlineData(@"Rathaus \(Saal 2\)", "Rathaus (Saal 2)")]
    [InlineData("Heute #Winterdienst_Nord", "Heute #Winterdienst")]
    [InlineData("Mit @[Musterstadt](urn:li:organization:1) und *Stern*", "Mit Musterstadt und ")]
    public async Task LinkedIn_cuts_a_text_off_without_a_word(string written, string read)
    {
        var (account, answer) = await LinkedIn(HttpMethod.Post, "posts", page => Share(page, written));
        Assert.Equal(201, answer.Status);
        Assert.Equal(read, Assert.Single(await (await peers.Lab(Ct)).Ledger.Posts(account, Ct)).Text);
    }

    [Theory]
    [InlineData(3000, 201)]
    [InlineData(3001, 400)]
    public async Task LinkedIn_takes_three_thousand_characters(int length, int status) =>
        Assert.Equal(status, (await LinkedIn(HttpMethod.Post, "posts", page => Share(page, new string('a', length)))).Answer.Status);

    [Theory]
    [InlineData("distribution", 422)]
    [InlineData("visibility", 422)]
    [InlineData("author", 422)]
    [InlineData("erfunden", 422)]
    public async Task LinkedIn_misses_what_is_not_there_and_refuses_what_it_does_not_know(string field, int status) => Assert.Equal(status, (await LinkedIn(HttpMethod.Post, "posts", page =>
    {
        var share = Share(page, "a");
        if (!share.Remove(field)) share[field] = "x";
        return share;
    })).Answer.Status);

    [Fact]
    public async Task LinkedIn_wants_a_version_a_right_and_an_author_that_the_member_manages()
    {
        Assert.Equal(400, (await LinkedIn(HttpMethod.Post, "posts", page => Share(page, "a"), version: "")).Answer.Status);
        Assert.Equal(426, (await LinkedIn(HttpMethod.Post, "posts", page => Share(page, "a"), version: "202401")).Answer.Status);
        Assert.Equal(403, (await LinkedIn(HttpMethod.Post, "posts", page => Share(page, "a"), scopes: "r_organization_social")).Answer.Status);
        Assert.Equal(403, (await LinkedIn(HttpMethod.Post, "posts", _ => Share("1", "a"))).Answer.Status);
        Assert.Equal(400, (await LinkedIn(HttpMethod.Get, "organizationalEntityAcls?q=roleAssignee", _ => null)).Answer.Status);
    }

    private static JsonObject Share(string page, string text) => new()
    {
        ["author"] = $"urn:li:organization:{page}", ["commentary"] = text, ["visibility"] = "PUBLIC", ["lifecycleState"] = "PUBLISHED",
        ["distribution"] = new JsonObject { ["feedDistribution"] = "MAIN_FEED" },
    };

    private async Task<(int Status, JsonNode Body)> X(HttpMethod method, string path, object? body, string scopes = XScopes)
    {
        var lab = await peers.Lab(Ct);
        var account = await lab.Account("x", Ct, scopes);
        var (status, json, _) = await lab.Send(lab.Request(method, $"x/2/{path}", account, body is null ? null : JsonContent.Create(body)), Ct);
        return (status, json);
    }

    private async Task<(LabAccount Account, (int Status, JsonNode Body) Answer)> LinkedIn(
        HttpMethod method, string path, Func<string, JsonObject?> body, string version = "202607", string scopes = LinkedInScopes)
    {
        var lab = await peers.Lab(Ct);
        var account = await lab.Account("linkedin", Ct, scopes);
        var request = lab.Request(method, $"linkedin/rest/{path}", account, body(account.Id) is { } share ? JsonContent.Create(share) : null);
        if (version.Length > 0) request.Headers.Add("LinkedIn-Version", version);
        request.Headers.Add("X-Restli-Protocol-Version", "2.0.0");
        var (status, json, _) = await lab.Send(request, Ct);
        return (account, (status, json));
    }
}
