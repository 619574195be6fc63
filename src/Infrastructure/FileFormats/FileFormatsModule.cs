using Microsoft.Extensions.DependencyInjection;

namespace Vemap.Infrastructure.FileFormats;

/// <summary>The readers that check uploaded files.</summary>
public static class FileFormatsModule
{
    public static IServiceCollection AddFileFormats(this IServiceCollection services) => services.AddSingleton<IFileFormats, FileFormatReaders>();
}
