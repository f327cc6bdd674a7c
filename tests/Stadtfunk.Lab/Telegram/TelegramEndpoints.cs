using System.Globalization;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.Telegram;

/// <summary>The Bot API (core.telegram.org/bots/api, version 10.1): what a bot needs to post in a channel.</summary>
internal static class TelegramEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "getMe", "verify", writes: false, call => Reply.Good(new
        {
            id = TelegramCall.BotOf(call.Grant), is_bot = true, first_name = "Stadtfunk", username = $"{call.Grant.Account}_bot",
        }));
        Map(routes, "getChat", "read", writes: false, call => call.Channel is { } channel ? Reply.Good(Reply.Whole(channel)) : Reply.Bad("chat_id is empty"));
        Map(routes, "getChatMember", "read", writes: false, Member);
        Map(routes, "sendMessage", "post", writes: true, call => Sending.Text(call));
        Map(routes, "sendPhoto", "post", writes: true, call => Sending.Photo(call));
        Map(routes, "sendVideo", "post", writes: true, call => Sending.Video(call));
        Map(routes, "sendMediaGroup", "post", writes: true, call => Sending.Album(call));
        Map(routes, "editMessageText", "edit", writes: true, call => Edit(call, "text", Sending.MostText, pictures: false));
        Map(routes, "editMessageCaption", "edit", writes: true, call => Edit(call, "caption", Sending.MostCaption, pictures: true));
        Map(routes, "pinChatMessage", "pin", writes: true, Pin);
        Map(routes, "deleteMessages", "delete", writes: true, Delete);
    }

    private static void Map(IEndpointRouteBuilder routes, string method, string name, bool writes, Func<TelegramCall, IResult> act) =>
        routes.MapMethods($"/bot{{token}}/{method}", [HttpMethods.Get, HttpMethods.Post], (HttpContext context, Fields? fields) => TelegramCall.Run(context, fields, writes, act))
            .WithMetadata(new Operation(name, TelegramNetwork.Name));

    private static IResult Member(TelegramCall call)
    {
        if (call.Channel is null) return Reply.Bad("chat_id is empty");
        var bot = TelegramCall.BotOf(call.Grant);
        if (call.Fields["user_id"] != bot.ToString(CultureInfo.InvariantCulture)) return Reply.Bad("user not found");
        var user = new { id = bot, is_bot = true, first_name = "Stadtfunk" };
        var (posts, edits, deletes) = TelegramCall.MayPost(call.Grant) ? (true, TelegramCall.MayEdit(call.Grant), TelegramCall.MayDelete(call.Grant)) : (false, false, false);
        return Reply.Good(new
        {
            status = "administrator", user, can_be_edited = false, is_anonymous = true, can_manage_chat = true, can_manage_video_chats = false, can_restrict_members = false, can_promote_members = false,
            can_change_info = false, can_invite_users = false, can_post_stories = false, can_edit_stories = false, can_delete_stories = false,
            can_post_messages = posts, can_edit_messages = edits, can_delete_messages = deletes,
        });
    }

    private static IResult Edit(TelegramCall call, string field, int most, bool pictures)
    {
        var text = call.Fields[field] ?? "";
        if (!long.TryParse(call.Fields["message_id"], out var id) || call.Channel!.Messages.GetValueOrDefault(id) is not { } message)
            return Reply.Bad("message to edit not found");
        if (pictures != message.Picture is not null)
            return Reply.Bad(pictures ? "there is no caption in the message to edit" : "there is no text in the message to edit");
        if (!pictures && text.Length == 0) return Reply.Bad("message text is empty");
        if (text.Length > most) return Reply.Bad(pictures ? "message caption is too long" : "MESSAGE_TOO_LONG");
        if (text == message.Text)
            return Reply.Bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
        return Reply.Good(Reply.Of(call.Channel, call.Network.Edit(call.Channel, message, text), call.Now));
    }

    private static IResult Pin(TelegramCall call)
    {
        if (!long.TryParse(call.Fields["message_id"], out var id) || call.Channel!.Messages.GetValueOrDefault(id) is not { } message) return Reply.Bad("message to pin not found");
        if (!TelegramCall.MayEdit(call.Grant)) return Reply.Bad("not enough rights to manage pinned messages in the chat");
        if (call.Fields["disable_notification"] is not (null or "true" or "True" or "false" or "False")) return Reply.Bad("can't parse disable_notification");
        call.Network.Pin(call.Channel, message, call.Fields["disable_notification"] is "true" or "True");
        return Reply.Good(true);
    }

    // What is not there (any more) is skipped; what is older than 48 hours needs a right of its own.
    private static IResult Delete(TelegramCall call)
    {
        var ids = call.Fields.List("message_ids").Select(word => long.TryParse(word, out var id) ? id : 0).ToList();
        if (ids.Count is 0 or > 100) return Reply.Bad("wrong number of message identifiers");
        List<Message> gone = [.. ids.Select(id => call.Channel!.Messages.GetValueOrDefault(id)).OfType<Message>()];
        if (!TelegramCall.MayDelete(call.Grant) && gone.Exists(message => message.At <= call.Now.AddHours(-48))) return Reply.Bad("message can't be deleted for everyone");
        if (gone.Count > 0) call.Network.Delete(call.Channel!, gone);
        return Reply.Good(true);
    }
}
