using System.Globalization;
using System.Text;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Website.Pages;

/// <summary>Names behind the ids: units, channels, categories, as they are at this moment. Read once for each page that is made.</summary>
internal sealed class Register(IUnits units, IChannels channels, ICategories categories)
{
    private IReadOnlyList<UnitView>? allUnits;
    private IReadOnlyList<ChannelChoice>? allChannels;
    private IReadOnlyList<CategoryView>? allCategories;

    public async Task<IReadOnlyList<UnitView>> Units(CancellationToken ct) => allUnits ??= await units.Tree(ct);

    public async Task<IReadOnlyList<CategoryView>> Categories(CancellationToken ct) => allCategories ??= await categories.All(ct);

    /// <summary>Channels that have or had posts, each with a word for its address.</summary>
    public async Task<IReadOnlyList<ChannelChoice>> Channels(CancellationToken ct) =>
        allChannels ??= Named([.. (await channels.All(ct)).Where(channel => channel.State is not ChannelState.Planned)]);

    public async Task<UnitView?> Unit(UnitId id, CancellationToken ct) => (await Units(ct)).FirstOrDefault(unit => unit.Id == id);

    public async Task<CategoryView?> Category(CategoryId? id, CancellationToken ct) =>
        id is { } category ? (await Categories(ct)).FirstOrDefault(one => one.Id == category) : null;

    private static IReadOnlyList<ChannelChoice> Named(IReadOnlyList<ChannelView> all)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var named = new List<ChannelChoice>(all.Count);
        foreach (var channel in all)
        {
            var word = Word($"{channel.Network}-{channel.Name}");
            named.Add(new ChannelChoice(channel, taken.Add(word) ? word : $"{word}-{channel.Id.Value.ToString("N")[^8..]}"));
        }
        return named;
    }

    internal static string Word(string name)
    {
        var german = name.ToLowerInvariant()
            .Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal)
            .Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal);
        var word = new StringBuilder(german.Length);
        foreach (var letter in german.Normalize(NormalizationForm.FormD))
            if (char.IsAsciiLetterOrDigit(letter))
                word.Append(letter);
            else if (word.Length > 0 && word[^1] != '-' && char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                word.Append('-');
        var whole = word.ToString().Trim('-');
        return whole.Length > 80 ? whole[..80].TrimEnd('-') : whole;
    }
}

internal sealed record ChannelChoice(ChannelView Channel, string Word);
