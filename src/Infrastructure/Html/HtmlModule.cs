using Microsoft.Extensions.DependencyInjection;

namespace Vemap.Infrastructure.Html;

public static class HtmlModule
{
    public static IServiceCollection AddHtml(this IServiceCollection services) => services.AddSingleton<IHtmlCleaner, HtmlCleaner>();
}
