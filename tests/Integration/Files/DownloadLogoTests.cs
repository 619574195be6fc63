namespace Vemap.Integration.Files;

public sealed class DownloadLogoTests : LogosTest
{
    [Fact]
    public async Task Everybody_of_the_environment_gets_it()
    {
        var (logo, _) = await UploadAsync(Png("of Hoogbrug"));

        foreach (var client in (HttpClient[])[Organisation, Manager, Stakeholder])
        {
            var link = await client.GetAsync($"{Logos}/{logo}/download").BodyAsync();
            Assert.Equal(Png("of Hoogbrug"), await World.Stranger.GetByteArrayAsync(link.GetProperty("url").GetString()));
        }
    }

    [Fact]
    public async Task Before_it_is_completed_there_is_nothing_to_get()
    {
        var (logo, _) = await SendAsync(Png());
        await Organisation.GetAsync($"{Logos}/{logo}/download").RefusedAsync(HttpStatusCode.Conflict, "files.not-available");
    }

    [Fact]
    public async Task Another_environments_does_not_exist()
    {
        var (logo, _) = await UploadAsync();
        var other = await World.CreateAsync(World.Host);
        await other.Organisation.GetAsync(other.Path($"logos/{logo}/download")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await World.Stranger.GetAsync($"{Logos}/{logo}/download").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
    }
}
