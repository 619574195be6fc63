using System.Data.Common;
using Vemap.Domain.Common;
using Vemap.Infrastructure.Telemetry;

namespace Vemap.Unit.Telemetry;

public sealed class FailureTextTests
{
    private const string Sentinel = "sentinel@secret.vemap.test";

    [Fact]
    public void A_failure_keeps_type_and_stack_frames_and_loses_its_message()
    {
        var text = FailureText.Of(Thrown(() => throw new InvalidOperationException(Sentinel)));

        Assert.StartsWith("System.InvalidOperationException\n   at Vemap.Unit.Telemetry.FailureTextTests.", text);
        Assert.DoesNotContain(Sentinel, text);
    }

    [Fact]
    public void Inner_failures_are_kept_in_the_same_way()
    {
        var inner = Thrown(() => throw new FormatException(Sentinel));

        var text = FailureText.Of(new InvalidOperationException(Sentinel, new AggregateException(Sentinel, inner, new TimeoutException(Sentinel))));

        Assert.Contains(" ---> System.AggregateException", text);
        Assert.Contains(" ---> System.FormatException\n   at ", text);
        Assert.Contains(" ---> System.TimeoutException", text);
        Assert.DoesNotContain(Sentinel, text);
    }

    [Fact]
    public void The_state_of_a_database_and_the_code_of_a_refusal_are_kept()
    {
        Assert.Equal($"{typeof(DatabaseFailure)} (22P02)", FailureText.Of(new DatabaseFailure(Sentinel)));
        Assert.EndsWith("ProblemException (common.not-found)", FailureText.Of(CommonProblems.NotFound()));
    }

    [Fact]
    public void A_failure_without_end_is_cut()
    {
        Exception failure = new InvalidOperationException(Sentinel);
        for (var depth = 0; depth < 10_000; depth++) failure = new InvalidOperationException(Sentinel, failure);

        Assert.InRange(FailureText.Of(failure).Length, 1, 16_100);
    }

    private static Exception Thrown(Action action) => Record.Exception(action)!;

    private sealed class DatabaseFailure(string message) : DbException(message)
    {
        public override string SqlState => "22P02";
    }
}
