using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A new account on the Lab's X, signed in with an application of the city.</summary>
internal sealed class XStage(House house, Session session, LabProcess lab, LabAccount account) : Stage(house, session)
{
    public override string Key => "x";

    public LabProcess Lab => lab;

    public LabAccount Account => account;

    /// <summary>A row whose one call was refused as a duplicate.</summary>
    public Errand Duplicate(Outgoing post, DateTime intentAt, Sentence why, DateTime unknownAt) =>
        new(ErrandKind.Publish, NewKey(), post, Session, null, null, Parts, (_, _, _) => Task.CompletedTask, Calls.Add) { IntentAt = intentAt, UnknownAt = unknownAt, Refusal = why };

    public static async Task<XStage> Open(LabProcess lab)
    {
        var account = await lab.Account("x", TestContext.Current.CancellationToken);
        var house = await House.Open(settings: SettingsOf(lab));
        var signIn = house.Get<Embassies>().SignIn("x")!;
        var good = Assert.IsType<SignInResult.Good>(await (await AgreeFlow.At(lab, "x")).SignIn(signIn, account.Account));
        return new XStage(house, good.Session, lab, account);
    }

    public static IReadOnlyList<KeyValuePair<string, string?>> SettingsOf(LabProcess lab) => LabSettings.X(lab);

    public override async Task<IReadOnlyList<SeenPost>> Seen()
    {
        var entries = await lab.Ledger.Of(account, default);
        var gone = entries.Where(entry => entry.Kind == "delete").Select(entry => entry.Id).ToHashSet();
        return [.. entries.Where(entry => entry.Kind == "post" && !gone.Contains(entry.Id))
            .Select(post => new SeenPost(post.Id, post.Text!, null, post.Language ?? "", [.. post.Pictures.Select(picture => picture.Alt ?? "")]))];
    }

    public override Task Spoil(Spot spot, Trouble trouble, bool after)
    {
        var endpoint = spot switch { Spot.Upload => "media", Spot.Publish => "post", Spot.LookUp => "timeline", _ => null };
        return lab.Faults.Spoil(account, default, MastodonStage.FaultOf(trouble, endpoint, after));
    }

    public override Task Mend() => lab.Faults.Mend(account, default);

    public override async Task<int> SpoiledCalls() => (await lab.Faults.State(account, default)).Sum(state => state.Hits);
}
