using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A new account on the Lab's Mastodon server.</summary>
internal sealed class MastodonStage(House house, Session session, LabProcess lab, LabAccount account) : Stage(house, session)
{
    public override string Key => "mastodon";

    public LabProcess Lab => lab;

    public LabAccount Account => account;

    public static readonly KeyValuePair<string, string?>[] Settings = [new("Http:AllowPrivate:0", "127.0.0.1")];

    public static async Task<MastodonStage> Open(LabProcess lab, string server = "mastodon", string? scopes = null)
    {
        var account = await lab.Account(server, TestContext.Current.CancellationToken, scopes);
        var house = await House.Open(settings: Settings);
        var root = lab.Servers.GetValueOrDefault(server) ?? lab.Url;
        var session = new Session(new Uri(root, "/"), account.Id, account.Account, new Dictionary<string, string> { ["token"] = account.Token });
        var good = Assert.IsType<SignInResult.Good>(await house.Get<Embassies>().SignIn("mastodon")!.Check(session, default));
        return new MastodonStage(house, good.Session, lab, account);
    }

    public override async Task<IReadOnlyList<SeenPost>> Seen()
    {
        var entries = await lab.Ledger.Of(account, default);
        var gone = entries.Where(entry => entry.Kind == "delete").Select(entry => entry.Id).ToHashSet();
        return [.. entries.Where(entry => entry.Kind == "post" && !gone.Contains(entry.Id)).Select(post =>
        {
            var last = entries.Last(entry => entry.Kind is "post" or "edit" && entry.Id == post.Id);
            return new SeenPost(post.Id, last.Text!, null, last.Language!, [.. last.Pictures.Select(picture => picture.Alt ?? "")]);
        })];
    }

    public override Task Spoil(Spot spot, Trouble trouble, bool after)
    {
        var endpoint = spot switch { Spot.Upload => "media", Spot.Publish => "post", Spot.LookUp => "timeline", _ => null };
        return lab.Faults.Spoil(account, default, FaultOf(trouble, endpoint, after));
    }

    public override Task Mend() => lab.Faults.Mend(account, default);

    public override async Task<int> SpoiledCalls() => (await lab.Faults.State(account, default)).Sum(state => state.Hits);

    public static LabFault FaultOf(Trouble trouble, string? endpoint, bool after) =>
        new(KindOf(trouble), endpoint, after) { Header = trouble != Trouble.TooManyWithoutTime, Status = trouble == Trouble.ErrorInside ? 200 : null };

    private static LabFaultKind KindOf(Trouble trouble) => trouble switch
    {
        Trouble.Error or Trouble.ErrorInside => LabFaultKind.Error,
        Trouble.Reset => LabFaultKind.Reset,
        Trouble.Html => LabFaultKind.Html,
        Trouble.Huge => LabFaultKind.Huge,
        Trouble.CutOff => LabFaultKind.CutOff,
        Trouble.Hang => LabFaultKind.Hang,
        Trouble.OtherTypes => LabFaultKind.Retyped,
        Trouble.Redirect => LabFaultKind.Redirect,
        Trouble.TokenExpired => LabFaultKind.TokenExpired,
        _ => LabFaultKind.TooManyRequests,
    };
}
