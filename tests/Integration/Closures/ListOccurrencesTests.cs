namespace Vemap.Integration.Closures;

public sealed class ListOccurrencesTests : OccurrenceListTests
{
    protected override string List(Planned closure) => $"{closure.Path}/occurrences";

    [Fact]
    public async Task Occurrences_of_a_closure_that_the_caller_may_not_see_are_not_found() =>
        await Stakeholder.GetAsync(List(await PlanAsync())).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
}
