namespace Stadtfunk.App.Demo;

internal static class DemoModule
{
    public static void AddDemo(this IServiceCollection services)
    {
        services.AddSingleton(provider => new DemoOwner(Node(provider.GetRequiredService<IConfiguration>())));
        services.AddSingleton<DemoSteps>();
        services.AddSingleton<DemoPlan>();
        services.AddSingleton<DemoDesk>();
        services.AddSingleton<DemoCity>();
        services.AddSingleton<DemoStart>();
        services.AddHostedService(provider => provider.GetRequiredService<DemoStart>());
    }

    private static string Node(IConfiguration settings) => settings["Cluster:Node"] ?? $"{Environment.MachineName}:{settings["Port"] ?? "5080"}";
}
