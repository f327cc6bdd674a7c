using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Stadtfunk.App.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.App;

/// <summary>Looks through what the rooms read from the settings before anything stands: what is wrong is said in one sentence, and not hours later at its first use.</summary>
internal static class WrongSettings
{
    public static void Look(IServiceProvider services, IConfiguration configuration)
    {
        foreach (var bound in services.GetServices<BoundSettings>())
            if (configuration.GetSection(bound.Section) is var section && section.Exists())
                Look(section, bound.Type);
    }

    private static void Look(IConfigurationSection section, Type type)
    {
        var usual = Activator.CreateInstance(type);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            // An empty list in the file and a variable left empty read the same: nothing is given. An address that is empty would be none.
            if (section[property.Name] is { } said && (said.Length > 0 || IsAddress(property.GetValue(usual))) && !IsGood(section, property, property.GetValue(usual)))
            {
                var (german, english) = Wanted(property, property.GetValue(usual));
                throw new WrongSetting(ConsoleWords.Of(
                    $"{section.Path}:{property.Name} erwartet {german}, nicht „{said}“.", $"{section.Path}:{property.Name} expects {english}, not “{said}”."));
            }
    }

    private static bool IsGood(IConfigurationSection section, PropertyInfo property, object? usual)
    {
        try
        {
            return section.GetValue(property.PropertyType, property.Name) is { } value
                && property.GetCustomAttribute<RangeAttribute>()?.IsValid(value) != false
                && (!IsAddress(usual) || IsAddress(value));
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsAddress(object? value) => Uri.TryCreate(value as string, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static (string German, string English) Wanted(PropertyInfo property, object? usual) =>
        usual is bool ? ("true oder false", "true or false")
        : usual is TimeSpan ? ($"eine Dauer wie {usual:c}", $"a duration such as {usual:c}")
        : usual is string ? ($"eine Adresse wie {usual}", $"an address such as {usual}")
        : property.GetCustomAttribute<RangeAttribute>() is { } range ? ($"eine ganze Zahl ab {range.Minimum}", $"a whole number from {range.Minimum}")
        : ("eine Liste: Einträge mit :0, :1 …", "a list: entries with :0, :1 …");
}
