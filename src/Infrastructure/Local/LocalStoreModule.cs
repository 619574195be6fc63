using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vemap.Domain.Files;
using Vemap.Infrastructure.Configuration;

namespace Vemap.Infrastructure.Local;

/// <summary>The embedded file store.</summary>
public static class LocalStoreModule
{
    public static IServiceCollection AddLocalStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<StoreOptions>(configuration);
        services.TryAddSingleton(provider => MasterKey.ReadOrCreate(provider.GetRequiredService<StoreOptions>().KeyFile));
        services.AddSingleton(provider => new StoreFolder(Path.GetFullPath(provider.GetRequiredService<StoreOptions>().Folder)));
        services.AddSingleton(provider => new StoreSigner(provider.GetRequiredService<MasterKey>().Derive("store"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new EmbeddedStore(
            provider.GetRequiredService<StoreFolder>(), provider.GetRequiredService<StoreSigner>(), provider.GetRequiredService<IStoreLinks>()));
        services.AddSingleton<IFileStore, LocalFileStore>();
        services.AddSingleton(provider => new UploadLimits(
            provider.GetRequiredService<StoreOptions>().MostWaitingFiles, provider.GetRequiredService<StoreOptions>().MostWaitingBytes));
        return services;
    }
}
