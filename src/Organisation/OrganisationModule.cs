using System.Resources;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Audit;
using Stadtfunk.Organisation.Channels;
using Stadtfunk.Organisation.City;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Deputies;
using Stadtfunk.Organisation.Notices;
using Stadtfunk.Organisation.Passkeys;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Roles;
using Stadtfunk.Organisation.Sessions;
using Stadtfunk.Organisation.Tokens;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation;

public static class OrganisationModule
{
    private const string Door = "Stadtfunk";

    public static IServiceCollection AddOrganisation(this IServiceCollection services)
    {
        services.AddTexts("Organisation", new ResourceManager("Stadtfunk.Organisation.Texts", typeof(OrganisationModule).Assembly));
        AddUnits(services);
        AddPeople(services);
        AddRoles(services);
        AddTokens(services);
        AddChannels(services);
        AddCity(services);
        AddNotices(services);
        services.AddScoped<AuditNames>();
        services.AddScoped<ReadAudit>();
        services.AddScoped<ProveAudit>();
        services.AddScoped<ExportAudit>();
        AddSignIn(services);
        AddPasskeys(services);
        return services;
    }

    /// <summary>Between UseAuthentication and UseAuthorization: tells the rooms who is asking.</summary>
    public static IApplicationBuilder UseOrganisation(this IApplicationBuilder app) => app.UseMiddleware<CurrentIdentity>();

    public static IEndpointRouteBuilder MapOrganisation(this IEndpointRouteBuilder routes)
    {
        OrganisationEndpoints.Map(routes);
        PasskeyQuestion.Map(routes);
        return routes;
    }

    private static void AddUnits(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, UnitTables>();
        services.AddSingleton<UnitTrees>();
        services.AddScoped<IUnits, UnitRegister>();
        services.AddScoped<CreateUnit>();
        services.AddScoped<RenameUnit>();
        services.AddScoped<MoveUnit>();
        services.AddScoped<RemoveUnit>();
    }

    private static void AddPeople(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, PeopleTables>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<FirstStartCode>();
        services.AddScoped<SecondStep>();
        services.AddScoped<KnownDevices>();
        services.AddScoped<DoorTries>();
        services.AddScoped<SignInDoor>();
        services.AddScoped<InvitationDoor>();
        services.AddScoped<StillSignedIn>();
        services.AddScoped<OwnAccount>();
        services.AddScoped<FirstStones>();
        services.AddScoped<IFoundation, Foundation>();
        services.AddScoped<FirstStart>();
        services.AddScoped<IFirstStart>(provider => provider.GetRequiredService<FirstStart>());
        services.AddScoped<InvitationMail>();
        services.AddScoped<InvitePerson>();
        services.AddScoped<ResetSignIn>();
        services.AddScoped<LockPerson>();
        services.AddScoped<RemovePerson>();
        services.AddScoped<WithdrawInvitation>();
        services.AddScoped<ChangePassword>();
        services.AddScoped<ChangeEmail>();
        services.AddScoped<ChangeEmailOf>();
        services.AddScoped<ChangeProfile>();
        services.AddScoped<IOwnLanguage, ChooseLanguage>();
        services.AddScoped<SignOutEverywhere>();
        services.AddSingleton<IModelPart, SessionTables>();
        services.AddScoped<SessionDoor>();
        services.AddScoped<SessionList>();
        services.AddScoped<EndSession>();
        services.AddScoped<EndOtherSessions>();
        services.AddScoped<OfferSecondStep>();
        services.AddScoped<ConfirmSecondStep>();
        services.AddScoped<RemoveSecondStep>();
        services.AddScoped<NewRecoveryCodes>();
        services.AddScoped<ReadAccount>();
        services.AddScoped<PeopleList>();
        services.AddRound<TidyRound>(TidyRound.Name, TimeSpan.FromDays(1));
    }

    private static void AddRoles(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, GrantTables>();
        services.AddScoped<IActors, Actors>();
        services.AddScoped<IPeople, PeopleDirectory>();
        services.AddScoped<Guard>();
        services.AddScoped<GiveRole>();
        services.AddScoped<TakeRole>();
        services.AddSingleton<IModelPart, DeputyTables>();
        services.AddScoped<AddDeputy>();
        services.AddScoped<IDeputies, DeputyDoor>();
        services.AddScoped<EndDeputy>();
        services.AddScoped<DeputyList>();
    }

    private static void AddTokens(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, TokenTables>();
        services.AddScoped<TokenDoor>();
        services.AddScoped<TokenList>();
        services.AddScoped<CreateToken>();
        services.AddScoped<RevokeToken>();
    }

