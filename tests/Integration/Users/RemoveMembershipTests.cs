using Vemap.Domain.Users;

namespace Vemap.Integration.Users;

public sealed class RemoveMembershipTests : ApiTest
{
    [Fact]
    public async Task The_environment_is_gone_for_whoever_was_removed_and_the_name_stays()
    {
        await Manager.GetAsync(Path("projects")).BodyAsync();
        var membership = await World.MembershipAsync(World.ManagerId);

        await RemoveAsync(membership).BodyAsync(HttpStatusCode.NoContent);

        await Manager.GetAsync(Path("projects")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        var user = await Organisation.GetAsync(Path("users/" + membership)).BodyAsync();
        Assert.NotNull(user.GetProperty("endsAt").GetString());
        await RemoveAsync(membership, "\"v2\"").RefusedAsync(HttpStatusCode.Conflict, "users.membership-ended");
    }

    [Fact]
    public async Task The_last_Organisation_user_stays()
    {
        var membership = await World.MembershipAsync(World.OrganisationId);

        await RemoveAsync(membership).RefusedAsync(HttpStatusCode.Conflict, "users.last-organisation");

        await World.MemberAsync(Role.Organisation);
        await RemoveAsync(membership).BodyAsync(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Readers_and_those_who_will_leave_do_not_count()
    {
        await World.MemberAsync(Role.Organisation, readOnly: true);

        await RemoveAsync(await World.MembershipAsync(World.OrganisationId)).RefusedAsync(HttpStatusCode.Conflict, "users.last-organisation");
    }

    [Fact]
    public async Task The_version_counts_and_others_may_not()
    {
        var membership = await World.MembershipAsync(World.StakeholderId);

        await RemoveAsync(membership, null).RefusedAsync(HttpStatusCode.PreconditionRequired, "common.version-required");
        await RemoveAsync(membership, "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        await RemoveAsync(membership, client: Manager).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        var other = await World.CreateAsync(World.Host);
        await RemoveAsync(membership, client: other.Organisation).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await other.Organisation.ActAsync(HttpMethod.Delete, other.Path("users/" + membership), "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private Task<HttpResponseMessage> RemoveAsync(string membership, string? etag = "\"v1\"", HttpClient? client = null) =>
        (client ?? Organisation).ActAsync(HttpMethod.Delete, Path("users/" + membership), etag);
}
