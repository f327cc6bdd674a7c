using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.Channels;

/// <summary>What a person enters about a channel. Spaces around it are cut.</summary>
internal sealed record ChannelData(UnitId Unit, string Name, string Purpose, Uri? Imprint, Uri? Privacy, TimeSpan CutOff)
{
    public static readonly TimeSpan DefaultCutOff = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestCutOff = TimeSpan.FromDays(7);

    public List<Refusal> Check()
    {
        var wrong = new List<Refusal>();
        if (Name.Length is 0 or > Channel.NameLength)
            wrong.Add(Refusal.Invalid("Organisation.ChannelNameBad", Channel.NameLength).On("name"));
        if (NameRules.Unreadable(Name) is { } unreadable)
            wrong.Add(unreadable);
        if (Purpose.Length > Channel.PurposeLength)
            wrong.Add(Refusal.Invalid("Organisation.ChannelPurposeTooLong", Channel.PurposeLength).On("purpose"));
        if (!IsWeb(Imprint))
            wrong.Add(Refusal.Invalid("Organisation.LinkBad").On("imprint"));
        if (!IsWeb(Privacy))
            wrong.Add(Refusal.Invalid("Organisation.LinkBad").On("privacy"));
        if (CutOff < TimeSpan.FromMinutes(1) || CutOff > LongestCutOff)
            wrong.Add(Refusal.Invalid("Organisation.CutOffBad").On("cutOff"));
        return wrong;
    }

    private static bool IsWeb(Uri? link) =>
        link is null || (link.IsAbsoluteUri && (link.Scheme is "https" or "http") && link.ToString().Length <= Channel.LinkLength);
}
