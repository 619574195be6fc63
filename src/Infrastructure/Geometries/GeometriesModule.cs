using Microsoft.Extensions.DependencyInjection;

namespace Vemap.Infrastructure.Geometries;

public static class GeometriesModule
{
    public static IServiceCollection AddGeometries(this IServiceCollection services) => services.AddSingleton<IGeometryValidity, GeometryValidity>();
}
