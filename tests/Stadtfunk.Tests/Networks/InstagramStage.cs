using System.Security.Cryptography;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A new account on the Lab's Instagram, and a server from which it fetches pictures. There is no post without one.</summary>
internal sealed class InstagramStage(House house, Session session, LabProcess lab, LabAccount account, PictureHost host) : ContainerStage(house, session, lab, account, host)
{
    private static readonly Lazy<byte[]> Jpeg = new(() => Samples.Jpeg(Samples.Quarters(320, 320)));

    public override string Key => "instagram";

    protected override int LeastPictures => 1;

    public static async Task<InstagramStage> Open(LabProcess lab, string? scopes = null)
    {
        var account = await lab.Account("instagram", TestContext.Current.CancellationToken, scopes);
        var house = await House.Open(settings: SettingsOf(lab));
        var session = new Session(new Uri(lab.Url, "instagram/"), account.Id, account.Account, FacebookStage.SecretsOf(account.Token));
        var good = Assert.IsType<SignInResult.Good>(await house.Get<Embassies>().SignIn("instagram")!.Check(session, default));
        return new InstagramStage(house, good.Session, lab, account, await PictureHost.Open());
    }

    public static IReadOnlyList<KeyValuePair<string, string?>> SettingsOf(LabProcess lab) => LabSettings.Instagram(lab);

    public override OutgoingPicture PictureOf(int number, string alt) => PictureOf(Jpeg.Value, number, alt, 320, 320);

    /// <summary>What follows the end of a JPEG is ignored, and makes each a picture of its own.</summary>
    public OutgoingPicture PictureOf(byte[] picture, int number, string alt, int width, int height)
    {
        byte[] content = [.. picture, (byte)number];
        return Host.Show(new OutgoingPicture(Convert.ToHexStringLower(SHA256.HashData(content)), "image/jpeg", width, height, content.Length, alt, null, _ => Task.FromResult<Stream>(new MemoryStream(content))));
    }
}