    private static void AddChannels(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, ChannelTables>();
        services.AddSingleton<ChannelQueries>();
        services.AddScoped<IChannels, ChannelRegister>();
        services.AddScoped<ReadChannel>();
        services.AddScoped<CreateChannel>();
        services.AddScoped<ChangeChannel>();
        services.AddScoped<ChangeChannelState>();
    }

    private static void AddCity(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, CityTables>();
        services.AddSingleton<CityCard>();
        services.AddSingleton<ICity>(provider => provider.GetRequiredService<CityCard>());
        services.AddHandler<CityChanged, WhenCityChanged>();
        services.AddHostedService<ZoneWatch>();
        services.AddScoped<ReadCity>();
        services.AddScoped<ReadCityNeeds>();
        services.AddScoped<ChangeCity>();
        services.AddScoped<ChangeLogo>();
        services.AddSingleton<IModelPart, FontTables>();
        services.AddScoped<FontDesk>();
        services.AddScoped<ChangeFont>();
        services.AddScoped<ReadMailServer>();
        services.AddScoped<ChangeMailServer>();
        services.AddScoped<RemoveMailServer>();
        services.AddScoped<SendTestMail>();
        services.AddScoped<ReadHouse>();
        services.AddScoped<ExportSettings>();
        services.AddScoped<PreviewSettings>();
        services.AddScoped<ImportSettings>();
    }

    private static void AddNotices(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, NoticeTables>();
        services.AddScoped<INotices, NoticeBoard>();
        services.AddScoped<NoticeList>();
        services.AddScoped<ReadNotices>();
        services.AddScoped<UnreadNotices>();
        services.AddScoped<ReadNoticeWishes>();
        services.AddScoped<SetNoticeWishes>();
        services.AddRound<NoticeMailRound>(NoticeMailRound.Name, TimeSpan.FromMinutes(1));
    }

    private static void AddPasskeys(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, PasskeyTables>();
        services.AddIdentityCore<Person>();
        services.AddScoped<IUserStore<Person>, PersonStore>();
        services.AddScoped<IPasskeyHandler<Person>, PasskeyHandler<Person>>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            // It asks for finger, face or PIN: only then it is worth both steps. And it knows whose it is, so nobody has to type an address.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.ValidateOrigin = asked => ValueTask.FromResult(PasskeyQuestion.IsOurs(asked));
        });
        services.AddScoped<PasskeyDoor>();
        services.AddScoped<PasskeyList>();
        services.AddScoped<AddPasskey>();
        services.AddScoped<RenamePasskey>();
        services.AddScoped<RemovePasskey>();
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.AddDataProtection();
        services.BindSettings<SignInSettings>("SignIn");
        services.AddSingleton<IPasswordHasher<Person>, PasswordHasher<Person>>();
        // OWASP's figure for PBKDF2 with SHA-512.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.AddScoped<AuthenticationStateProvider, CircuitSignIn>();
        services.AddScoped<CircuitHandler, CircuitIdentity>();
        services.AddAuthentication(Door)
            .AddPolicyScheme(Door, null, options => options.ForwardDefaultSelector = http =>
                http.Request.Path.StartsWithSegments("/api") ? TokenScheme.Name : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.Name, null)
            .AddCookie(IdentityConstants.ApplicationScheme, Cookie)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options =>
            {
                Cookie(options);
                options.Cookie.Name = "stadtfunk-schritt";
                options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
                options.SlidingExpiration = false;
                options.Events = new CookieAuthenticationEvents();
            });
        // Where the city has said that it stands behind TLS, no cookie goes over the open line, whatever a proxy says or forgets to say.
        foreach (var scheme in (string[])[IdentityConstants.ApplicationScheme, IdentityConstants.TwoFactorUserIdScheme])
            services.AddOptions<CookieAuthenticationOptions>(scheme).Configure<IConfiguration>((options, settings) =>
            {
                if (settings["City:PublicUrl"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true)
                    options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            });
    }

    // Ends with the browser, and after a working day without use.
    private static void Cookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "stadtfunk";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(10);
        options.LoginPath = "/anmelden";
        options.AccessDeniedPath = "/anmelden";
        options.ReturnUrlParameter = "zu";
        options.Events.OnValidatePrincipal = StillSignedIn.Validate;
        // As a path: the framework's own way back names the host that the request claims.
        options.Events.OnRedirectToLogin = options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.Redirect($"{options.LoginPath}?{options.ReturnUrlParameter}={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
            return Task.CompletedTask;
        };
    }
}
