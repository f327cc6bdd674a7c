using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Stadtfunk.Kernel.Events;
using Xunit;

namespace Stadtfunk.Tests.Kernel;

public sealed class PulseTests
{
    [Fact]
    public void A_screen_stays_in_its_readers_language_whoever_moves_what_it_shows()
    {
        var (english, german) = (CultureInfo.GetCultureInfo("en-GB"), CultureInfo.GetCultureInfo("de-DE"));
        var pulse = new Pulse(NullLogger<Pulse>.Instance);
        CultureInfo? heard = null;
        CultureInfo.CurrentUICulture = english;
        using var screen = pulse.Listen("posts", _ =>
        {
            heard = CultureInfo.CurrentUICulture;
            return Task.CompletedTask;
        });
        CultureInfo.CurrentUICulture = german;
        pulse.Beat("posts", null);
        Assert.Equal((english, german), (heard, CultureInfo.CurrentUICulture));
    }
}
