namespace Vemap.Integration.Stakeholders;

public sealed class AddStakeholderTests : StakeholdersTest
{
    [Fact]
    public async Task Organisation_adds_a_stakeholder_to_the_register_of_the_environment()
    {
        var area = new { type = "Polygon", coordinates = new[] { new[] { new[] { 4.8, 52.3 }, [4.9, 52.3], [4.9, 52.4], [4.8, 52.3] } } };
        var (made, tag) = await Organisation.PostAsync(Stakeholders, new
        {
            name = "Brandweer Amsterdam",
            organisation = "Veiligheidsregio",
            email = "meldkamer@brandweer.example",
            fallbackEmail = "wacht@brandweer.example",
            phone = "+31 20 555 0112",
            language = "en",
            category = "emergency-services",
            mandatory = true,
            interestArea = area,
            linkedUserId = World.StakeholderId.ToString(),
        }).TaggedAsync();

        var read = await Organisation.GetAsync($"{Stakeholders}/{made.Id()}").BodyAsync();
        Assert.Equal("\"v1\"", tag);
        Assert.Equal(("en", "emergency-services", true),
            (read.GetProperty("language").GetString(), read.GetProperty("category").GetString(), read.GetProperty("mandatory").GetBoolean()));
        Assert.Equal("Polygon", read.GetProperty("interestArea").GetProperty("type").GetString());
        Assert.Equal(World.StakeholderId.ToString(), read.GetProperty("linkedUserId").GetString());
    }

    [Fact]
    public async Task A_manager_adds_stakeholders_only_to_own_projects()
    {
        var project = await World.ProjectAsync();
        var elsewhere = await World.ProjectAsync("OTHER", member: World.OrganisationId);
        await Manager.PostAsync(Stakeholders, Somebody(project: project)).BodyAsync(HttpStatusCode.Created);
        await Manager.PostAsync(Stakeholders, Somebody(project: elsewhere)).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Manager.PostAsync(Stakeholders, Somebody()).RefusedAsync(HttpStatusCode.Forbidden, "stakeholders.register-of-environment");
    }

    [Fact]
    public async Task A_second_stakeholder_with_the_same_address_in_a_register_is_refused()
    {
        var project = await World.ProjectAsync();
        await Organisation.PostAsync(Stakeholders, Somebody()).BodyAsync(HttpStatusCode.Created);
        await Organisation.PostAsync(Stakeholders, Somebody(email: "MELDKAMER@brandweer.example"))
            .RefusedAsync(HttpStatusCode.Conflict, "stakeholders.email-taken");
        await Organisation.PostAsync(Stakeholders, Somebody(project: project)).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_linked_user_without_membership_and_an_archived_project_are_refused()
    {
        var (_, stranger) = await World.UserAsync();
        var project = await World.ProjectAsync();
        (await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{project}/archivals"), "\"v1\"")).EnsureSuccessStatusCode();
        await Organisation.PostAsync(Stakeholders, new { name = "X", email = "x@example.test", category = "other", linkedUserId = stranger.ToString() })
            .RefusedAsync(HttpStatusCode.Conflict, "stakeholders.unknown-user");
        await Organisation.PostAsync(Stakeholders, Somebody(project: project)).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task All_wrong_fields_are_reported_at_once()
    {
        await Organisation.PostAsync(Stakeholders, new
        {
            name = "",
            email = "a@b.nl\r\nBcc: x@y.nl",
            fallbackEmail = "a@b.nl\r\nbcc: x@y.nl",
            category = "other",
            language = "de",
            interestArea = new { type = "Circle" },
        }).InvalidAsync(
            ("/name", "not-empty"), ("/email", "mail-address"), ("/fallbackEmail", "mail-address"), ("/fallbackEmail", "same-address"),
                ("/language", "unknown-language"), ("/interestArea", "geometry"));
        const string Tiny = """{"name":"X","email":"x@example.test","category":"other","interestArea":{"type":"Point","coordinates":[1e-20000,52.3]}}""";
        await Organisation.PostAsync(Stakeholders, Tiny).InvalidAsync(("/interestArea", "geometry"));
        await Organisation.PostAsync(Stakeholders, """{"name":"X","email":"x@example.test","category":"firemen"}""").InvalidAsync(("/category", "wrong-type"));
    }

    [Theory]
    [InlineData("jan..piet@example.test")]
    [InlineData("jan@a_b.example")]
    [InlineData("jan@-x.example")]
    [InlineData("jan@localhost")]
    public Task An_address_that_the_mail_service_cannot_send_to_is_refused(string address) =>
        Organisation.PostAsync(Stakeholders, new { name = "Jan\nPiet", organisation = "Gemeente\t", email = address, category = "other" })
            .InvalidAsync(("/name", "not-one-line"), ("/organisation", "not-one-line"), ("/email", "mail-address"));

    [Fact]
    public async Task Adding_a_stakeholder_is_refused_to_other_roles()
    {
        var other = await World.CreateAsync(World.Host);
        await Stakeholder.PostAsync(Stakeholders, Somebody()).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PostAsync(Stakeholders, Somebody()).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
