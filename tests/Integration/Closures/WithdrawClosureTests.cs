namespace Vemap.Integration.Closures;

public sealed class WithdrawClosureTests : PlanningStepTests
{
    protected override string Step => "withdrawals";

    [Fact]
    public async Task A_withdrawn_closure_is_a_draft_again()
    {
        var closure = await SubmittedAsync();
        Assert.Equal("draft", (await closure.TakeAsync(Manager, Step)).GetProperty("status").GetString());
    }
}
