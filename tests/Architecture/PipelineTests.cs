using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Architecture.Scanner;
using Vemap.Web.Hosting;

namespace Vemap.Architecture;

/// <summary>MediatR drops a behaviour that does not fit without a word, and finds out at run time that a handler is missing. This finds out now.</summary>
public sealed class PipelineTests : IDisposable
{
    private static readonly string[] Behaviours = ["Logging", "Timing", "Audit", "UnitOfWork", "Authorization", "Validation"];
    private readonly WebApplication web = Build();

    public static TheoryData<Type> Requests => [.. Code.House.Requests.Where(request => request.Name != "DeliverMail")];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Every_request_passes_all_behaviours_in_order_and_has_a_handler(Type request)
    {
        using var scope = web.Services.CreateScope();
        var result = request.Closed(typeof(IRequest<>)).Single().GetGenericArguments()[0];

        var behaviours = scope.ServiceProvider.GetServices(typeof(IPipelineBehavior<,>).MakeGenericType(request, result));

        Assert.Equal(Behaviours, behaviours.Select(behaviour => behaviour!.GetType().Name.Replace("Behaviour`2", "", StringComparison.Ordinal)));
        Assert.NotNull(scope.ServiceProvider.GetService(typeof(IRequestHandler<,>).MakeGenericType(request, result)));
    }

    public void Dispose() => ((IDisposable)web).Dispose();

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder();
        // Nothing here connects: sources of connections open none until they are asked.
        foreach (var role in (string[])["Application", "Worker", "Mail"]) builder.Configuration[$"ConnectionStrings:{role}"] = "Host=nowhere";
        builder.Configuration["Vemap:Mode"] = "local";
        builder.AddVemap();
        return builder.Build();
    }
}
