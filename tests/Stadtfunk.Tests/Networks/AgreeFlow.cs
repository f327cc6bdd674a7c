using System.Net.Http.Json;
using System.Text.Json;
using System.Web;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Networks;

/// <summary>An application that the city has registered at a network of the Lab, and the way through that network's page, as a person goes it.</summary>
internal sealed record AgreeFlow(LabProcess Lab, string Network, string ClientId, string ClientSecret)
{
    public static readonly Uri Back = new("https://stadt.example/desk/kanaele/verbinden");

    public Dictionary<string, string> Fields => new() { ["clientId"] = ClientId, ["clientSecret"] = ClientSecret };

    public static async Task<AgreeFlow> At(LabProcess lab, string network, Uri? back = null)
    {
        using var answer = await lab.Http.PostAsJsonAsync("lab/apps", new { network, redirectUri = back ?? Back }, CancellationToken.None);
        var app = await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None);
        return new AgreeFlow(lab, network, app.GetProperty("clientId").GetString()!, app.GetProperty("clientSecret").GetString()!);
    }

    /// <summary>What stands in the address to which the network sends the browser back.</summary>
    public async Task<(string State, string Code, string Error)> Agree(Uri page, string account, string decision = "approve")
    {
        using var shown = await Lab.Http.GetAsync(page, CancellationToken.None);
        Expect(shown.IsSuccessStatusCode, $"the page answers {(int)shown.StatusCode}");
        Expect((await shown.Content.ReadAsStringAsync(CancellationToken.None)).Contains($"value=\"{account}\"", StringComparison.Ordinal), $"{account} can be chosen");
        var asked = HttpUtility.ParseQueryString(page.Query);
        var form = asked.AllKeys.Select(name => KeyValuePair.Create(name!, asked[name]!)).Append(new("account", account)).Append(new("decision", decision));
        using var answer = await Lab.Http.PostAsync(new Uri(page, page.AbsolutePath), new FormUrlEncodedContent(form), CancellationToken.None);
        Expect((int)answer.StatusCode == 302, $"the consent answers {(int)answer.StatusCode}");
        var back = HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        Expect(asked["state"] == back["state"], "the state comes back");
        return (back["state"]!, back["code"] ?? "", back["error"] ?? "");
    }

    /// <summary>From the form to the session.</summary>
    public async Task<SignInResult> SignIn(ISignIn signIn, string account, IEnumerable<KeyValuePair<string, string>>? more = null)
    {
        var given = new Dictionary<string, string>(Fields.Concat(more ?? []));
        var start = (SignInStart.GoTo)await signIn.Start(given, Back, "zustand", default);
        return await signIn.Finish(start.Keep, (await Agree(start.Address, account)).Code, Back, default);
    }
    private static void Expect(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException($"Expected at the network's page: {what}.");
    }
}
