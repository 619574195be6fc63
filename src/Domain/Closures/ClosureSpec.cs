using Ardalis.Specification;

namespace Vemap.Domain.Closures;

/// <summary>Which closures a command loads.</summary>
public sealed class ClosureSpec : Specification<Closure>
{
    private ClosureSpec()
    {
    }

    /// <summary>With its phases and occurrences: enough for every step of planning and every report.</summary>
    public static ClosureSpec ById(ProjectId project, ClosureId id)
    {
        var specification = new ClosureSpec();
        specification.Query.Where(closure => closure.Id == id && closure.ProjectId == project)
            .Include(closure => closure.Occurrences).Include(closure => closure.Phases);
        return specification;
    }

    /// <summary>With phases, detours and occurrences, to read or change its content.</summary>
    public static ClosureSpec WithContent(ProjectId project, ClosureId id)
    {
        var specification = ById(project, id);
        specification.Query.Include(closure => closure.Detours);
        return specification;
    }

    /// <summary>Closures that have an open-ended phase whose planned nights end before this day; at most so many of them.</summary>
    public static ClosureSpec WithNightsToPlan(DateOnly before, int most)
    {
        var specification = new ClosureSpec();
        specification.Query
            .Where(closure => closure.Status != ClosureStatus.Refused && closure.Status != ClosureStatus.Cancelled)
            .Where(closure => closure.Phases.Any(phase => phase.PlannedUntil < before))
            .Include(closure => closure.Occurrences).Include(closure => closure.Phases)
            .OrderBy(closure => closure.Id)
            .Take(most);
        return specification;
    }

    /// <summary>Those of the named ones that belong to the project, with their content and occurrences.</summary>
    public static ClosureSpec AllWithContent(ProjectId project, IReadOnlyCollection<ClosureId> ids)
    {
        var specification = new ClosureSpec();
        specification.Query.Where(closure => closure.ProjectId == project && ids.Contains(closure.Id))
            .Include(closure => closure.Occurrences).Include(closure => closure.Phases).Include(closure => closure.Detours);
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
