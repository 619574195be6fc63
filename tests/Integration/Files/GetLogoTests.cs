namespace Vemap.Integration.Files;

public sealed class GetLogoTests : LogosTest
{
    [Fact]
    public async Task It_says_what_the_logo_is_and_who_brought_it()
    {
        var (id, tag) = await UploadAsync();

        var (logo, seen) = await Organisation.GetAsync($"{Logos}/{id}").TaggedAsync();

        Assert.Equal(tag, seen);
        Assert.Equal(("logo.png", "image/png", World.OrganisationId.ToString(), "Test Person"),
            (logo.GetProperty("name").GetString(), logo.GetProperty("contentType").GetString(), logo.GetProperty("uploadedById")
                .GetString(), logo.GetProperty("uploadedByName").GetString()));
    }

    [Fact]
    public async Task Others_may_not_and_another_environments_does_not_exist()
    {
        var (id, _) = await UploadAsync();
        var other = await World.CreateAsync(World.Host);
        await Manager.GetAsync($"{Logos}/{id}").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.GetAsync(other.Path($"logos/{id}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.GetAsync($"{Logos}/{NoId}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
