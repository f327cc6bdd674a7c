using Xunit;

namespace Stadtfunk.Tests.Networks;

public abstract partial class WiredNetworkContract
{
    /// <summary>Once after the first call, once after the second, until there are no more of them: what was kept is there again, what was answered is not.</summary>
    [Fact]
    public async Task A_process_that_dies_after_any_of_its_calls_leads_to_one_post_or_to_a_question()
    {
        for (int last = 1, calls = 1; calls >= last; last++)
        {
            await using var stage = await Open();
            calls = 0;
            var receipt = await RowWalk.Through(stage, stage.Post("Unterbrochen", Link, pictures: 1), stage.NewKey(), () => false, () => ++calls == last);
            var seen = Assert.Single(await stage.Seen());
            if (receipt is null)
                Assert.False(LooksUp, $"A person is asked after call {last}.");
            else
                Assert.Equal(seen.Id, receipt.RemoteId);
            Assert.True(calls > 0);
        }
    }
}
