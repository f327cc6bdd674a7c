using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks;

/// <summary>Makes a network known to the house. Each network's folder says itself what it needs beside that.</summary>
internal static class Registration
{
    public static void AddNetwork<TPublisher, TSignIn>(this IServiceCollection services, Network network)
        where TPublisher : class, IPublisher
        where TSignIn : class, ISignIn
    {
        services.AddSingleton(network);
        services.AddSingleton<IPublisher, TPublisher>();
        services.AddSingleton<ISignIn, TSignIn>();
    }
}
