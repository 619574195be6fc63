using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Architecture.Scanner;
using Vemap.Web.Hosting;

namespace Vemap.Architecture;

/// <summary>MediatR drops a behaviour that does not fit without a word, and finds out at run time that a handler is missing. This finds out now.</summary>
public sealed class PipelineTests(PipelineTests.Api api) : IClassFixture<PipelineTests.Api>
{
    private static readonly string[] Behaviours = ["Logging", "Timing", "Audit", "UnitOfWork", "Authorization", "Validation"];

    // The mail service's one request has a shorter way, in a program of its own.
    public static TheoryData<Type> Requests => [.. Code.House.Requests.Where(request => request.Name != "DeliverMail")];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Every_request_passes_all_behaviours_in_order_and_has_a_handler(Type request)
    {
        using var scope = api.Host.Services.CreateScope();
        var result = request.Closed(typeof(IRequest<>)).Single().GetGenericArguments()[0];

        var behaviours = scope.ServiceProvider.GetServices(typeof(IPipelineBehavior<,>).MakeGenericType(request, result));

        Assert.Equal(Behaviours, behaviours.Select(behaviour => behaviour!.GetType().Name.Replace("Behaviour`2", "", StringComparison.Ordinal)));
        Assert.NotNull(scope.ServiceProvider.GetService(typeof(IRequestHandler<,>).MakeGenericType(request, result)));
    }

    /// <summary>The API as it is put together, with nothing beside it.</summary>
    public sealed class Api : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vemap-architecture-");

        public Api() => Host = StandAlone.Build(folder.FullName);

        public WebApplication Host { get; }

        public void Dispose()
        {
            ((IDisposable)Host).Dispose();
            folder.Delete(recursive: true);
        }
    }
}
