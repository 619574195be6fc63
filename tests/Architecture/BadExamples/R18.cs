using Vemap.Domain.Common;

namespace Vemap.Domain.R18
{
    public static class R18Problems
    {
        public static ProblemException NotExplained() => new(ProblemKind.Conflict, "r18.not-explained", "Nobody can look this up.");

        public static ProblemException BadForm() => new(ProblemKind.Conflict, "R18_BadForm", "This is no code.");
    }

    /// <summary>Refuses with a code of its own making.</summary>
    public sealed class R18Thing
    {
        public void Refuse() => throw new ProblemException(ProblemKind.Conflict, "r18.home-made", "Made in the wrong place.");
    }
}
