using System.Security.Cryptography;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A new channel on the Lab's Telegram, with a bot that may post there.</summary>
internal sealed class TelegramStage(House house, Session session, LabProcess lab, LabAccount account) : Stage(house, session)
{
    public override string Key => "telegram";

    public LabProcess Lab => lab;

    public LabAccount Account => account;

    public static async Task<TelegramStage> Open(LabProcess lab, string? scopes = null)
    {
        var account = await NewChannel(lab, scopes);
        var house = await House.Open(settings: SettingsOf(lab));
        var good = Assert.IsType<SignInResult.Good>(await house.Get<Embassies>().SignIn("telegram")!.WithFields(FieldsOf(account), default));
        return new TelegramStage(house, good.Session, lab, account);
    }

    public static Task<LabAccount> NewChannel(LabProcess lab, string? scopes = null) =>
        lab.Account("telegram", TestContext.Current.CancellationToken, scopes, $"{RandomNumberGenerator.GetInt32(100_000_000, int.MaxValue)}:{Convert.ToHexString(RandomNumberGenerator.GetBytes(18))}");

    public static IReadOnlyList<KeyValuePair<string, string?>> SettingsOf(LabProcess lab) => LabSettings.Telegram(lab);

    public static Dictionary<string, string> FieldsOf(LabAccount account) => new() { ["channel"] = $"@{account.Account}", ["token"] = account.Token };

    public override async Task<IReadOnlyList<SeenPost>> Seen()
    {
        var entries = await lab.Ledger.Of(account, default);
        var gone = entries.Where(entry => entry.Kind == "delete").Select(entry => entry.Id).ToHashSet();
        return [.. entries.Where(entry => entry.Kind == "post" && !gone.Contains(entry.Id)).Select(post =>
        {
            var last = entries.Last(entry => entry.Kind is "post" or "edit" && entry.Id == post.Id);
            return new SeenPost(post.Id, last.Text!, null, last.Language ?? "", [.. post.Pictures.Select(picture => picture.Alt ?? "")]);
        })];
    }

    public override Task Spoil(Spot spot, Trouble trouble, bool after)
    {
        Assert.True(spot is Spot.Publish or Spot.All);
        return lab.Faults.Spoil(account, default, MastodonStage.FaultOf(trouble, spot == Spot.Publish ? "post" : null, after));
    }

    public override Task Mend() => lab.Faults.Mend(account, default);

    public override async Task<int> SpoiledCalls() => (await lab.Faults.State(account, default)).Sum(state => state.Hits);
}
