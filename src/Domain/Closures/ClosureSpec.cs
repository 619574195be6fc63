namespace Vemap.Domain.Closures;

/// <summary>Which closures a command loads.</summary>
public sealed class ClosureSpec : Specification<Closure>
{
    private ClosureSpec()
    {
    }

    /// <summary>With its occurrences: enough for every step of its life.</summary>
    public static ClosureSpec ById(ProjectId project, ClosureId id)
    {
        var specification = new ClosureSpec();
        specification.Query.Where(closure => closure.Id == id && closure.ProjectId == project).Include(nameof(Closure.Occurrences));
        return specification;
    }

    /// <summary>With phases, detours and occurrences, to read or change its content.</summary>
    public static ClosureSpec WithContent(ProjectId project, ClosureId id)
    {
        var specification = ById(project, id);
        specification.Query.Include(nameof(Closure.Phases)).Include(nameof(Closure.Detours));
        return specification;
    }

    /// <summary>Those of the named ones that belong to the project, with their content and occurrences.</summary>
    public static ClosureSpec AllWithContent(ProjectId project, IReadOnlyCollection<ClosureId> ids)
    {
        var specification = new ClosureSpec();
        specification.Query.Where(closure => closure.ProjectId == project && ids.Contains(closure.Id)).Include(nameof(Closure.Occurrences)).Include(nameof(Closure.Phases)).Include(nameof(Closure.Detours));
        return specification;
    }
}

/// <summary>The series of closure numbers of one year.</summary>
public sealed class ClosureNumberSeriesSpec : Specification<ClosureNumberSeries>
{
    private ClosureNumberSeriesSpec()
    {
    }

    public static ClosureNumberSeriesSpec Of(int year)
    {
        var specification = new ClosureNumberSeriesSpec();
        specification.Query.Where(series => series.Year == year);
        return specification;
    }
}
