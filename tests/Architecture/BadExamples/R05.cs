namespace Vemap.Application.Features.R05Closures
{
    public static class R05Numbers
    {
        public static int Next() => 1;
    }
}

namespace Vemap.Application.Features.R05Mailings
{
    /// <summary>A feature that calls another one.</summary>
    public static class R05TouchesClosures
    {
        public static int Number() => R05Closures.R05Numbers.Next();
    }
}
