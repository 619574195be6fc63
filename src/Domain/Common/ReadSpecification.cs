namespace Vemap.Domain.Common;

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
