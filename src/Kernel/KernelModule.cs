using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Hooks;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Kernel;

public static class KernelModule
{
    public static IServiceCollection AddKernel(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        services.AddSingleton<CityTime>();
        services.AddSingleton<DatabaseClock>();
        services.AddSingleton<EventMap>();
        services.AddSingleton<IModelPart, OutboxTables>();
        services.AddSingleton<OutboxPump>();
        services.AddScoped<StuckEvents>();
        services.AddSingleton<IPumpHealth>(provider => provider.GetRequiredService<OutboxPump>());
        services.AddSingleton<Pulse>();
        services.AddSingleton<Rounds>();
        services.AddSingleton<RoundHealth>();
        services.AddSingleton<Started>();
        services.AddScoped<IdentityHolder>();
        services.AddScoped(typeof(Use<>));
        services.AddUi();
        services.BindSettings<SafeHttpSettings>("Http");
        SafeHttp.Register(services);
        services.AddSingleton<IModelPart, KeptAnswerTables>();
        services.AddScoped<KeptAnswers>();
        services.AddScoped<KeptTogether>();
        AddMail(services);
        services.AddSingleton<IModelPart, HookTables>();
        services.AddSingleton<HookSeal>();
        services.AddScoped<IHooks, HookShelf>();
        services.AddRound<HookRound>(HookRound.Name, HookRound.Every);
        services.AddSingleton<IModelPart, AuditTables>();
        services.AddSingleton<AuditSeal>();
        services.AddScoped<AuditPen>();
        services.AddScoped(provider => new AuditLog(provider.GetRequiredService<Db>(), provider.GetRequiredService<AuditSeal>()));
        services.AddRound<KeptAnswersRound>(KeptAnswersRound.Name, TimeSpan.FromHours(1));
        return services;
    }

    /// <summary>Starts what runs by itself: the pump and the rounds. A verb such as "backup" leaves them out.</summary>
    public static IServiceCollection AddKernelEngines(this IServiceCollection services)
    {
        services.AddHostedService(provider => provider.GetRequiredService<OutboxPump>());
        services.AddHostedService<RoundHost>();
        return services;
    }

    /// <summary>Where several nodes serve screens: live updates go to all of them.</summary>
    public static IServiceCollection AddPulseRelay(this IServiceCollection services) => services.AddHostedService<PulseRelay>();

    private static void AddMail(IServiceCollection services)
    {
        services.AddDataProtection();
        services.AddSingleton<IModelPart, MailTables>();
        services.AddSingleton<MailSeal>();
        services.AddScoped<IMails, MailBook>();
        services.AddScoped<MailHealth>();
        services.AddScoped(provider => new MailServer(provider.GetRequiredService<Db>(), provider.GetRequiredService<MailSeal>(), provider.GetRequiredService<DatabaseClock>()));
        services.AddScoped<IAfterRestore, MailsAfterRestore>();
        services.AddRound<MailRound>(MailRound.Name, MailRound.Every);
    }

    /// <summary>Tells a Db of this scope who is asking in it; what they change is then in the audit log.</summary>
    public static T In<T>(this T db, IServiceProvider scope)
        where T : Db
    {
        db.WrittenWith(scope.GetRequiredService<AuditPen>());
        return db;
    }

    /// <summary>Registers a handler; its name is stable, because rows on their way carry it.</summary>
    public static IServiceCollection AddHandler<TEvent, THandler>(this IServiceCollection services)
        where TEvent : class
        where THandler : class, IHandle<TEvent>
    {
        services.AddScoped<THandler>();
        services.AddSingleton(new EventHandlerEntry(
            typeof(TEvent),
            $"{typeof(THandler).FullName!["Stadtfunk.".Length..]}({typeof(TEvent).Name})",
            (provider, happened, ct) => provider.GetRequiredService<THandler>().Handle((TEvent)happened, ct)));
        return services;
    }

    public static IServiceCollection AddRound<TRound>(this IServiceCollection services, string name, TimeSpan every)
        where TRound : class, IRound
    {
        services.AddScoped<TRound>();
        services.AddSingleton(new RoundEntry(name, every, provider => provider.GetRequiredService<TRound>()));
        return services;
    }
}
