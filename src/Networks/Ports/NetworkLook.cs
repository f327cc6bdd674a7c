using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Stadtfunk.Networks.Ports;

/// <summary>
/// Our own drawing of how a post stands on a network: the frame, and in its <c>.razor.css</c> where what is inside it goes. Inside stand <c>who-posts</c> (with
/// <c>avatar</c> and <c>who-is</c>), <c>title</c>, <c>said</c> (with <c>marked</c>), <c>shots</c> (each a <c>shot</c>), <c>link-preview</c> and <c>doings</c>.
/// </summary>
public abstract class NetworkLook : ComponentBase
{
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}

/// <summary>What stands inside, in the look of a network; plain where it has none.</summary>
public sealed class InLook : ComponentBase
{
    /// <summary>A <see cref="NetworkLook"/>.</summary>
    [Parameter, EditorRequired]
    public Type? Look { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (Look is { } look)
        {
            builder.OpenComponent(0, look);
            builder.AddComponentParameter(1, nameof(NetworkLook.ChildContent), ChildContent);
            builder.CloseComponent();
            return;
        }
        builder.OpenElement(2, "div");
        builder.AddAttribute(3, "class", "phone");
        builder.AddContent(4, ChildContent);
        builder.CloseElement();
    }
}
