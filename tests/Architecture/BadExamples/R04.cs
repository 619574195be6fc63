using Microsoft.EntityFrameworkCore;

namespace Vemap.Application.R04;

/// <summary>EF Core outside Infrastructure.Postgres, seen only in a lambda's code.</summary>
public sealed class R04KnowsEntityFramework
{
    public Func<object, object> Load { get; } = rows => ((IQueryable<string>)rows).AsNoTracking();
}
