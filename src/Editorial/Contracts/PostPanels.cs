using Microsoft.AspNetCore.Components;

namespace Stadtfunk.Editorial.Contracts;

/// <summary>
/// A part of the post's page that a room above brings (how the deliveries stand, for example): registered as a singleton, drawn above the
/// composer once the post was released. The component takes one parameter, <c>Post</c> of type <see cref="PostId"/>.
/// </summary>
/// <param name="Key">Stable word; panels are drawn in its order.</param>
/// <param name="Component">A public component.</param>
public sealed record PostPanel(string Key, Type Component)
{
    public static PostPanel Of<TComponent>(string key)
        where TComponent : IComponent => new(key, typeof(TComponent));
}

/// <summary>
/// A part that a room above brings into the dialogs that correct or withdraw a post that is out: what happens where. The component takes the parameters
/// <c>Post</c> of type <see cref="PostId"/> and <c>Withdraw</c> of type <see cref="bool"/>.
/// </summary>
/// <param name="Component">A public component.</param>
public sealed record AfterwardsPanel(Type Component)
{
    public static AfterwardsPanel Of<TComponent>()
        where TComponent : IComponent => new(typeof(TComponent));
}
