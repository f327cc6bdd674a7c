namespace Stadtfunk.Networks.Ports;

public enum HookAbout
{
    /// <summary>The account may have taken its consent back, or given another.</summary>
    SignIn,

    /// <summary>A post may have come out, or come to nothing.</summary>
    Post,
}

/// <summary>What a call at the door says, as far as it is a reason to ask the network now instead of at the next turn. It proves nothing: the answer to that question counts.</summary>
/// <param name="Network">Whose channels it is about.</param>
/// <param name="Account">As sessions name it; null: any account of the network.</param>
/// <param name="Ticket">Of the post, as <see cref="Step.Waiting"/> named it; null: the call does not say which.</param>
public sealed record HookNews(HookAbout About, string Network, string? Account, string? Ticket = null);

/// <summary>A door whose calls are a reason to ask.</summary>
public interface IHookReader : IWebhook
{
    /// <param name="body">Proven to be the network's. Empty when nothing in it is a reason.</param>
    IReadOnlyList<HookNews> Read(ReadOnlyMemory<byte> body);
}
