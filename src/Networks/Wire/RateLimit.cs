using System.Globalization;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Wire;

/// <summary>The three headers in which several networks, each under names of its own, say how many calls are left until when.</summary>
internal static class RateLimit
{
    /// <param name="heard">Its <see cref="Answer.Heard.After"/> is the time of the reset.</param>
    /// <param name="limit">Header that says how many there are …</param>
    /// <param name="remaining">… and which, how many are left.</param>
    /// <param name="needed">How many one more post takes.</param>
    public static Usage? In(Answer.Heard heard, string limit, string remaining, int needed = 1) =>
        Number(heard.Header(remaining)) is not { } left || Number(heard.Header(limit)) is not (> 0 and var all) ? null
        : new Usage((int)((all - Math.Min(left, all)) * 100 / all), left < needed ? heard.After : null);

    private static long? Number(string header) => long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
