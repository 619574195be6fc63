namespace Vemap.Application.Features.R05Closures
{
    public static class R05Numbers
    {
        public static int Next() => 1;
    }

    public sealed class R05Exception : Exception;
}

namespace Vemap.Application.Features.R05Mailings
{
    /// <summary>A feature that calls another one.</summary>
    public static class R05TouchesClosures
    {
        public static int Number() => R05Closures.R05Numbers.Next();
    }

    /// <summary>A feature that catches what another one throws.</summary>
    public static class R05CatchesClosures
    {
        public static void Run(Action action)
        {
            try
            {
                action();
            }
            catch (R05Closures.R05Exception)
            {
                return;
            }
        }
    }
}
