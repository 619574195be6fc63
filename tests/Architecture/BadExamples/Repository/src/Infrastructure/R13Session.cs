namespace Vemap.Infrastructure.R13;

internal static class R13Session
{
    public const string Stays = "select set_config('app.environment', $1, false)";
}
