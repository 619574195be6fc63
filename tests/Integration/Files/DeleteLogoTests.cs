namespace Vemap.Integration.Files;

public sealed class DeleteLogoTests : LogosTest
{
    [Fact]
    public async Task What_is_deleted_cannot_be_got_or_deleted_again()
    {
        var (logo, tag) = await UploadAsync();

        using var deleted = await DeleteAsync(logo, tag);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Organisation.GetAsync($"{Logos}/{logo}/download").RefusedAsync(HttpStatusCode.Conflict, "files.not-available");
        await DeleteAsync(logo, "\"v3\"").RefusedAsync(HttpStatusCode.Conflict, "files.already-gone");
    }

    [Fact]
    public async Task The_one_that_is_shown_stays_until_another_or_none_is()
    {
        var (logo, tag) = await UploadAsync();
        await ShowAsync(logo);
        await DeleteAsync(logo, tag).RefusedAsync(HttpStatusCode.Conflict, "files.shown");

        await ShowAsync(null);

        using var deleted = await DeleteAsync(logo, tag);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    [Fact]
    public async Task The_version_seen_is_needed()
    {
        var (logo, _) = await UploadAsync();
        await DeleteAsync(logo, null).RefusedAsync((HttpStatusCode)428, "common.version-required");
        await DeleteAsync(logo, "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
    }

    [Fact]
    public async Task Others_may_not()
    {
        var (logo, tag) = await UploadAsync();
        var other = await World.CreateAsync(World.Host);
        await Manager.ActAsync(HttpMethod.Delete, $"{Logos}/{logo}", tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Delete, other.Path($"logos/{logo}"), tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await DeleteAsync(NoId, tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private Task<HttpResponseMessage> DeleteAsync(string logo, string? tag) => Organisation.ActAsync(HttpMethod.Delete, $"{Logos}/{logo}", tag);
}
