using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.Telegram;

/// <summary>A call with its bot, its fields, and, where it names one, the channel. What a real server refuses before it looks at the rest is refused here.</summary>
internal sealed record TelegramCall(Grant Grant, Fields Fields, Channel? Channel, TelegramNetwork Network, DateTime Now)
{
    /// <summary>Runs the call under the network's gate.</summary>
    /// <param name="context">Token in the route, fields in body or query.</param>
    /// <param name="fields">Null when they cannot be read.</param>
    /// <param name="writes">Writing needs the right to post.</param>
    /// <param name="act">What it does.</param>
    public static IResult Run(HttpContext context, Fields? fields, bool writes, Func<TelegramCall, IResult> act)
    {
        var services = context.RequestServices;
        var network = services.GetRequiredService<TelegramNetwork>();
        var token = context.GetRouteValue("token") as string ?? "";
        if (!token.Contains(':', StringComparison.Ordinal)) return Reply.No(404, "Not Found");
        if (services.GetRequiredService<AccountBook>().ByToken(TelegramNetwork.Name, token) is not { Revoked: false } grant) return Reply.No(401, "Unauthorized");
        if (fields is null) return Reply.Bad("can't parse the request");
        if (writes && services.GetRequiredService<BotInbox>().Say(grant, fields) is { } said) return said;
        lock (network.Gate)
        {
            var channel = network.Find(fields["chat_id"], grant);
            if (fields.Has("chat_id") && channel is null) return Reply.Bad("chat not found");
            if (writes && channel is null) return Reply.Bad("chat_id is empty");
            if (writes && !MayPost(grant)) return Reply.Bad("need administrator rights in the channel chat");
            return act(new TelegramCall(grant, fields, channel, network, services.GetRequiredService<LabClock>().Now));
        }
    }

    public static bool MayPost(Grant grant) => grant.Covers("write:posts");

    /// <summary>The right to delete whatever stands there, however old.</summary>
    public static bool MayDelete(Grant grant) => grant.Covers("write:deletes");

    /// <summary>The right to edit what others wrote, and to pin in a channel.</summary>
    public static bool MayEdit(Grant grant) => grant.Covers("write:edits");

    public static long BotOf(Grant grant) => long.TryParse(grant.Token.Split(':')[0], out var id) ? id : 0;
}
