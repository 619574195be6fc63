using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Why something could not be handled, for those who operate the queues. Holds nothing of the data.</summary>
public static class FailureReason
{
    public static string Of(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Of(inner),
        DbUpdateException { InnerException: { } inner } => Of(inner),
        ProblemException problem => problem.Code,
        PostgresException database => $"{nameof(PostgresException)} {database.SqlState} {database.ConstraintName}".TrimEnd(),
        JsonException json => $"The payload cannot be read at {json.Path ?? "$"}.",
        _ => exception.GetType().Name,
    };

    /// <summary>The database is not there: no row is at fault, and none is counted as failed.</summary>
    public static bool IsOutage(Exception? exception) => exception switch
    {
        null => false,
        PostgresException database => database.SqlState is ['0', '8', ..] or ['5', '3', ..] or ['5', '7', 'P', ..],
        NpgsqlException => true,
        _ => IsOutage(exception.InnerException),
    };
}
