using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A new account on the Lab's Threads, and a server from which it fetches pictures.</summary>
internal sealed class ThreadsStage(House house, Session session, LabProcess lab, LabAccount account, PictureHost host) : ContainerStage(house, session, lab, account, host)
{
    public override string Key => "threads";

    public static async Task<ThreadsStage> Open(LabProcess lab, string? scopes = null)
    {
        var account = await lab.Account("threads", TestContext.Current.CancellationToken, scopes);
        var house = await House.Open(settings: SettingsOf(lab));
        var session = new Session(new Uri(lab.Url, "threads/"), account.Id, account.Account, FacebookStage.SecretsOf(account.Token));
        var good = Assert.IsType<SignInResult.Good>(await house.Get<Embassies>().SignIn("threads")!.Check(session, default));
        return new ThreadsStage(house, good.Session, lab, account, await PictureHost.Open());
    }

    public static IReadOnlyList<KeyValuePair<string, string?>> SettingsOf(LabProcess lab) => LabSettings.Threads(lab);

    public override OutgoingPicture PictureOf(int number, string alt) => Host.Show(Picture(number, alt));
}
