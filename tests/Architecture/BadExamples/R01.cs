namespace Vemap.R01Domain
{
    /// <summary>A lower layer that depends on a higher one.</summary>
    public sealed class R01AsksTheWeb
    {
        public R01Web.R01Page? Page { get; init; }
    }
}

namespace Vemap.R01Web
{
    public sealed class R01Page;
}
