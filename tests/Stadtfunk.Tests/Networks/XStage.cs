using System.Net.Http.Json;
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

    /// <param name="mayEdit">Whoever connects it says that the account may; whether it may indeed is X's matter (<see cref="Behave"/>).</param>
    public static async Task<XStage> Open(LabProcess lab, bool mayEdit = false)
    {
        var account = await lab.Account("x", TestContext.Current.CancellationToken);
        if (mayEdit)
            await Behave(lab, account, new { mayEdit });
        var house = await House.Open(settings: SettingsOf(lab));
        var signIn = house.Get<Embassies>().SignIn("x")!;
        var good = Assert.IsType<SignInResult.Good>(await (await AgreeFlow.At(lab, "x")).SignIn(signIn, account.Account, mayEdit ? [new("mayEdit", "yes")] : []));
        return new XStage(house, good.Session, lab, account);
    }

    public static async Task Behave(LabProcess lab, LabAccount account, object habits) => (await lab.Http.PutAsJsonAsync($"lab/x/{account.Account}", habits)).EnsureSuccessStatusCode();

    public static IReadOnlyList<KeyValuePair<string, string?>> SettingsOf(LabProcess lab) => LabSettings.X(lab);

    public override async Task<IReadOnlyList<SeenPost>> Seen()
    {
        var entries = await lab.Ledger.Of(account, default);
        // A changed post goes by another id.
        var gone = entries.Where(entry => entry.Kind is "delete").Select(entry => entry.Id).Concat(entries.Where(entry => entry.Kind is "edit").Select(entry => entry.Key)).ToHashSet();
        return [.. entries.Where(entry => entry.Kind is "post" or "edit" && !gone.Contains(entry.Id))
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
