using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Vemap.Infrastructure.Local;

/// <summary>Where the embedded store is. An empty PublicUrl gives links that are relative to the API's own address.</summary>
public sealed record StoreOptions(string Folder, string PublicUrl);

/// <summary>The embedded file store: Store:Folder, Store:KeyFile, Store:PublicUrl.</summary>
public static class LocalStoreModule
{
    public static IServiceCollection AddLocalStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => new StoreOptions(Path.GetFullPath(Setting(configuration, "Store:Folder")), (configuration["Store:PublicUrl"] ?? "").TrimEnd('/')));
        services.TryAddSingleton(_ => MasterKey.ReadOrCreate(Setting(configuration, "Store:KeyFile")));
        services.AddSingleton(provider => new StoreFolder(provider.GetRequiredService<StoreOptions>().Folder));
        services.AddSingleton(provider => new StoreSigner(provider.GetRequiredService<MasterKey>().Derive("store"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new EmbeddedStore(provider.GetRequiredService<StoreFolder>(), provider.GetRequiredService<StoreSigner>()));
        services.AddSingleton<IFileStore, LocalFileStore>();
        return services;
    }

    private static string Setting(IConfiguration configuration, string name) => configuration[name] ?? throw new InvalidOperationException($"{name} is not set.");
}
