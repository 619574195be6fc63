namespace Vemap.Domain.Common;

/// <summary>What a query reads: LINQ over one or more kinds of rows, projected straight to the result.</summary>
public abstract class ReadSpecification<TResult>
{
    /// <summary>The key under which the compiled statement is kept, for a specification whose statements contain no value of the request. Null when a statement
    /// contains one.</summary>
    public virtual object? Statement => null;

    public abstract IQueryable<TResult> Query(IRows rows);
}

/// <summary>The rows that a read may join. The filters of the tenant and of the project are already applied.</summary>
public interface IRows
{
    IQueryable<T> Of<T>()
        where T : class, IEntity;
}
