namespace Vemap.Integration.Closures;

public sealed class ListOccurrencesTests : OccurrenceListTests
{
    protected override string List(Planned closure) => $"{closure.Path}/occurrences";

    [Fact]
    public async Task Of_a_closure_that_one_may_not_see_there_is_nothing() =>
        await Stakeholder.GetAsync(List(await PlanAsync())).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
}
