using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Who is asked for an approval, in words.</summary>
internal static class StageWords
{
    public static string Of(Words words, StageView stage) => stage switch
    {
        { First: { } first, Second: { } second } => words["Editorial.Stage.Second", first, second],
        { Second: { } second, LeadOnly: true } => words["Editorial.Stage.LeadThen", second],
        { Second: { } second } => words["Editorial.Stage.First", second],
        { LeadOnly: true } => words["Editorial.Stage.Lead"],
        _ => "",
    };
}
