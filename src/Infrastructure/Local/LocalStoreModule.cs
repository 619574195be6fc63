using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vemap.Application.Common.Ports;

namespace Vemap.Infrastructure.Local;

/// <summary>Where the embedded store is. An empty PublicUrl gives links that are relative to the API's own address.</summary>
public sealed record StoreOptions(string Folder, string PublicUrl);

/// <summary>The embedded file store: Store:Folder, Store:KeyFile, Store:PublicUrl.</summary>
public static class LocalStoreModule
{
    public static IServiceCollection AddLocalStore(this IServiceCollection services, IConfiguration configuration)
    {
        var folder = configuration["Store:Folder"] ?? throw new InvalidOperationException("Store:Folder is not set.");
        var keyFile = configuration["Store:KeyFile"] ?? throw new InvalidOperationException("Store:KeyFile is not set.");
        services.AddSingleton(new StoreOptions(Path.GetFullPath(folder), (configuration["Store:PublicUrl"] ?? "").TrimEnd('/')));
        services.TryAddSingleton(_ => MasterKey.ReadOrCreate(keyFile));
        services.AddSingleton(provider => new StoreFolder(provider.GetRequiredService<StoreOptions>().Folder));
        services.AddSingleton(provider => new StoreSigner(provider.GetRequiredService<MasterKey>().Derive("store"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new EmbeddedStore(provider.GetRequiredService<StoreFolder>(), provider.GetRequiredService<StoreSigner>()));
        services.AddSingleton<IFileStore, LocalFileStore>();
        return services;
    }
}
