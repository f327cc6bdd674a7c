using Stadtfunk.Networks.Ports;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>One row from its beginning until it is out, as courier and inquiry do it, in processes that die on the way.</summary>
internal static class RowWalk
{
    /// <returns>Null when a person has to be asked.</returns>
    public static async Task<Receipt?> Through(Stage stage, Outgoing post, string key, Func<bool> keeps, Func<bool> calls)
    {
        DateTime? intent = null;
        for (var turn = 0; turn < 12; turn++)
        {
            var sent = false;
            var step = await OrDeath(() => stage.Publisher.Prepare(Mortal(), default));
            if (step is Alive { Step: null })
            {
                (intent, sent) = (intent ?? stage.House.Now, true);
                step = await OrDeath(async () => await stage.Publisher.Send(Mortal(), default));
            }
            for (var asked = 0; asked < 6 && step?.Step is Step.Waiting { Ticket: { Length: > 0 } ticket }; asked++)
                step = await OrDeath(async () => await stage.Publisher.Poll(Mortal(ticket), default)) ?? step;
            stage.House.Clock.Advance(TimeSpan.FromSeconds(40));
            switch (step?.Step)
            {
                case Step.Done done:
                    return done.Receipt;
                case null or Step.Unknown or Step.Duplicate when sent:
                    var (known, receipt) = await Look(stage, post, key, intent, (step?.Step as Step.Duplicate)?.Why);
                    if (known)
                        return receipt;
                    break;
                case Step.Later later:
                    stage.Forget(key, later.Forget);
                    break;
                default:
                    Assert.True(step?.Step is null or Step.Waiting, $"{step}");
                    break;
            }
        }
        throw new InvalidOperationException("It came to no end.");

        Errand Mortal(string? ticket = null) => stage.Mortal(post, key, intent, keeps, calls, ticket);
    }

    private static async Task<(bool Known, Receipt? Receipt)> Look(Stage stage, Outgoing post, string key, DateTime? intent, Sentence? refusal)
    {
        for (var looks = 0; looks < 3; looks++)
        {
            switch (await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent, refusal: refusal), default))
            {
                case Finding.Found found:
                    return (true, found.Receipt);
                case Finding.Absent:
                    return (false, null);
                case Finding.Clear { Step: Step.Later later }:
                    stage.Forget(key, later.Forget);
                    return (false, null);
                case Finding.Clear clear:
                    throw new InvalidOperationException($"{clear}");
            }
            stage.House.Clock.Advance(TimeSpan.FromSeconds(20));
        }
        return (true, null);
    }

    private sealed record Alive(Step? Step);

    // Null: the process is gone.
    private static async Task<Alive?> OrDeath(Func<Task<Step?>> act)
    {
        try
        {
            return new Alive(await act());
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
