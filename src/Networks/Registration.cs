using System.Resources;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks;

/// <summary>Makes a network known to the house. Each network's folder says itself what it needs beside that.</summary>
internal static class Registration
{
    /// <summary>The texts that lie beside this type.</summary>
    public static void AddTheirTexts(this IServiceCollection services, Type beside) => services.AddTexts("Networks", new ResourceManager($"{beside.Namespace}.Texts", beside.Assembly));

    public static void AddNetwork<TPublisher, TSignIn>(this IServiceCollection services, Network network)
        where TPublisher : class, IPublisher
        where TSignIn : class, ISignIn
    {
        services.AddSingleton(network);
        services.AddSingleton<IPublisher, TPublisher>();
        services.AddSingleton<ISignIn, TSignIn>();
    }
}
