using System.Text.RegularExpressions;

namespace Vemap.Architecture.Rules;

/// <summary>One transaction a command, and no way around the filters: who saves, lifts a filter or writes SQL by hand is listed.</summary>
public sealed partial class R13_Only_the_unit_of_work_saves : Rule
{
    private static readonly string[] ByHand = ["NpgsqlCommand", "NpgsqlBatchCommand", "NpgsqlBatch", "DbCommand", "DbBatch"];
    private static readonly string[] Raw = ["IgnoreQueryFilters", "FromSql", "FromSqlRaw", "FromSqlInterpolated", "SqlQuery", "SqlQueryRaw", "ExecuteSql", "ExecuteSqlRaw", "ExecuteSqlAsync", "ExecuteSqlRawAsync", "ExecuteSqlInterpolated", "ExecuteSqlInterpolatedAsync", "ExecuteUpdate", "ExecuteUpdateAsync", "ExecuteDelete", "ExecuteDeleteAsync"];

    // Its connection, of the owner's role, is reset when it goes back to its pool; those of Connections are not.
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
            if (uses.Any(use => Raw.Contains(use.Member) || ((use.Type.IsIn("Npgsql") || use.Type.IsIn("System.Data.Common")) && ByHand.Contains(use.Type.Split('.')[^1]))))
            {
                unused.Remove(type.Split('`')[0]);
                yield return Judgement.Of(type, handwritten.Contains(type.Split('`')[0]), "writes SQL by hand or lifts a filter; use a specification, or add it to \"SQL by hand\" with the reason");
            }
        }

        foreach (var type in unused) yield return new Judgement(type, "stands in the table and writes no SQL by hand");
        foreach (var file in code.Files("src", "*.cs").Concat(code.Files("src", "*.sql")))
            yield return Judgement.Of(file.Path, file.Path == Migrator || !OutlivesTransaction().IsMatch(file.Text), "leaves something in the session, which the next user of the pooled connection finds; set it for the transaction");
    }

    [GeneratedRegex("""set_config\([^;"]*,\s*false\s*\)|pg_(try_)?advisory_lock|"\s*(set (?!transaction|local)|listen |create temp|declare )""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex OutlivesTransaction();
}
