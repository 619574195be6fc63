namespace Vemap.Domain.R06Here
{
    public static class Here
    {
        public static int Value() => R06There.There.Value();
    }
}

namespace Vemap.Domain.R06There
{
    public static class There
    {
        public static int Value() => R06Here.Here.Value();
    }
}
