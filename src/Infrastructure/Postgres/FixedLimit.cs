using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Writes the limit of a list into its statement as a constant.</summary>
/// <remarks>EF Core makes it a parameter. Then the database plans the statement each time, because it cannot know that a page is a small part of the rows.
/// Planning was a quarter of its work on a list.</remarks>
internal static class FixedLimit
{
    private static readonly MethodInfo Constant = typeof(EF).GetMethod(nameof(EF.Constant))!.MakeGenericMethod(typeof(int));

    public static IQueryable<T> WithFixedLimit<T>(this IQueryable<T> rows) => rows.Provider.CreateQuery<T>(
        Change(rows.Expression, take =>
            take.Arguments[1] is ConstantExpression { Value: int } count ? take.Update(null, [take.Arguments[0], Expression.Call(Constant, count)]) : take));

    /// <summary>The query without its limit, for counting.</summary>
    public static IQueryable<T> WithoutLimit<T>(this IQueryable<T> rows) => rows.Provider.CreateQuery<T>(Change(rows.Expression, take => take.Arguments[0]));

    // Follows the chain of operators. The lambdas inside them are not changed.
    private static Expression Change(Expression expression, Func<MethodCallExpression, Expression> change)
    {
        if (expression is not MethodCallExpression { Object: null } call || call.Method.DeclaringType != typeof(Queryable)) return expression;
        if (call.Method.Name == nameof(Queryable.Take)) return change(call);
        var inner = Change(call.Arguments[0], change);
        return ReferenceEquals(inner, call.Arguments[0]) ? call : call.Update(null, [inner, .. call.Arguments.Skip(1)]);
    }
}
