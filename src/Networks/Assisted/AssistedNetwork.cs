using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Networks.LinkedIn;
using Stadtfunk.Networks.Meta.Facebook;
using Stadtfunk.Networks.Meta.Instagram;
using Stadtfunk.Networks.Meta.Threads;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.X;

namespace Stadtfunk.Networks.Assisted;

/// <summary>Where no machine may post (WhatsApp channels, personal accounts): a person does it. The rules are those of the place where it will stand.</summary>
internal static class AssistedNetwork
{
    public const string Key = "assisted";
    public const string WhatsApp = "whatsapp";

    private static readonly string[] Photos = ["image/jpeg", "image/png"];

    // 1,024 is what WhatsApp takes under a picture; a text alone could be longer, but one text has to fit both. Of an alt text it knows nothing.
    private static readonly Rules InWhatsApp = new(1024, Counting.Utf16, null, null, LinkInText: true, 10, new PictureRules(5_000_000, 2048, null, Photos, null) { TakesAlt = false });

    private static readonly Place[] Places =
    [
        new(Of(WhatsApp, "WhatsApp-Kanal", "Wa", InWhatsApp) with { English = ("WhatsApp channel", "Wa") }, ["whatsapp.com"]),
        new(Of(InstagramNetwork.Network), ["instagram.com"]),
        new(Of(FacebookNetwork.Network), ["facebook.com"]),
        new(Of(LinkedInNetwork.Network), ["linkedin.com"]),
        new(Of(ThreadsNetwork.Network), ["threads.com", "threads.net"]),
        new(Of(XNetwork.Network), ["x.com", "twitter.com"]),
    ];

    public static readonly Network Network = new(Key, "Von Hand", "Ha", InWhatsApp, new Can(Edit: true, Delete: true, LookUp: true))
    {
        IsByHand = true,
        English = ("By hand", "Ha"),
        Imitates = [.. Places.Select(place => place.Network)],
    };

    public static IReadOnlyList<string> Choices { get; } = [.. Places.Select(place => place.Network.Key)];

    public static Network? Like(string key) => Find(key)?.Network;

    /// <summary>Does this address lead to that network?</summary>
    public static bool LeadsTo(Uri link, string key) => Find(key) is { } place
        && place.Hosts.Any(host => link.Host.Equals(host, StringComparison.OrdinalIgnoreCase) || link.Host.EndsWith($".{host}", StringComparison.OrdinalIgnoreCase));

    public static void AddAssisted(this IServiceCollection services) => services.AddNetwork<AssistedPublisher, AssistedSignIn>(Network);

    private static Place? Find(string key) => Array.Find(Places, place => place.Network.Key == key);

    /// <summary>
    /// A place that is also spoken to: a person there has the same limits, but pastes one text, sees the network make a card of the link in it, and can paint a
    /// picture there. The task carries neither video nor document. That X takes one cashtag holds for programs only.
    /// </summary>
    private static Network Of(Network real) =>
        Of(real.Key, real.Name, real.Mark, real.Rules with
        {
            LinkInText = true, PicturesHideCard = false, CardByNetwork = false, CardPicture = null, NeedsPicture = false, Video = null, Documents = null,
            Limits = real.Rules.Limits is { } limits ? limits with { Cashtags = null } : null,
        });

    private static Network Of(string key, string name, string mark, Rules rules) => new(key, name, mark, rules with { Like = key }, new Can(true, true, true));

    private sealed record Place(Network Network, IReadOnlyList<string> Hosts);
}
