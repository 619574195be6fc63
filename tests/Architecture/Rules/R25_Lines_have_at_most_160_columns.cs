namespace Vemap.Architecture.Rules;

/// <summary>Lines of C# have at most 160 columns.</summary>
public sealed class R25_Lines_have_at_most_160_columns : Rule
{
    private const int Columns = 160;

    private static readonly string[] Folders =
    [
        "src/Application/Common/Behaviours", "src/Application/Common/Requests", "src/Application/Features/Audit", "src/Application/Features/ClientEnvironments",
        "src/Application/Features/Stakeholders", "src/Domain/Audit", "src/Domain/ClientEnvironments", "src/Domain/Stakeholders",
        "src/Infrastructure/Configuration", "src/Infrastructure/Postgres/Conventions", "src/Web/Endpoints", "tests/Architecture", "tests/Integration/Audit",
        "tests/Integration/ClientEnvironments", "tests/Integration/Stakeholders", "tests/Unit/ClientEnvironments", "tests/Unit/Common",
        "tests/Unit/Stakeholders",
    ];

    protected override int AtLeast => 100;

    protected override IEnumerable<Judgement> Judge(Code code) =>
        from file in Folders.SelectMany(folder => code.Files(folder, "*.cs"))
        let line = Array.FindIndex(file.Text.Split('\n'), line => line.Length > Columns)
        select Judgement.Of(file.Path, line < 0, $"has a line of more than {Columns} columns: line {line + 1}");
}
