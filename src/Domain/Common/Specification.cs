using System.Linq.Expressions;

namespace Vemap.Domain.Common;

/// <summary>Says which aggregates a command loads, and with which of their parts.</summary>
public abstract class Specification<T>
    where T : class
{
    private readonly List<Expression<Func<T, bool>>> filters = [];
    private readonly List<string> includes = [];

    protected Specification() => Query = new Builder(this);

    public IReadOnlyList<Expression<Func<T, bool>>> Filters => filters;

    public IReadOnlyList<string> Includes => includes;

    public Expression<Func<T, object?>>? Order { get; private set; }

    public int? Limit { get; private set; }

    protected Builder Query { get; }

    /// <summary>The words of Ardalis.Specification, so that the package can take this class's place.</summary>
    protected sealed class Builder(Specification<T> specification)
    {
        public Builder Where(Expression<Func<T, bool>> filter)
        {
            specification.filters.Add(filter);
            return this;
        }

        public Builder Include(string path)
        {
            specification.includes.Add(path);
            return this;
        }

        public Builder OrderBy(Expression<Func<T, object?>> key)
        {
            specification.Order = key;
            return this;
        }

        public Builder Take(int count)
        {
            specification.Limit = count;
            return this;
        }
    }
}

/// <summary>Says what a query reads: LINQ over one or more kinds of rows, projected straight to the result.</summary>
public abstract class ReadSpecification<TResult>
{
    /// <summary>Tells the statements of one specification apart when no value of the request stands in them: each is made once and kept. Null when a value does.</summary>
    public virtual object? Statement => null;

    public abstract IQueryable<TResult> Query(IRows rows);
}

/// <summary>The rows a read may join; the tenant's and the project's filters are already on them.</summary>
public interface IRows
{
    IQueryable<T> Of<T>()
        where T : class, IEntity;
}
