using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vemap.Domain.Files;

namespace Vemap.Infrastructure.Local;

/// <summary>Where the embedded store is. With an empty PublicUrl links are relative to the API's own address.</summary>
public sealed record StoreOptions(string Folder, string PublicUrl);

/// <summary>The embedded file store: Store:Folder, Store:KeyFile, Store:PublicUrl; and how much may wait for its bytes: Store:MostWaitingFiles,
/// Store:MostWaitingBytes.</summary>
public static class LocalStoreModule
{
    public static IServiceCollection AddLocalStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ =>
            new StoreOptions(Path.GetFullPath(Setting(configuration, "Store:Folder")), (configuration["Store:PublicUrl"] ?? "").TrimEnd('/')));
        services.TryAddSingleton(_ => MasterKey.ReadOrCreate(Setting(configuration, "Store:KeyFile")));
        services.AddSingleton(provider => new StoreFolder(provider.GetRequiredService<StoreOptions>().Folder));
        services.AddSingleton(provider =>
            new StoreSigner(provider.GetRequiredService<MasterKey>().Derive("store"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider =>
            new EmbeddedStore(
                provider.GetRequiredService<StoreFolder>(), provider.GetRequiredService<StoreSigner>(), provider.GetRequiredService<IStoreLinks>()));
        services.AddSingleton<IFileStore, LocalFileStore>();
        services.AddSingleton(new UploadLimits(
            configuration.GetValue("Store:MostWaitingFiles", UploadLimits.Default.Files),
            configuration.GetValue("Store:MostWaitingBytes", UploadLimits.Default.Bytes)));
        return services;
    }

    private static string Setting(IConfiguration configuration, string name) =>
        configuration[name] ?? throw new InvalidOperationException($"{name} is not set.");
}
