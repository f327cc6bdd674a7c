using System.Net.Http.Json;
using System.Text.Json;
using System.Web;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>An application that the city has registered at a network of the Lab, and the way through that network's page, as a person goes it.</summary>
internal sealed record AgreeFlow(LabProcess Lab, string Network, string ClientId, string ClientSecret)
{
    public static readonly Uri Back = new("https://stadt.example/desk/kanaele/verbinden");

    public Dictionary<string, string> Fields => new() { ["clientId"] = ClientId, ["clientSecret"] = ClientSecret };

    public static async Task<AgreeFlow> At(LabProcess lab, string network, Uri? back = null)
    {
        using var answer = await lab.Http.PostAsJsonAsync("lab/apps", new { network, redirectUri = back ?? Back }, TestContext.Current.CancellationToken);
        var app = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return new AgreeFlow(lab, network, app.GetProperty("clientId").GetString()!, app.GetProperty("clientSecret").GetString()!);
    }

    /// <summary>What stands in the address to which the network sends the browser back.</summary>
    public async Task<(string State, string Code, string Error)> Agree(Uri page, string account, string decision = "approve")
    {
        using var shown = await Lab.Http.GetAsync(page, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)shown.StatusCode);
        Assert.Contains($"value=\"{account}\"", await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var asked = HttpUtility.ParseQueryString(page.Query);
        var form = asked.AllKeys.Select(name => KeyValuePair.Create(name!, asked[name]!)).Append(new("account", account)).Append(new("decision", decision));
        using var answer = await Lab.Http.PostAsync(new Uri(page, page.AbsolutePath), new FormUrlEncodedContent(form), TestContext.Current.CancellationToken);
        Assert.Equal(302, (int)answer.StatusCode);
        var back = HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        Assert.Equal(asked["state"], back["state"]);
        return (back["state"]!, back["code"] ?? "", back["error"] ?? "");
    }

    /// <summary>From the form to the session.</summary>
    public async Task<SignInResult> SignIn(ISignIn signIn, string account, IEnumerable<KeyValuePair<string, string>>? more = null)
    {
        var given = new Dictionary<string, string>(Fields.Concat(more ?? []));
        var start = Assert.IsType<SignInStart.GoTo>(await signIn.Start(given, Back, "zustand", default));
        return await signIn.Finish(start.Keep, (await Agree(start.Address, account)).Code, Back, default);
    }
}
