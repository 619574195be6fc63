using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Statements that EF Core compiles once (docs/adr/0012). There is one set for each database.</summary>
internal sealed class KeptStatements
{
    private readonly ConcurrentDictionary<(Type Specification, object Statement, bool SeesAll), Delegate> statements = [];

    /// <summary>The statement of a specification that has <see cref="ReadSpecification{TResult}.Statement"/>; the context is asked each time what the caller
    /// may see.</summary>
    public Func<VemapDbContext, IAsyncEnumerable<T>> Get<T>(ReadSpecification<T> specification, object statement, VemapDbContext db, IRows rows) =>
        (Func<VemapDbContext, IAsyncEnumerable<T>>)statements.GetOrAdd((specification.GetType(), statement, db.SeesAll),
            _ => Compile(specification.Query(rows).Expression, specification));

    private static Func<VemapDbContext, IAsyncEnumerable<T>> Compile<T>(Expression rows, ReadSpecification<T> specification)
    {
        new NoValues(specification.GetType()).Visit(rows);
        return EF.CompileAsyncQuery(Expression.Lambda<Func<VemapDbContext, IQueryable<T>>>(rows, Expression.Parameter(typeof(VemapDbContext))));
    }

    /// <summary>Refuses values: the value of one request would stay in the statement for all later requests.</summary>
    private sealed class NoValues(Type specification) : ExpressionVisitor
    {
        protected override Expression VisitConstant(ConstantExpression node) =>
            node.Type.IsPrimitive || node.Type.IsEnum || node.Value is null or string or IReadOnlyCollection<string>
                ? node
                : throw new InvalidOperationException($"{specification.Name} has a value of a request in its statement, so the statement cannot be kept.");

        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression ? node : base.VisitExtension(node);
    }
}
