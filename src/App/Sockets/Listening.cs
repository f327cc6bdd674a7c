using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Stadtfunk.App.Sockets;

/// <summary>
/// What comes in over a reader's connection is taken in by the thread that heard it, instead of by a second one whose only work is to hand it to the third, which answers. No request
/// is worked on there, so none can hold up the others; connections to databases and networks stay as the runtime made them. See docs/decisions/011.
/// </summary>
internal static class Listening
{
    private static volatile bool exists = true;

    public static void AtOnce(ListenOptions listen) => listen.Use(next => connection =>
    {
        if (exists && connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
            Prefer(socket.SafeHandle);
        return next(connection);
    });

    private static void Prefer(SafeSocketHandle handle)
    {
        try
        {
            PreferInlineCompletions(handle, true);
        }
        catch (MissingMethodException)
        {
            // An experiment of the runtime that a later one may not know: then it takes the longer way.
            exists = false;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_PreferInlineCompletions")]
    private static extern void PreferInlineCompletions(SafeSocketHandle handle, bool value);
}
