using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Stadtfunk.Kernel.Errors;

/// <summary>What a room reads from the settings. The start looks through it once, so that a wrong one is said there and not at its first use.</summary>
/// <param name="Section">For example <c>Networks:TikTok</c>.</param>
/// <param name="Type">A class with the defaults. Where one of them is a web address, a web address has to be given.</param>
public sealed record BoundSettings(string Section, Type Type);

/// <summary>How a room reads its settings.</summary>
public static class SettingsBinding
{
    /// <summary>As options of this type; and the start looks through them.</summary>
    public static void BindSettings<T>(this IServiceCollection services, string section)
        where T : class, new()
    {
        services.AddOptions<T>().Configure<IConfiguration>((settings, said) => said.Given(section).Bind(settings));
        services.AddSingleton(new BoundSettings(section, typeof(T)));
    }

    /// <summary>What is said in that section. An empty list in the file and a variable left empty read the same: nothing is said.</summary>
    public static IConfiguration Given(this IConfiguration settings, string section) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.GetSection(section).AsEnumerable(makePathsRelative: true).Where(said => !string.IsNullOrEmpty(said.Value)))
        .Build();
}
