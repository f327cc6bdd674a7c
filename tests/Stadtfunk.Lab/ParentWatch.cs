namespace Stadtfunk.Lab;

/// <summary>A test run that was killed closes its end of the pipe; the Lab goes with it.</summary>
internal static class ParentWatch
{
    public static async Task StopWhenInputEnds(IHostApplicationLifetime lifetime)
    {
        await using var input = Console.OpenStandardInput();
        var bytes = new byte[64];
        while (await input.ReadAsync(bytes, lifetime.ApplicationStopping) > 0) { }
        lifetime.StopApplication();
    }
}
