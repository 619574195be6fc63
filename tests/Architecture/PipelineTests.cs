using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Features.Deliveries;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vemap.Application.Common.Ports;
using Vemap.MailService;
using Vemap.Web.Hosting;

namespace Vemap.Architecture;

/// <summary>MediatR ignores a behaviour that does not fit, and notices only at run time that a handler is missing. These tests notice both.</summary>
public sealed class PipelineTests(PipelineTests.Api api) : IClassFixture<PipelineTests.Api>
{
    private static readonly string[] Behaviours = ["Logging", "Timing", "Audit", "UnitOfWork", "Authorization", "Validation", "Limit"];

    // The only request of the mail service has a shorter pipeline, in another program.
    private static readonly string[] OfMail = ["Logging", "Timing", "Validation"];

    public static TheoryData<Type> Requests => [.. Code.Product.Requests.Where(request => request != typeof(DeliverMail))];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Every_request_passes_all_behaviours_in_order_and_has_a_handler(Type request)
    {
        using var scope = api.Host.Services.CreateScope();

        Assert.Equal(Behaviours, BehavioursOf(request, scope.ServiceProvider));
        Assert.NotNull(HandlerOf(request, scope.ServiceProvider));
    }

    [Fact]
    public void The_request_of_the_mail_service_passes_three_behaviours_in_order_and_has_a_handler_and_a_validator()
    {
        using var mail = MailService().Build();
        using var scope = mail.Services.CreateScope();

        Assert.Equal(OfMail, BehavioursOf(typeof(DeliverMail), scope.ServiceProvider));
        Assert.NotNull(HandlerOf(typeof(DeliverMail), scope.ServiceProvider));
        Assert.Single(scope.ServiceProvider.GetServices<IValidator<DeliverMail>>());
    }

    [Fact]
    public void The_mail_service_registers_its_one_request_and_the_API_does_not()
    {
        var mail = MailService();

        var handler = Assert.Single(mail.Services,
            service => service.ServiceType.IsGenericType && service.ServiceType.GetGenericTypeDefinition() == typeof(IRequestHandler<,>));
        Assert.Equal(typeof(IRequestHandler<DeliverMail, DeliverMailResult>), handler.ServiceType);
        using var scope = api.Host.Services.CreateScope();
        Assert.Null(HandlerOf(typeof(DeliverMail), scope.ServiceProvider));
    }

    [Fact]
    public void A_missing_registration_is_found_when_the_mail_service_starts()
    {
        var builder = MailService();
        builder.Services.RemoveAll<IMailAttempts>();

        var failure = Assert.Throws<AggregateException>(builder.Build);

        Assert.Contains(nameof(IMailAttempts), failure.Message);
    }

    [Fact]
    public void A_missing_registration_is_found_when_the_API_starts()
    {
        var builder = StandAlone.Builder(api.Folder);
        builder.Services.RemoveAll<ILocks>();

        var failure = Assert.Throws<AggregateException>(builder.Build);

        Assert.Contains(nameof(ILocks), failure.Message);
    }

    private Microsoft.Extensions.Hosting.HostApplicationBuilder MailService()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(
            ["--ConnectionStrings:Mail=Host=nowhere", $"--MessageStore:Folder={api.Folder}"]);
        MailHost.Register(builder);
        return builder;
    }

    private static IEnumerable<string> BehavioursOf(Type request, IServiceProvider services) =>
        services.GetServices(typeof(IPipelineBehavior<,>).MakeGenericType(request, ResultOf(request)))
            .Select(behaviour => behaviour!.GetType().Name.Replace("Behaviour`2", "", StringComparison.Ordinal));

    private static object? HandlerOf(Type request, IServiceProvider services) =>
        services.GetService(typeof(IRequestHandler<,>).MakeGenericType(request, ResultOf(request)));

    private static Type ResultOf(Type request) => request.Closed(typeof(IRequest<>)).Single().GetGenericArguments()[0];

    /// <summary>The API with all its services, without a database.</summary>
    public sealed class Api : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vemap-architecture-");

        public Api() => Host = StandAlone.Build(folder.FullName);

        public string Folder => folder.FullName;

        public WebApplication Host { get; }

        public void Dispose()
        {
            ((IDisposable)Host).Dispose();
            folder.Delete(recursive: true);
        }
    }
}
