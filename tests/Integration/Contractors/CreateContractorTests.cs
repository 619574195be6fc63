namespace Vemap.Integration.Contractors;

public sealed class CreateContractorTests : ApiTest
{
    [Fact]
    public async Task A_contractor_stands_in_the_register()
    {
        var (made, tag) = await Organisation.PostAsync(Path("contractors"), new { name = "BAM", email = "info@bam.example" }).TaggedAsync();

        Assert.Equal("\"v1\"", tag);
        var read = await Manager.GetAsync(Path($"contractors/{made.Id()}")).BodyAsync();
        Assert.Equal(("BAM", "info@bam.example"), (read.GetProperty("name").GetString(), read.GetProperty("email").GetString()));
    }

    [Fact]
    public async Task A_name_is_used_once_whatever_its_capitals()
    {
        await Organisation.PostAsync(Path("contractors"), new { name = "BAM" }).BodyAsync(HttpStatusCode.Created);
        await Organisation.PostAsync(Path("contractors"), new { name = "bam" }).RefusedAsync(HttpStatusCode.Conflict, "contractors.name-taken");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Organisation.PostAsync(Path("contractors"), new { name = "Heijmans" })));
        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    [Fact]
    public Task All_faults_are_listed_at_once() =>
        Organisation.PostAsync(Path("contractors"), new { name = "", email = "no address", phone = new string('1', 41) })
            .InvalidAsync(("/name", "not-empty"), ("/email", "mail-address"), ("/phone", "maximum-length"));

    [Fact]
    public async Task Other_roles_and_other_environments_are_refused()
    {
        var other = await World.CreateAsync(World.Host);
        await Manager.PostAsync(Path("contractors"), new { name = "BAM" }).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PostAsync(Path("contractors"), new { name = "BAM" }).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
