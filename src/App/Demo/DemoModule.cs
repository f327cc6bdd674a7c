namespace Stadtfunk.App.Demo;

internal static class DemoModule
{
    public static void AddDemo(this IServiceCollection services)
    {
        services.AddSingleton<DemoSteps>();
        services.AddSingleton<DemoPlan>();
        services.AddSingleton<DemoDesk>();
        services.AddSingleton<DemoCity>();
        services.AddSingleton<DemoStart>();
        services.AddHostedService(provider => provider.GetRequiredService<DemoStart>());
    }
}
