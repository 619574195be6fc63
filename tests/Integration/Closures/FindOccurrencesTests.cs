namespace Vemap.Integration.Closures;

public sealed class FindOccurrencesTests : OccurrenceListTests
{
    protected override string List(Planned closure) => Path("occurrences");

    [Fact]
    public async Task Only_nights_that_the_caller_may_see_are_found()
    {
        var elsewhere = await World.ProjectAsync("OTHER", member: World.OrganisationId);
        await Organisation.PostAsync(Path($"projects/{elsewhere}/closures"), Body()).BodyAsync(HttpStatusCode.Created);
        Assert.Equal(1, (await Organisation.GetAsync(Path("occurrences")).BodyAsync()).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await Manager.GetAsync(Path("occurrences")).BodyAsync()).GetProperty("items").GetArrayLength());
    }
}
