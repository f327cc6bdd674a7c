using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Practice;

/// <summary>The training network: behaves as one of the real ones, and nothing leaves the house.</summary>
internal static class PracticeNetwork
{
    public const string Key = "practice";

    // Where nobody has chosen whose rules shall hold: what is usual.
    private static readonly Rules Usual = new(500, Counting.Graphemes, null, UrlLength: 23, LinkInText: true, MaxPictures: 4,
        new PictureRules(16_777_216, MaxEdge: 3840, MaxPixels: 33_177_600, ["image/jpeg", "image/webp", "image/png", "image/gif"], MaxAlt: 1500))
    {
        MentionsWithoutServer = true,
        Video = new VideoRules(103_809_024, TimeSpan.FromSeconds(1), TimeSpan.FromHours(4), ["video/mp4"]) { MaxPixels = 8_294_400, TakesSubtitles = false, TakesAlt = true },
    };

    public static readonly Network Network = new(Key, "Übungsnetz", "Üb", Usual, new Can(Edit: true, Delete: true, LookUp: true))
    {
        IsPractice = true,
        English = ("Practice network", "Pr"),
    };

    /// <summary>Whose rules it can have: those of every network that a machine speaks to.</summary>
    public static IReadOnlyList<string> Choices(NetworkBook book) => [.. book.All.Where(IsReal).Select(network => network.Key)];

    /// <summary>The first that can do all that this one can.</summary>
    public static string FirstChoice(NetworkBook book) => book.All.Where(IsReal).FirstOrDefault(network => network.Can is { Edit: true, Delete: true })?.Key ?? "";

    public static Rules? RulesLike(NetworkBook book, string key) => book.Find(key) is { } real && IsReal(real) ? real.Rules with { Like = real.Key } : null;

    public static void AddPractice(this IServiceCollection services)
    {
        services.AddTheirTexts(typeof(PracticeNetwork));
        services.AddNetwork<PracticePublisher, PracticeSignIn>(Network);
        services.AddOptions<PracticeSettings>().BindConfiguration("City");
        services.AddSingleton<IModelPart, PracticeTables>();
        services.AddSingleton<PracticeServer>();
        services.AddScoped<PracticeWall>();
    }

    private static bool IsReal(Network network) => network is { IsPractice: false, IsByHand: false };
}
