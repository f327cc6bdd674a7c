using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Mastodon;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Practice;

/// <summary>The training network: behaves as one of the real ones, and nothing leaves the house.</summary>
internal static class PracticeNetwork
{
    public const string Key = "practice";

    public static readonly Network Network = new(Key, "Übungsnetz", "Üb", MastodonNetwork.Network.Rules, new Can(Edit: true, Delete: true, LookUp: true))
    {
        IsPractice = true,
        English = ("Practice network", "Pr"),
    };

    /// <summary>Whose rules it can have: those of every network that a machine speaks to.</summary>
    public static IReadOnlyList<string> Choices(NetworkBook book) => [.. book.All.Where(IsReal).Select(network => network.Key)];

    public static Rules? RulesLike(NetworkBook book, string key) => book.Find(key) is { } real && IsReal(real) ? real.Rules with { Like = real.Key } : null;

    public static void AddPractice(this IServiceCollection services)
    {
        services.AddNetwork<PracticePublisher, PracticeSignIn>(Network);
        services.AddOptions<PracticeSettings>().BindConfiguration("City");
        services.AddSingleton<IModelPart, PracticeTables>();
        services.AddSingleton<PracticeServer>();
        services.AddScoped<PracticeWall>();
    }

    private static bool IsReal(Network network) => network is { IsPractice: false, IsByHand: false };
}
