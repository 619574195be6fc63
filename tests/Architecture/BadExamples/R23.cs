using Vemap.Infrastructure.Postgres;

namespace Vemap.MailService.R23;

/// <summary>The mail service reads the application's schema.</summary>
internal static class R23Nosy
{
    public static object Migrations() => Migrator.All;
}
