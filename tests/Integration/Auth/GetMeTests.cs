using System.Net;
using Vemap.Integration.Common;

namespace Vemap.Integration.Auth;

public sealed class GetMeTests : ApiTest
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
