using Microsoft.Extensions.DependencyInjection;

namespace Vemap.Application.Common.Requests;

/// <summary>Sends the commands of background work.</summary>
public static class SystemScopes
{
    /// <summary>Sends a command as the system, within one environment and a scope of its own.</summary>
    public static async Task<T> AsSystemAsync<T>(this IServiceScopeFactory scopes, ClientEnvironmentId environment, Func<IMediator, Task<T>> send)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(environment);
        return await send(scope.ServiceProvider.GetRequiredService<IMediator>());
    }

    /// <summary>The same for a command without a result.</summary>
    public static async Task AsSystemAsync(this IServiceScopeFactory scopes, ClientEnvironmentId environment, Func<IMediator, Task> send)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(environment);
        await send(scope.ServiceProvider.GetRequiredService<IMediator>());
    }
}
