using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Vemap.Integration.Common;

/// <summary>Lets a test come from any address: the in-memory server has no connections, and so no addresses.</summary>
internal sealed class ClientAddresses : IStartupFilter
{
    public const string Header = "Test-Address";

    public static Task<TestHost> StartHostAsync(TimeProvider clock) =>
        TestHost.StartAsync(clock, builder => builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, ClientAddresses>()));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (IPAddress.TryParse(context.Request.Headers[Header], out var address)) context.Connection.RemoteIpAddress = address;
            return rest(context);
        });
        next(app);
    };
}
