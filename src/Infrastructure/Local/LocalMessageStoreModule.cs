using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Infrastructure.Configuration;

namespace Vemap.Infrastructure.Local;

public static class LocalMessageStoreModule
{
    /// <summary>The message store in the folder that MessageStore:Folder names.</summary>
    public static IServiceCollection AddLocalMessageStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<MessageStoreOptions>(configuration);
        return services.AddSingleton<IMessageStore>(provider => new LocalMessageStore(Path.GetFullPath(provider.GetRequiredService<MessageStoreOptions>().Folder)));
    }
}
