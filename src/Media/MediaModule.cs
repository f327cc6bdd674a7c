using System.Resources;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Hooks;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Documents;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Library;
using Stadtfunk.Media.Mailbox;
using Stadtfunk.Media.Messengers;
using Stadtfunk.Media.Painter;
using Stadtfunk.Media.Renditions;
using Stadtfunk.Media.Tray;
using Stadtfunk.Media.Videos;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Media;

public static class MediaModule
{
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        services.AddSingleton<IModelPart, MediaTables>();
        services.AddTexts("Media", new ResourceManager("Stadtfunk.Media.Texts", typeof(MediaModule).Assembly));
        services.AddSingleton<FileStore>();
        services.AddSingleton<Libvips>();
        services.AddSingleton<SameFile>();
        services.AddSingleton<Easel>();
        services.AddSingleton<IPictureMaker, PictureMaker>();
        services.AddScoped<TakeIn>();
        services.AddRound<FileSweep>(FileSweep.Name, TimeSpan.FromHours(6));
        services.AddScoped<RenditionShelf>();
        services.AddScoped<PassingPicture>();
        services.AddScoped<ILogos, Logos>();
        services.AddScoped<IFileUse, LogoFile>();
        services.AddScoped<IPictures, Pictures>();
        services.AddScoped<AddPicture>();
        services.AddScoped<ShownPictures>();
        services.AddScoped<ChangePicture>();
        services.AddScoped<RemovePicture>();
        services.AddScoped<BringBackPicture>();
        services.AddScoped<Disposal>();
        services.AddScoped<DisposePicture>();
        services.AddRound<BinRound>(BinRound.Name, TimeSpan.FromHours(1));
        services.AddRound<ConsentRound>(ConsentRound.Name, TimeSpan.FromHours(1));
        services.AddScoped<WhereUsed>();
        services.AddScoped<TagsInUse>();
        services.AddScoped<Previews>();
        services.AddScoped<IFileUse, VideoFiles>();
        services.AddSingleton<Ffmpeg>();
        services.AddSingleton(new BoundSettings(MediaSettings.Section, typeof(MediaSettings)));
        services.AddSingleton<VideoLimit>();
        services.AddScoped<Poster>();
        services.AddScoped<ChoosePoster>();
        services.AddScoped<TakeVideo>();
        services.AddScoped<TakeDocument>();
        services.AddScoped<SetSubtitles>();
        services.AddScoped<ReadSubtitles>();
        services.AddRound<VideoRound>(VideoRound.Name, TimeSpan.FromMinutes(1));
        services.AddScoped<PictureList>();
        services.AddScoped<PictureShow>();
        services.AddScoped<WritableUnits>();
        services.AddScoped<ShareUnits>();
        services.AddScoped<IUnitContents, PicturesOfUnit>();
        AddTray(services);
        AddMessengers(services);
        return services;
    }

    private static void AddTray(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, TrayTables>();
        services.AddSingleton<IModelPart, TrayLineTables>();
        services.AddScoped<TrayDoor>();
        services.AddScoped<TakeIntoTray>();
        services.AddSingleton<ShareParts>();
        services.AddScoped<TrayList>();
        services.AddScoped<IWaiting>(provider => provider.GetRequiredService<TrayList>());
        services.AddScoped<KeepFromTray>();
        services.AddScoped<DiscardFromTray>();
        services.AddScoped<BringBackToTray>();
        services.AddScoped<TrayLines>();
        services.AddScoped<RemoveTrayLine>();
        services.AddScoped<ITray, TrayDesk>();
        services.AddRound<TrayRound>(TrayRound.Name, TimeSpan.FromHours(1));
        services.AddSingleton<IModelPart, MailboxTables>();
        services.AddSingleton<MailboxSeal>();
        services.AddSingleton<ImapLine>();
        services.AddScoped<ReadMailbox>();
        services.AddScoped<ChangeMailbox>();
        services.AddScoped<RemoveMailbox>();
        services.AddScoped<TryMailbox>();
        services.AddScoped<IUnitContents, MailboxOfUnit>();
        services.AddScoped<IAfterRestore, MailboxAfterRestore>();
        services.AddRound<MailboxRound>(MailboxRound.Name, MailboxRound.Every);
    }

    private static void AddMessengers(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, MessengerTables>();
        services.AddSingleton<MessengerSeal>();
        services.AddScoped<ReadMessenger>();
        services.AddScoped<ChangeMessenger>();
        services.AddScoped<RemoveMessenger>();
        services.AddScoped<TryMessenger>();
        services.AddScoped<IUnitContents, MessengersOfUnit>();
        services.AddScoped<IAfterRestore, MessengersAfterRestore>();
        services.AddScoped<IHookSecret, WhatsAppSecret>();
        services.AddSingleton<IAnnouncedFiles, WhatsAppFiles>();
        services.AddSingleton<IAnnouncedFiles, TelegramFiles>();
        services.AddSingleton<BotRest>();
        services.AddScoped<Announcements>();
        services.AddHandler<HookArrived, WhenPictureAnnounced>();
        services.AddRound<AnnouncedRound>(AnnouncedRound.Name, AnnouncedRound.Every);
        services.AddRound<WordsRound>(WordsRound.Name, WordsRound.Every);
        services.AddRound<TelegramRound>(TelegramRound.Name, TelegramRound.Every);
    }

    public static IEndpointRouteBuilder MapMedia(this IEndpointRouteBuilder routes)
    {
        BilderEndpoints.Map(routes);
        PictureEndpoints.Map(routes);
        VideoEndpoints.Map(routes);
        DocumentFiles.Map(routes);
        ShareEndpoints.Map(routes);
        return routes;
    }
}
