using Stadtfunk.Networks.Wire;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A large file on its way says that it lives: whoever holds a lease for it renews it.</summary>
public sealed class SliceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4 * 1024 * 1024)]
    [InlineData((8 * 1024 * 1024) + 5)]
    public async Task It_beats_before_the_first_byte_every_few_megabytes_and_after_the_last(int length)
    {
        var beats = new List<long>();
        using var to = new MemoryStream();
        using var slice = new Slice(new MemoryStream(new byte[length]), 0, length) { Beat = (sent, _) => { beats.Add(sent); return Task.CompletedTask; } };
        await slice.CopyToAsync(to, TestContext.Current.CancellationToken);
        Assert.Equal([.. Enumerable.Range(0, ((length - 1) / 4194304) + 1).Select(stretch => stretch * 4194304L), length], beats);
        Assert.Equal(length, to.Length);
    }

    [Fact]
    public async Task A_lease_that_is_lost_after_the_last_byte_is_told_and_the_whole_counts_as_gone()
    {
        using var slice = new Slice(new MemoryStream(new byte[10]), 0, 10) { Beat = (sent, _) => sent == 10 ? throw new InvalidOperationException("lost") : Task.CompletedTask };
        await Assert.ThrowsAsync<InvalidOperationException>(() => slice.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
        Assert.True(slice.IsWhole);
        Assert.Equal("lost", slice.Fault?.Message);
    }
}
