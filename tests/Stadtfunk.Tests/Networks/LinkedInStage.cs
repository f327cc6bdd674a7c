using System.Net.Http.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A new page on the Lab's LinkedIn, and a member who manages it, signed in with an application of the city.</summary>
internal sealed class LinkedInStage(House house, Session session, LabProcess lab, LabAccount account) : Stage(house, session)
{
    public override string Key => "linkedin";

    public LabProcess Lab => lab;

    public LabAccount Account => account;

    /// <summary>A row whose one call was refused as a duplicate.</summary>
    public Errand Duplicate(Outgoing post, DateTime intentAt, Sentence why, DateTime unknownAt) =>
        new(ErrandKind.Publish, NewKey(), post, Session, null, null, Parts, (_, _, _) => Task.CompletedTask, Calls.Add) { IntentAt = intentAt, UnknownAt = unknownAt, Refusal = why };

    public static async Task<LinkedInStage> Open(LabProcess lab, object? habits = null, string version = "202607")
    {
        var account = await lab.Account("linkedin", TestContext.Current.CancellationToken);
        if (habits is not null)
            await Habits(lab, account, habits);
        var house = await House.Open(settings: SettingsOf(lab, version));
        var good = Assert.IsType<SignInResult.Good>(await (await AgreeFlow.At(lab, "linkedin")).SignIn(house.Get<Embassies>().SignIn("linkedin")!, account.Account));
        return new LinkedInStage(house, good.Session, lab, account);
    }

    public static async Task Habits(LabProcess lab, LabAccount member, object habits) =>
        (await lab.Http.PutAsJsonAsync($"lab/linkedin/{member.Account}", habits, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

    public static IReadOnlyList<KeyValuePair<string, string?>> SettingsOf(LabProcess lab, string version = "202607") => LabSettings.LinkedIn(lab, version);

    public override async Task<IReadOnlyList<SeenPost>> Seen()
    {
        var entries = await lab.Ledger.Of(account, default);
        var gone = entries.Where(entry => entry.Kind == "delete").Select(entry => entry.Id).ToHashSet();
        return [.. entries.Where(entry => entry.Kind == "post" && !gone.Contains(entry.Id)).Select(post =>
        {
            var last = entries.Last(entry => entry.Kind is "post" or "edit" && entry.Id == post.Id);
            return new SeenPost(post.Id, last.Text!, last.More.GetValueOrDefault("source"), last.Language ?? "", [.. last.Pictures.Select(picture => picture.Alt ?? "")]);
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
