using System.Resources;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Hooks;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Afterwards;
using Stadtfunk.Publishing.Assisted;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Publishing.Hooks;
using Stadtfunk.Publishing.Notices;
using Stadtfunk.Publishing.Imports;
using Stadtfunk.Publishing.Foresight;
using Stadtfunk.Publishing.Upkeep;

namespace Stadtfunk.Publishing;

public static class PublishingModule
{
    public static IServiceCollection AddPublishing(this IServiceCollection services)
    {
        services.AddTexts("Publishing", new ResourceManager("Stadtfunk.Publishing.Texts", typeof(PublishingModule).Assembly));
        services.AddSingleton<IModelPart, DeliveryTables>();
        services.AddSingleton<IModelPart, ConnectionTables>();

        services.AddSingleton(provider => Node(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<DiskGuard>();
        services.AddSingleton<IRoomToPublish>(provider => provider.GetRequiredService<DiskGuard>());
        services.AddSingleton<Patiences>();
        services.AddSingleton<Lane>();
        services.AddSingleton<Lanes>();
        services.AddScoped<Ledger>();
        services.AddScoped<Releases>();
        services.AddScoped<Awaited>();
        services.AddScoped<HeldReleases>();
        services.AddScoped<Targets>();
        services.AddScoped<OutgoingForm>();
        services.AddScoped<LinkCards>();
        services.AddScoped<IFileUse, CardFiles>();
        services.AddScoped<CardPage>();
        services.AddScoped<Turns>();
        services.AddScoped<Courier>();
        services.AddScoped<Inquiry>();
        services.AddScoped<OpenPins>();
        services.AddScoped<TakingAway>();
        services.AddRound<DeliveryRound>(DeliveryRound.Name, TimeSpan.FromSeconds(1));
        services.AddHandler<PostReleased, WhenPostReleased>();
        services.AddHandler<PostCalledOff, WhenPostCalledOff>();
        services.AddHandler<PostWithdrawalAsked, WhenWithdrawalAsked>();
        services.AddHandler<ChannelChanged, WhenChannelRetired>();
        services.AddHandler<DeliveryMoved, WhenDeliveryMoved>();
        services.AddHandler<ReleaseMoved, WhenDeliveryMoved>();
        services.AddHandler<DeliveryInTrouble, WhenDeliveryInTrouble>();
        services.AddHandler<PageMissed, WhenDeliveryInTrouble>();
        services.AddHandler<VideoRefusedAhead, WhenDeliveryInTrouble>();
        services.AddHandler<SignInOver, ChannelTroubleRound>();
        services.AddRound<RefreshRound>(RefreshRound.Name, TimeSpan.FromHours(1));
        services.AddRound<PreflightRound>(PreflightRound.Name, TimeSpan.FromHours(1));
        services.AddRound<ChannelTroubleRound>(ChannelTroubleRound.Name, TimeSpan.FromHours(1));

        services.AddSingleton<Vault>();
        services.AddSingleton<SessionRefresh>();
        services.AddScoped<ChannelAccess>();
        services.AddScoped<ConnectRights>();
        services.AddScoped<Doors>();
        services.AddScoped<ConnectChannel>();
        services.AddScoped<StartSignIn>();
        services.AddScoped<FinishSignIn>();
        services.AddScoped<IChannelConnections, ChannelConnections>();
        services.AddScoped<CheckChannel>();
        services.AddScoped<ChannelProbe>();
        services.AddScoped<Denials>();
        services.AddScoped<Allowances>();
        services.AddScoped<ReadChannelHealth>();
        services.AddScoped<PostsAhead>();
        services.AddScoped<AllowancesAhead>();
        services.AddScoped<Preflight>();
        services.AddScoped<PreflightNotices>();
        services.AddScoped<ChannelOutlook>();
        services.AddScoped<DisconnectChannel>();
        services.AddScoped<ConnectionList>();
        services.AddScoped<ChannelWaits>();
        services.AddScoped<ChannelBoard>();
        services.AddScoped<ReadChannelSheet>();

        AddAssisted(services);

        services.AddScoped<PastSending>();
        services.AddScoped<IDeliveryImport, ImportDeliveries>();

        services.AddScoped<Rights>();
        services.AddScoped<ReceiptsByHand>();
        services.AddScoped<AnswerCheck>();
        services.AddScoped<SendAgain>();
        services.AddScoped<PinPost>();
        services.AddScoped<ReadPin>();
        services.AddScoped<PauseRights>();
        services.AddScoped<PausePublishing>();
        services.AddScoped<MaybeSent>();
        services.AddScoped<IAfterRestore, RestAfterRestore>();
        services.AddScoped<ResumePublishing>();
        services.AddScoped<PauseList>();

        services.AddScoped<Webhooks>();
        services.AddHandler<HookArrived, WhenHookArrived>();
        services.AddRound<DoubtRound>(DoubtRound.Name, TimeSpan.FromMinutes(1));
        services.AddScoped<ReadWebhooks>();

        services.AddScoped<ReadUpkeep>();
        services.AddScoped<TryStuckAgain>();
        services.AddScoped<PostIsStuck>();

        services.AddScoped<DeliveryList>();
        services.AddScoped<IDeliveries>(provider => provider.GetRequiredService<DeliveryList>());
        services.AddScoped<PostDeliveries>();
        services.AddScoped<PostOnWebsite>();
        services.AddScoped<DeliveryAttempts>();
        services.AddScoped<IAuditedNames, DeliveryNames>();
        services.AddScoped<Troubles>();
        services.AddScoped<WhyMissed>();
        services.AddScoped<GoingOutRows>();
        services.AddScoped<GoingOutToday>();
        services.AddScoped<GoingOutNext>();
        services.AddScoped<WaitingChecks>();
        services.AddScoped<IWaiting>(provider => provider.GetRequiredService<WaitingChecks>());
        services.AddSingleton(PostPanel.Of<DeliveryProgress>("deliveries"));
        services.AddSingleton(AfterwardsPanel.Of<AfterwardsList>());
        services.AddScoped<CopiesAfterwards>();
        services.AddSingleton<EditWindows>();
        services.AddScoped<ICopyForecast, CopiesAhead>();
        services.AddScoped<OlderCopies>();
        return services;
    }

    private static void AddAssisted(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, HandTables>();
        services.AddScoped<HandOwners>();
        services.AddScoped<ReadHandOwners>();
        services.AddScoped<SetHandOwners>();
        services.AddScoped<HandRights>();
        services.AddScoped<HandTasks>();
        services.AddScoped<ReadHandTask>();
        services.AddScoped<OpenHandTasks>();
        services.AddScoped<IWaiting>(provider => provider.GetRequiredService<OpenHandTasks>());
        services.AddScoped<TakeHandTask>();
        services.AddScoped<AnswerHandTask>();
        services.AddScoped<HandPictures>();
        services.AddHandler<DeliveryMoved, WhenHandTaskOpens>();
        services.AddRound<HandTaskRound>(HandTaskRound.Name, TimeSpan.FromMinutes(1));
    }

    /// <summary>Gives back what this node held when it was last stopped, before anything else starts.</summary>
    public static IServiceCollection AddPublishingEngines(this IServiceCollection services) => services.AddHostedService<OwnLeases>();

    public static void MapPublishing(this IEndpointRouteBuilder routes) 
    {
        routes.MapDeliveries();
        HandPictures.Map(routes);
        HookEndpoints.Map(routes);
    }

    private static NodeName Node(IConfiguration settings) =>
        new(settings["Cluster:Node"] ?? $"{Environment.MachineName}:{settings["Port"] ?? "5080"}");
}
