namespace Vemap.Infrastructure.R22;

internal static class R22Setting
{
    public static string? Of(IConfiguration configuration) => configuration["Identity:R22Secret"];
}
