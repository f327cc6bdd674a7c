using System.Net;
using System.Text.RegularExpressions;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A new page on the Lab's Facebook.</summary>
internal sealed class FacebookStage(House house, Session session, LabProcess lab, LabAccount account) : Stage(house, session)
{
    /// <summary>The app that the Lab knows.</summary>
    public const string AppId = LabSettings.AppId, AppSecret = LabSettings.AppSecret;

    public static readonly Uri Back = new("http://127.0.0.1:5080/verbinden/zurueck");

    public override string Key => "facebook";

    public LabProcess Lab => lab;

    public LabAccount Account => account;

    public static async Task<FacebookStage> Open(LabProcess lab, string? scopes = null)
    {
        var account = await lab.Account("facebook", TestContext.Current.CancellationToken, scopes);
        var house = await House.Open(settings: SettingsOf(lab));
        var session = new Session(new Uri(lab.Url, "graph/"), account.Id, account.Account, SecretsOf(account.Token));
        var good = Assert.IsType<SignInResult.Good>(await house.Get<Embassies>().SignIn("facebook")!.Check(session, default));
        return new FacebookStage(house, good.Session, lab, account);
    }

    public static Dictionary<string, string> SecretsOf(string token) => new() { ["token"] = token, ["appId"] = AppId, ["appSecret"] = AppSecret };

    public static IReadOnlyList<KeyValuePair<string, string?>> SettingsOf(LabProcess lab) => LabSettings.Facebook(lab);

    /// <summary>Fills the dialog in as a person would: these pages, and all permissions but these.</summary>
    public static async Task<string> Agree(LabProcess lab, Uri address, string state, IEnumerable<string> pages, params string[] without)
    {
        var form = await lab.Http.GetStringAsync(address);
        var fields = Regex.Matches(form, "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"").Select(x => KeyValuePair.Create(x.Groups[1].Value, WebUtility.HtmlDecode(x.Groups[2].Value)));
        var scopes = Regex.Matches(form, "name=\"scope\" value=\"([^\"]+)\"").Select(x => x.Groups[1].Value).Except(without).Select(scope => KeyValuePair.Create("scope", scope));
        using var answer = await lab.Http.PostAsync(address.GetLeftPart(UriPartial.Path), new FormUrlEncodedContent([.. fields, .. scopes, .. pages.Select(page => KeyValuePair.Create("page", page))]));
        var location = answer.Headers.Location!;
        Assert.StartsWith(Back.AbsoluteUri, location.AbsoluteUri, StringComparison.Ordinal);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(location.Query);
        Assert.Equal(state, query["state"]);
        return query["code"]!;
    }

    public override async Task<IReadOnlyList<SeenPost>> Seen() => Seen(await lab.Ledger.Of(account, default));

    /// <summary>The ledger keeps the address of a link's card where others have their warning.</summary>
    public static IReadOnlyList<SeenPost> Seen(IReadOnlyList<LabEntry> entries)
    {
        var gone = entries.Where(entry => entry.Kind == "delete").Select(entry => entry.Id).ToHashSet();
        return [.. entries.Where(entry => entry.Kind == "post" && !gone.Contains(entry.Id)).Select(post =>
        {
            var last = entries.Last(entry => entry.Kind is "post" or "edit" && entry.Id == post.Id);
            return new SeenPost(post.Id, last.Text!, last.Spoiler, last.Language ?? "", [.. last.Pictures.Select(picture => picture.Alt ?? "")]);
        })];
    }

    public override Task Spoil(Spot spot, Trouble trouble, bool after)
    {
        var endpoint = spot switch { Spot.Upload => "media", Spot.Publish => "post", Spot.LookUp => "timeline", _ => null };
        return lab.Faults.Spoil(account, default, MastodonStage.FaultOf(trouble, endpoint, after));
    }

    public override Task Mend() => lab.Faults.Mend(account, default);

    public override async Task<int> SpoiledCalls() => (await lab.Faults.State(account, default)).Sum(state => state.Hits);
}
