using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Writes how many rows a list reads at most into its statement.</summary>
/// <remarks>As a parameter, which EF makes of it, the database would plan the statement anew each time: it cannot know that a page is a small part of the rows. Planning was a quarter of its work on a list.</remarks>
internal static class FixedLimit
{
    private static readonly MethodInfo Constant = typeof(EF).GetMethod(nameof(EF.Constant))!.MakeGenericMethod(typeof(int));

    public static IQueryable<T> WithFixedLimit<T>(this IQueryable<T> rows) => rows.Provider.CreateQuery<T>(Fix(rows.Expression));

    // Along the chain of operators; what stands inside their lambdas is not touched.
    private static Expression Fix(Expression expression)
    {
        if (expression is not MethodCallExpression { Object: null } call || call.Method.DeclaringType != typeof(Queryable)) return expression;
        if (call is { Method.Name: nameof(Queryable.Take), Arguments: [var source, ConstantExpression { Value: int } count] })
            return call.Update(null, [source, Expression.Call(Constant, count)]);
        var inner = Fix(call.Arguments[0]);
        return ReferenceEquals(inner, call.Arguments[0]) ? call : call.Update(null, [inner, .. call.Arguments.Skip(1)]);
    }
}
