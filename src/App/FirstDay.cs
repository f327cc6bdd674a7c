using Stadtfunk.App.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.App;

/// <summary>Lets the first administrator in, from the settings or with a code that only the console shows.</summary>
internal static class FirstDay
{
    public static async Task<string?> Prepare(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var state = await scope.ServiceProvider.GetRequiredService<IFirstStart>().Prepare(ct);
        return state.Match(
            ok => ok.Code,
            refusals => throw new WrongSetting("Setup: " + string.Join(' ', refusals.Select(services.GetRequiredService<Words>().Of))));
    }
}
