using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.X;

/// <summary>X counts each kind of call by itself, and says after each how many are left: here those that post count.</summary>
internal static class XUsage
{
    public static Usage? In(string call, Answer.Heard heard) =>
        call == "POST 2/tweets" ? RateLimit.In(heard, "x-rate-limit-limit", "x-rate-limit-remaining") : null;
}
