using System.Resources;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Calendar;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Editions;
using Stadtfunk.Editorial.Notices;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.PressReleases;
using Stadtfunk.Editorial.Search;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Editorial.Tray;
using Stadtfunk.Kernel;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial;

public static class EditorialModule
{
    public static IServiceCollection AddEditorial(this IServiceCollection services)
    {
        services.AddTexts("Editorial", new ResourceManager("Stadtfunk.Editorial.Texts", typeof(EditorialModule).Assembly));
        services.AddSingleton<IModelPart, EditorialTables>();

        services.AddScoped<ICategories, AllCategories>();
        services.AddScoped<IReleasedPosts, ReleasedPosts>();
        services.AddScoped<IStillFits, StillFits>();
        services.AddScoped<IPostProgress, PostProgress>();
        services.AddScoped<IPostHeads, PostHeads>();

        services.AddScoped<IPostDesk, PostDesk>();
        services.AddScoped<IPostImport, ImportPost>();
        services.AddScoped<IPictureUse, PicturesInPosts>();
        services.AddScoped<IUnitContents, PostsOfUnit>();

        services.AddScoped<Categorising>();
        services.AddScoped<CreateCategory>();
        services.AddScoped<ChangeCategory>();
        services.AddScoped<RemoveCategory>();
        services.AddScoped<SortCategories>();
        services.AddScoped<AllTopics>();
        services.AddScoped<CategoryTemplates>();
        services.AddScoped<CategoryDesk>();

        services.AddScoped<FitChannels>();
        services.AddScoped<AwaitedCheck>();
        services.AddScoped<AwaitablePosts>();
        services.AddSingleton<PostQueries>();
        services.AddScoped<KeepEditions>();
        services.AddScoped<ContentChanges>();
        services.AddScoped<EditionList>();
        services.AddScoped<RestoreEdition>();
        services.AddScoped<PostDoor>();
        services.AddScoped<PostCheck>();
        services.AddScoped<Writing>();
        services.AddScoped<CreatePost>();
        services.AddScoped<SavePost>();
        services.AddScoped<SaveVariant>();
        services.AddScoped<CopyPost>();
        services.AddScoped<ChangeUnit>();
        services.AddScoped<DeleteDraft>();
        services.AddScoped<BringBackDraft>();
        services.AddScoped<PostRows>();
        services.AddScoped<PostList>();
        services.AddScoped<SearchPosts>();
        services.AddScoped<VisibleUnits>();
        services.AddScoped<PostSurroundings>();
        services.AddScoped<PostDetail>();
        services.AddScoped<BlankPost>();
        services.AddScoped<PictureToPick>();
        services.AddScoped<CompareDraft>();
        services.AddSingleton<PostTable>();
        services.AddTransient<Unsent>();
        services.AddScoped<ComposerCalls>();

        services.AddSingleton<ApprovalBook>();
        services.AddScoped<ApprovalRules>();
        services.AddScoped<Approvers>();
        services.AddScoped<SetApprovalRule>();
        services.AddScoped<IApprovalDesk, ApprovalDesk>();
        services.AddScoped<RuleDesk>();
        services.AddScoped<DecisionList>();
        services.AddScoped<AddComment>();
        services.AddScoped<SinceApproval>();
        services.AddRound<ApprovalRound>(ApprovalRound.Name, TimeSpan.FromMinutes(1));
        services.AddScoped<ReleaseTime>();
        services.AddScoped<Submission>();
        services.AddScoped<ReleaseGate>();
        services.AddScoped<SubmitPost>();
        services.AddScoped<ReturnPost>();
        services.AddHandler<PostSubmitted, PostNotices>();
        services.AddHandler<PostStageApproved, PostNotices>();
        services.AddHandler<PostReturned, PostNotices>();
        services.AddHandler<PostCommented, PostNotices>();
        services.AddScoped<ApprovePost>();
        services.AddScoped<ReleasePost>();
        services.AddScoped<ReschedulePost>();
        services.AddScoped<CallOffPost>();
        services.AddScoped<WithdrawPost>();
        services.AddScoped<ReopenPost>();
        services.AddScoped<DropCorrection>();
        services.AddScoped<WaitingForMe>();
        services.AddScoped<IWaiting>(provider => provider.GetRequiredService<WaitingForMe>());

        services.AddSingleton<IModelPart, PressReleaseTables>();
        services.AddScoped<OpenPressRelease>();
        services.AddScoped<RemovePressRelease>();
        services.AddScoped<PressReleaseList>();
        services.AddScoped<IUnitContents, PressReleasesOfUnit>();
        services.AddScoped<ReadDocument>();
        services.AddSingleton<IModelPart, PressFeedTables>();
        services.AddScoped<ReadPressFeed>();
        services.AddScoped<ChangePressFeed>();
        services.AddScoped<IUnitContents, PressFeedOfUnit>();
        services.AddRound<PressFeedRound>(PressFeedRound.Name, PressFeedRound.Every);
        services.AddRound<PressReleaseRound>(PressReleaseRound.Name, TimeSpan.FromDays(1));
        services.AddScoped<TrayBoard>();
        services.AddScoped<DraftFromTray>();

        services.AddSlots();
        services.AddCalendar();
        return services;
    }

    public static IEndpointRouteBuilder MapEditorial(this IEndpointRouteBuilder routes)
    {
        EditorialEndpoints.Map(routes);
        ApprovalEndpoints.Map(routes);
        CalendarEndpoints.Map(routes);
        return routes;
    }
}
