using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vemap.Application.Common.Behaviours;
using Vemap.Application.Common.Mail;
using Vemap.Application.Features.Deliveries;
using Vemap.Application.Features.Closures;
using Vemap.Application.Features.Mailings;
using Vemap.Application.Features.Users;

namespace Vemap.Application;

/// <summary>The scans that make a feature need no registration, and the order of the behaviours. All that is peculiar to MediatR 5 is here and in the
/// behaviours.</summary>
public static class ApplicationModule
{
    public static Assembly Assembly => typeof(ApplicationModule).Assembly;

    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        services.AddMediator();
        // The first one is the outermost.
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LoggingBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TimingBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AuditBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(UnitOfWorkBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AuthorizationBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LimitBehaviour<,>));
        services.AddScoped<ClosurePlaces>();
        services.AddScoped<MailingRenderer>();
        services.AddScoped<DeliveryTracker>();
        services.AddScoped<MailingCompletion>();
        services.AddScoped<MailingConsistency>();
        services.AddScoped<AccountMailQueue>();
        services.AddScoped<InvitedUsers>();
        services.AddScoped<InvitationMails>();
        services.AddScoped<EarlierProjects>();
        return services.AddFeatures();
    }

    /// <summary>The mail service's one request and its pipeline, which has no unit of work: no table of the application is touched.</summary>
    public static IServiceCollection AddMailApplication(this IServiceCollection services)
    {
        services.AddMediator();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LoggingBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TimingBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));
        services.AddScoped<IRequestHandler<DeliverMail, DeliverMailResult>, DeliverMailHandler>();
        return services.AddSingleton<IValidator<DeliverMail>, DeliverMailValidator>();
    }

    private static void AddMediator(this IServiceCollection services)
    {
        // Fields are called in messages as clients know them, and in one language whatever the machine speaks.
        ValidatorOptions.Global.DisplayNameResolver = (_, member, _) => member is null ? null : JsonNamingPolicy.CamelCase.ConvertName(member.Name);
        ValidatorOptions.Global.LanguageManager.Enabled = false;
        // A test brings a clock of its own.
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RequestMeter>();
        services.AddScoped<CallContext>();
        // Scoped: a singleton mediator would resolve handlers from the root and hide every lifetime error.
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
    }

    // DeliverMail belongs to the mail service, and what it needs is registered there only.
    private static IServiceCollection AddFeatures(this IServiceCollection services) => services.Scan(scan => scan.FromAssemblies(Assembly)
        .AddClasses(classes => classes.AssignableTo(typeof(IRequestHandler<,>)).Where(type => type != typeof(DeliverMailHandler)), publicOnly: false).AsImplementedInterfaces().WithScopedLifetime()
        .AddClasses(classes => classes.AssignableTo(typeof(IValidator<>)).Where(type => type != typeof(DeliverMailValidator)), publicOnly: false).AsImplementedInterfaces().WithSingletonLifetime()
        .AddClasses(classes => classes.AssignableTo(typeof(IConsumer<>)), publicOnly: false).AsImplementedInterfaces().WithSingletonLifetime());
}
