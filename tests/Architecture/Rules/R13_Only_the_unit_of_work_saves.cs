using System.Text.RegularExpressions;

namespace Vemap.Architecture.Rules;

/// <summary>A command has one transaction, and filters cannot be bypassed: the types that save, lift a filter or write SQL are listed.</summary>
public sealed partial class R13_Only_the_unit_of_work_saves : Rule
{
    private static readonly string[] ByHand = ["NpgsqlCommand", "NpgsqlBatchCommand", "NpgsqlBatch", "DbCommand", "DbBatch"];
    private static readonly string[] Raw = ["IgnoreQueryFilters", "FromSql", "FromSqlRaw", "FromSqlInterpolated", "SqlQuery", "SqlQueryRaw", "ExecuteSql",
        "ExecuteSqlRaw", "ExecuteSqlAsync", "ExecuteSqlRawAsync", "ExecuteSqlInterpolated", "ExecuteSqlInterpolatedAsync", "ExecuteUpdate",
        "ExecuteUpdateAsync", "ExecuteDelete", "ExecuteDeleteAsync"];

    // Its connection belongs to the owner and is reset when it returns to the pool; the connections of Connections are not.
    private const string Migrator = "src/Infrastructure/Postgres/Migrator.cs";

    protected override int AtLeast => 100;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var handwritten = code.Documents.Table("SQL by hand").Select(row => $"Vemap.Infrastructure.{row[0]}").ToList();
        var unused = handwritten.ToHashSet();
        foreach (var (type, uses) in code.Uses.Where(pair => pair.Key.StartsWith("Vemap.", StringComparison.Ordinal)))
        {
            if (uses.Any(use => use.Member is "SaveChanges" or "SaveChangesAsync"))
                yield return Judgement.Of(type, type == "Vemap.Infrastructure.Postgres.UnitOfWork", "saves; only UnitOfWork does");
            if (uses.Any(use => Raw.Contains(use.Member)
                || ((use.Type.IsIn("Npgsql") || use.Type.IsIn("System.Data.Common")) && ByHand.Contains(use.Type.Split('.')[^1]))))
            {
                unused.Remove(type.Split('`')[0]);
                yield return Judgement.Of(type, handwritten.Contains(type.Split('`')[0]),
                    "writes SQL by hand or lifts a filter; use a specification, or add it to \"SQL by hand\" with the reason");
            }
        }

        foreach (var type in unused) yield return new Judgement(type, "is in the table and writes no SQL by hand");
        foreach (var file in code.Files("src", "*.cs").Concat(code.Files("src", "*.sql")))
            yield return Judgement.Of(file.Path, file.Path == Migrator || !OutlivesTransaction().IsMatch(file.Text),
                "changes the session, which affects the next user of the pooled connection; set it for the transaction");
    }

    [GeneratedRegex(
        """set_config\([^;"]*,\s*false\s*\)|pg_(try_)?advisory_lock|"\s*(set (?!transaction|local)|listen |create temp|declare )""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex OutlivesTransaction();
}
