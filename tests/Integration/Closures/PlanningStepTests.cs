namespace Vemap.Integration.Closures;

/// <summary>What the steps of planning have in common.</summary>
public abstract class PlanningStepTests : ClosureChangeTest
{
    protected abstract string Step { get; }

    protected virtual object? RightBody => null;

    protected override Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string? etag) => client.SendAsync(HttpMethod.Post, $"{path}/{Step}", RightBody, etag);

    [Fact]
    public async Task A_closure_that_is_cancelled_takes_no_step()
    {
        var closure = await PlanAsync();
        await closure.TakeAsync(Manager, "cancellations", new { reason = "Rain" });
        await closure.TryAsync(Organisation, Step, RightBody).RefusedAsync(HttpStatusCode.Conflict, "closures.step-not-possible");
    }
}
