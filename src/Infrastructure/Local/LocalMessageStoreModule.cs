using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Vemap.Infrastructure.Local;

public static class LocalMessageStoreModule
{
    /// <summary>The message store in the folder that MessageStore:Folder names.</summary>
    public static IServiceCollection AddLocalMessageStore(this IServiceCollection services, IConfiguration configuration)
    {
        var folder = configuration["MessageStore:Folder"] ?? throw new InvalidOperationException("MessageStore:Folder is not set.");
        return services.AddSingleton<IMessageStore>(new LocalMessageStore(Path.GetFullPath(folder)));
    }
}
