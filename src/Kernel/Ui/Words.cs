using System.Globalization;
using System.Resources;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Kernel.Ui;

/// <summary>
/// The texts of the desk. A key begins with its room: "Editorial.Composer.Save" is "Composer.Save" in the texts that
/// Editorial registered. Language is CurrentUICulture, German when there is nothing else.
/// </summary>
public sealed class Words
{
    private readonly Dictionary<string, List<ResourceManager>> rooms = new(StringComparer.Ordinal)
    {
        ["Kernel"] = [new ResourceManager("Stadtfunk.Kernel.Texts", typeof(Words).Assembly)]
    };

    public Words(IEnumerable<RoomTexts> texts)
    {
        foreach (var (room, more) in texts)
            if (rooms.TryGetValue(room, out var known)) known.Add(more);
            else rooms[room] = [more];
    }

    /// <summary>The sentence for the key. A missing one comes back as "[key]", so that a test can find it on the page.</summary>
    public string this[string key, params object?[] args]
    {
        get
        {
            var text = Find(key, CultureInfo.CurrentUICulture);
            if (text is null) return $"[{key}]";
            return args.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, args);
        }
    }

    /// <summary>The sentence of a refusal; a refusal among its arguments becomes its own sentence first.</summary>
    public string Of(Refusal refusal) =>
        this[refusal.Key, [.. refusal.Args.Select(argument => argument is Refusal inner ? Of(inner) : argument)]];

    /// <summary>The sentence in another language than the one of this moment: for mails, which nobody's browser asks for.</summary>
    public string In(CultureInfo language, string key, params object?[] args)
    {
        var text = Find(key, language);
        return text is null ? $"[{key}]" : string.Format(language, text, args);
    }

    /// <summary>Is there a text for the key in the current language or the German default?</summary>
    public bool Has(string key) => Find(key, CultureInfo.CurrentUICulture) is not null;

    private string? Find(string key, CultureInfo language)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && rooms.TryGetValue(key[..dot], out var texts)
            ? texts.Select(one => one.GetString(key[(dot + 1)..], language)).FirstOrDefault(text => text is not null)
            : null;
    }
}

/// <summary>The texts that a room brings.</summary>
public sealed record RoomTexts(string Room, ResourceManager Texts);

/// <summary>How a room brings its texts, and the App the parts of the desk.</summary>
public static class UiRegistration
{
    /// <summary>Makes texts of a room known under its name: AddTexts("Editorial", Texts.ResourceManager). A room may have several, in its folders.</summary>
    public static IServiceCollection AddTexts(this IServiceCollection services, string room, ResourceManager texts) =>
        services.AddSingleton(new RoomTexts(room, texts));

    /// <summary>What the components of this folder need: words (one for all) and toasts (one per open desk).</summary>
    public static IServiceCollection AddUi(this IServiceCollection services) =>
        services.AddSingleton<Words>().AddScoped<Toasts>();
}
