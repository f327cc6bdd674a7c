using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Lab;

public sealed class MastodonSignInTests(Peers peers)
{
    private const string Back = "https://stadt.example/zurueck";
    private const string Verifier = "ein-langes-geheimnis-das-nur-die-anwendung-kennt-1234567890";
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Consent_leads_to_a_token_that_can_post_until_it_is_revoked()
    {
        var lab = await peers.Lab(Ct);
        var account = await lab.Account("mastodon", Ct);
        var app = await Register(lab);
        var page = await lab.Http.GetStringAsync(Authorize(app), Ct);
        Assert.Contains($"value=\"{account.Account}\"", page);

        var back = await Decide(lab, app, account.Account, "approve");
        Assert.Equal("zustand", back["state"]);
        var (status, token) = await Exchange(lab, app, back["code"], Verifier);
        Assert.Equal(200, status);
        var signedIn = account with { Token = (string)token["access_token"]! };
        Assert.Equal(200, (await lab.Send(lab.Post(signedIn, "angemeldet"), Ct)).Status);
        Assert.Equal(account.Account, (string?)(await lab.Send(lab.Request(HttpMethod.Get, "api/v1/accounts/verify_credentials", signedIn), Ct)).Body["acct"]);
        Assert.Equal(403, (await lab.Send(lab.Upload(signedIn, Samples.Png()), Ct)).Status);

        Assert.Equal(400, (await Exchange(lab, app, back["code"], Verifier)).Status);
        await Form(lab, "oauth/revoke", ("client_id", Of(app, "client_id")), ("client_secret", Of(app, "client_secret")), ("token", signedIn.Token));
        Assert.Equal(401, (await lab.Send(lab.Post(signedIn, "abgemeldet"), Ct)).Status);
    }

    [Fact]
    public async Task A_wrong_verifier_a_wrong_secret_and_a_refusal_give_no_token()
    {
        var lab = await peers.Lab(Ct);
        var account = await lab.Account("mastodon", Ct);
        var app = await Register(lab);
        var code = (await Decide(lab, app, account.Account, "approve"))["code"];
        Assert.Equal((400, "invalid_grant"), Short(await Exchange(lab, app, code, "etwas anderes")));

        code = (await Decide(lab, app, account.Account, "approve"))["code"];
        app["client_secret"] = "falsch";
        Assert.Equal((401, "invalid_client"), Short(await Exchange(lab, app, code, Verifier)));
        Assert.Equal("access_denied", (await Decide(lab, app, account.Account, "deny"))["error"]);
    }

    [Fact]
    public async Task An_unknown_way_back_is_never_followed()
    {
        var lab = await peers.Lab(Ct);
        var app = await Register(lab);
        var answer = await lab.Http.GetAsync(Authorize(app).Replace("stadt.example", "boese.example"), Ct);
        Assert.Equal(400, (int)answer.StatusCode);
    }

    private static async Task<JsonNode> Register(LabProcess lab) => (await Form(lab, "api/v1/apps",
        ("client_name", "Stadtfunk"), ("redirect_uris", Back), ("scopes", "profile write:statuses read:statuses"))).Body;

    private static string Authorize(JsonNode app) =>
        "oauth/authorize?" + string.Join('&', Asked(app).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"));

    private static (string Name, string Value)[] Asked(JsonNode app) =>
    [
        ("response_type", "code"), ("client_id", Of(app, "client_id")), ("redirect_uri", Back), ("scope", "profile write:statuses"), ("state", "zustand"),
        ("code_challenge", Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_')),
        ("code_challenge_method", "S256"),
    ];

    private static async Task<System.Collections.Specialized.NameValueCollection> Decide(LabProcess lab, JsonNode app, string account, string decision)
    {
        var (status, _, answer) = await Form(lab, "oauth/authorize", [.. Asked(app), ("account", account), ("decision", decision)]);
        Assert.Equal(302, status);
        Assert.StartsWith(Back, answer.Headers.Location!.ToString());
        return HttpUtility.ParseQueryString(answer.Headers.Location.Query);
    }

    private static async Task<(int Status, JsonNode Body)> Exchange(LabProcess lab, JsonNode app, string? code, string verifier)
    {
        var (status, body, _) = await Form(lab, "oauth/token", ("grant_type", "authorization_code"), ("code", code!), ("redirect_uri", Back),
            ("client_id", Of(app, "client_id")), ("client_secret", Of(app, "client_secret")), ("code_verifier", verifier));
        return (status, body);
    }

    private static Task<(int Status, JsonNode Body, HttpResponseMessage Answer)> Form(LabProcess lab, string path, params (string, string)[] fields) =>
        lab.Send(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(one => KeyValuePair.Create(one.Item1, one.Item2))),
        }, Ct);

    private static string Of(JsonNode app, string name) => (string)app[name]!;

    private static (int, string?) Short((int Status, JsonNode Body) answer) => (answer.Status, (string?)answer.Body["error"]);
}
