using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Hooks;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Tray;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Media.Messengers;

/// <summary>The secret that opens WhatsApp's door.</summary>
internal sealed class WhatsAppSecret(Db db, MessengerSeal seal) : IHookSecret
{
    public const string Name = "whatsapp";

    public string Door => Name;

    public async Task<string?> Secret(CancellationToken ct) =>
        seal.Open(await db.Set<MessengerRow>().Where(x => x.Id == Messenger.WhatsApp).Select(x => x.SealedSecret).SingleOrDefaultAsync(ct));
}

/// <summary>What came in at WhatsApp's webhook: each picture of somebody on the list is noted down and fetched afterwards, and so are words, which find their picture; all else is forgotten.</summary>
internal sealed class WhenPictureAnnounced(Db db, IHooks hooks, IWhatsAppPictures whatsApp, Announcements announcements, CityTime time) : IHandle<HookArrived>
{
    public async Task Handle(HookArrived happened, CancellationToken ct)
    {
        if (happened.Door != WhatsAppSecret.Name || await db.Set<MessengerRow>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == Messenger.WhatsApp, ct) is not { } row)
            return;
        var pictures = await hooks.Body(happened.Id, ct) is { } body ? whatsApp.In(body, row.Account) : [];
        await announcements.Note(row, pictures, ct);
        var now = time.UtcNow;
        await db.Set<MessengerRow>().Where(x => x.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(x => x.HeardAt, now), ct);
        await hooks.Forget(happened.Id, ct);
    }
}

/// <summary>Pictures that were announced, and words that came in messages of their own. In the caller's transaction.</summary>
internal sealed class Announcements(Db db, MessengerSeal seal, Rounds rounds, CityTime time)
{
    // WhatsApp keeps what came in at a webhook for seven days; Telegram says nothing of an end.
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <returns>Those that are on the list.</returns>
    public async Task<IReadOnlyList<PictureMessage>> Note(MessengerRow row, IReadOnlyList<PictureMessage> pictures, CancellationToken ct)
    {
        var (ours, now) = (pictures.Where(row.Data.Lists).ToList(), time.UtcNow);
        foreach (var (place, picture) in ours.DistinctBy(one => one.Id).Index())
        {
            var key = $"{(picture.File.Length > 0 ? "" : AnnouncedPicture.Words)}{row.Id}/{picture.Id}";
            if (!await db.Set<AnnouncedPicture>().AnyAsync(x => x.Key == key, ct) && !await db.Set<TrayEntry>().AnyAsync(x => x.Key == key, ct))
                db.Add(new AnnouncedPicture(row.Id, key, seal.Close(JsonSerializer.Serialize(picture)), place, now, now + Kept));
        }
        if (pictures.Count > ours.Count)
            await Count(row.Id, set => set.SetProperty(x => x.Strangers, x => x.Strangers + pictures.Count - ours.Count), ct);
        if (ours.Count > 0)
            db.AfterCommit(() => rounds.Nudge(AnnouncedRound.Name));
        await db.SaveChangesAsync(ct);
        return ours;
    }

    public Task Count(Messenger of, Action<UpdateSettersBuilder<MessengerRow>> more, CancellationToken ct) => db.Set<MessengerRow>().Where(x => x.Id == of).ExecuteUpdateAsync(more, ct);
}
