using Vemap.Integration.Files;

namespace Vemap.Integration.Auth;

public sealed class GetMeTests : LogosTest
{
    [Fact]
    public async Task It_tells_who_and_every_environment_with_the_role_in_it()
    {
        var person = await Person.JoinAsync(World);
        var other = await World.CreateAsync(World.Host);
        await other.Organisation.PostAsync(other.Path("users"), new { email = person.Email, fullName = "X", role = "stakeholder", readOnly = true }).BodyAsync(HttpStatusCode.Created);

        var (me, etag) = await person.Client.GetAsync("/v1/me").TaggedAsync();

        Assert.Equal($"\"v{me.GetProperty("version").GetInt32()}\"", etag);
        Assert.Equal("New Person", me.GetProperty("fullName").GetString());
        var memberships = me.GetProperty("memberships").EnumerateArray()
            .ToDictionary(membership => membership.GetProperty("environmentId").GetString()!, membership => membership.GetProperty("role").GetString());
        Assert.Equal("manager", memberships[World.Environment.ToString()]);
        Assert.Equal("stakeholder", memberships[other.Environment.ToString()]);
        Assert.Equal(2, memberships.Count);
        Assert.Equal(
            [(World.Environment.ToString(), false), (other.Environment.ToString(), true)],
            me.GetProperty("memberships").EnumerateArray().Select(membership => (membership.GetProperty("environmentId").GetString()!,
                membership.GetProperty("isPending").GetBoolean())).OrderBy(membership => membership.Item2));
    }

    [Fact]
    public async Task Whoever_belongs_to_an_environment_is_told_its_logo()
    {
        var person = await Person.JoinAsync(World, "stakeholder");
        var (logo, _) = await UploadAsync();
        await ShowAsync(logo);

        var membership = (await person.Client.GetAsync("/v1/me").BodyAsync()).GetProperty("memberships")[0];

        Assert.Equal(logo, membership.GetProperty("logoFileId").GetString());
        await person.Client.GetAsync($"{Logos}/{membership.GetProperty("logoFileId").GetString()}/download").BodyAsync();
    }

    [Fact]
    public async Task An_Admin_without_memberships_is_told_so()
    {
        var me = await World.Admin.GetAsync("/v1/me").BodyAsync();

        Assert.True(me.GetProperty("isAdmin").GetBoolean());
        Assert.Equal(0, me.GetProperty("memberships").GetArrayLength());
    }

    [Fact]
    public Task A_stranger_logs_in_first() => World.Stranger.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
}
