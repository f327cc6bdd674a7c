using Stadtfunk.Kernel.Data;

namespace Stadtfunk.App;

/// <summary>
/// What takes long at a start and touches nothing outside: the database's model, and everything that is going to be started. Both are made on other
/// threads while this one goes on; whoever needs them waits as long as he would have worked.
/// </summary>
internal static class Ahead
{
    public static void Begin(IServiceProvider services)
    {
        _ = Quietly(() =>
        {
            using var scope = services.CreateScope();
            _ = scope.ServiceProvider.GetRequiredService<Db>().Model;
        });
        _ = Quietly(() => services.GetServices<IHostedService>());
    }

    // What is wrong says so to the one who needs it: the same is then tried again.
    private static Task Quietly(Action make) => Task.Run(() =>
    {
        try
        {
            make();
        }
        catch (Exception)
        {
            // See above.
        }
    });
}
