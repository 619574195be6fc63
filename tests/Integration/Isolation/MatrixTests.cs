using Xunit.Abstractions;

namespace Vemap.Integration.Isolation;

/// <summary>Every operation of the served document × every id × {own, another environment's, nobody's} × every role. A new operation is in it without anybody's doing.</summary>
public sealed class MatrixTests(MatrixRun run, ITestOutputHelper output) : IClassFixture<MatrixRun>
{
    [Fact]
    public void What_belongs_to_another_environment_does_not_exist()
    {
        output.WriteLine($"{run.Calls} calls of {run.Operations.Count} operations in {run.Took.TotalSeconds:0} s");

        Assert.True(run.Faults.Count == 0, $"{run.Faults.Count} faults in {run.Calls} calls:\n{string.Join('\n', run.Faults.Order().Take(100))}");
    }

    [Fact]
    public void The_matrix_is_as_large_as_it_must_be()
    {
        Assert.True(run.Operations.Count >= 90, $"Only {run.Operations.Count} operations.");
        Assert.True(run.Calls >= 20 * run.Operations.Count, $"Only {run.Calls} calls.");
    }

    [Fact]
    public void Every_id_that_a_body_asks_for_was_tried_with_anothers_and_with_nobodys()
    {
        Assert.True(run.Asked.Count >= 30, $"Only {run.Asked.Count} ids in bodies.");
        Assert.Empty(run.Asked.Except(run.Tried));
    }

    [Fact]
    public void Nearly_every_id_that_a_body_asks_for_is_taken_when_it_is_ones_own()
    {
        var never = run.Asked.Except(run.Taken).Order().ToList();

        Assert.True(never.Count <= run.Asked.Count / 5, $"{never.Count} of {run.Asked.Count} were never taken: {string.Join(", ", never)}\n{string.Join('\n', run.Refusals)}");
    }

    [Fact]
    public void Most_operations_succeed_with_ids_of_the_callers_own_environment()
    {
        var never = run.Operations.Except(run.Succeeded).Order().ToList();

        Assert.True(never.Count <= run.Operations.Count / 4, $"{never.Count} of {run.Operations.Count} never succeeded: {string.Join(", ", never)}\n{string.Join('\n', run.Refusals)}");
    }

    [Fact]
    public void Nothing_that_people_write_comes_into_a_log()
    {
        var told = run.Logged.Where(line => line.Contains(run.Sentinel, StringComparison.OrdinalIgnoreCase)).ToList();

        Assert.True(run.Logged.Count > 1000, $"Only {run.Logged.Count} lines were logged.");
        Assert.True(told.Count == 0, $"{told.Count} lines hold what was written, such as: {told.FirstOrDefault()}");
    }
}
