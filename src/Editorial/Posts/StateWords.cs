using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Editorial.Posts;

/// <summary>How a state looks and is called.</summary>
internal static class StateWords
{
    public static Kind KindOf(PostState state) => state switch
    {
        PostState.Published => Kind.Ok,
        PostState.Approved or PostState.Scheduled or PostState.Publishing or PostState.Submitted => Kind.Go,
        PostState.Returned or PostState.PartlyPublished or PostState.Missed => Kind.Ask,
        PostState.Failed => Kind.Bad,
        _ => Kind.Quiet,
    };

    public static string Of(Words words, PostState state) => words[$"Editorial.State.{state}"];
}
