using System.Security.Cryptography;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Publishing;

/// <summary>The networks beside Mastodon and Bluesky, and how a channel of a trial comes to an account there.</summary>
internal static class TrialNetworks
{
    public static readonly IReadOnlyList<string> All = ["facebook", "instagram", "threads", "youtube", "tiktok", "x", "linkedin", "telegram"];

    public static async Task<LabAccount> Connect(Trial trial, ChannelId channel, string network, CancellationToken ct)
    {
        // A bot's token looks like this.
        var token = network == "telegram" ? $"{RandomNumberGenerator.GetInt32(100_000_000, int.MaxValue)}:{Convert.ToHexString(RandomNumberGenerator.GetBytes(18))}" : null;
        var account = await trial.Lab.Account(network, ct, token: token);
        switch (network)
        {
            case "facebook" or "instagram" or "threads":
                var secrets = new Dictionary<string, string> { ["token"] = account.Token, ["appId"] = LabSettings.AppId, ["appSecret"] = LabSettings.AppSecret };
                var session = new Session(new Uri(trial.Lab.Url, network == "facebook" ? "graph/" : $"{network}/"), account.Id, account.Account, secrets);
                var good = (SignInResult.Good)await trial.Town.With((Embassies embassies) => embassies.SignIn(network)!.Check(session, ct));
                Trial.Value(await trial.Town.With((Doors doors) => doors.Open(channel, network, good, anew: true, ct)));
                break;
            case "telegram":
                var fields = new Dictionary<string, string> { ["channel"] = $"@{account.Account}", ["token"] = account.Token };
                Trial.Value(await trial.Town.With((ConnectChannel use) => use.Run(trial.Lead, channel, fields, ct)));
                break;
            default:
                var flow = await AgreeFlow.At(trial.Lab, network);
                var page = Trial.Value(await trial.Town.With((StartSignIn use) => use.Run(trial.Lead, channel, flow.Fields, AgreeFlow.Back, ct)));
                var (state, code, _) = await flow.Agree(page, account.Account);
                Trial.Value(await trial.Town.With((FinishSignIn use) => use.Run(trial.Lead, state, code, AgreeFlow.Back, ct)));
                break;
        }
        return account;
    }
}
