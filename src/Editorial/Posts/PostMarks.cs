using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Editorial.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>The networks of a post as small marks, the website first. How each delivery stands, the post's own page says.</summary>
internal static class PostMarks
{
    public static RenderFragment Of(PostRow row, Words words) => builder =>
    {
        // With some channels still open, the whole says nothing sure about one of them.
        var sure = row.State is not (PostState.PartlyPublished or PostState.Publishing or PostState.Failed);
        var kind = sure ? StateWords.KindOf(row.State) : Kind.Go;
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "nets");
        Mark(builder, "Web", false, words["Editorial.Composer.Website"], row.PublicSince is null ? kind : Kind.Ok, StateWords.Of(words, row.PublicSince is null ? row.State : PostState.Published));
        foreach (var channel in row.Channels)
            Mark(builder, channel.Mark, channel.Practice, $"{channel.Network}, {channel.Name}", kind, StateWords.Of(words, row.State));
        builder.CloseElement();
    };

    private static void Mark(RenderTreeBuilder builder, string letters, bool practice, string network, Kind kind, string word)
    {
        builder.OpenComponent<NetMark>(2);
        builder.AddAttribute(3, nameof(NetMark.Mark), letters);
        builder.AddAttribute(4, nameof(NetMark.Network), network);
        builder.AddAttribute(5, nameof(NetMark.State), kind);
        builder.AddAttribute(6, nameof(NetMark.Word), word);
        builder.AddAttribute(7, nameof(NetMark.Practice), practice);
        builder.CloseComponent();
    }
}
