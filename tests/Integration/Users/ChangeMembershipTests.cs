using Vemap.Domain.Users;

namespace Vemap.Integration.Users;

public sealed class ChangeMembershipTests : ApiTest
{
    [Fact]
    public async Task It_works_at_once_where_it_was_made()
    {
        var (client, id) = await World.MemberAsync(Role.Organisation);
        await client.GetAsync(Path("users")).BodyAsync();

        await ChangeAsync(await MembershipAsync(id), Terms("organisation", readOnly: true)).BodyAsync();

        await client.GetAsync(Path("users")).BodyAsync();
        await client.PostAsync(Path("projects"), new { code = "X", name = "X" }).RefusedAsync(HttpStatusCode.Forbidden, "common.read-only");
    }

    [Fact]
    public async Task The_last_Organisation_user_is_not_demoted_not_made_a_reader_and_given_no_end()
    {
        var last = await MembershipAsync(World.OrganisationId);

        await ChangeAsync(last, Terms("manager")).RefusedAsync(HttpStatusCode.Conflict, "users.last-organisation");
        await ChangeAsync(last, Terms("organisation", readOnly: true)).RefusedAsync(HttpStatusCode.Conflict, "users.last-organisation");
        await ChangeAsync(last, Terms("organisation", endsAt: "2099-01-01T00:00:00Z")).RefusedAsync(HttpStatusCode.Conflict, "users.last-organisation");
        await ChangeAsync(last, Terms("organisation")).BodyAsync();
    }

    [Fact]
    public async Task Two_who_demote_each_other_at_once_leave_one()
    {
        var (other, otherId) = await World.MemberAsync(Role.Organisation);
        var (mine, theirs) = (await MembershipAsync(World.OrganisationId), await MembershipAsync(otherId));

        var answers = await Task.WhenAll(ChangeAsync(theirs, Terms("manager")), ChangeAsync(mine, Terms("manager"), client: other));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_wrong_with_the_terms_is_told()
    {
        var manager = await MembershipAsync(World.ManagerId);
        await ChangeAsync(manager, Terms("admin")).RefusedAsync(HttpStatusCode.Conflict, "users.admin-is-no-membership");
        await ChangeAsync(manager, Terms("manager", endsAt: "2020-01-01T00:00:00Z")).RefusedAsync(HttpStatusCode.Conflict, "users.ends-in-the-past");
        await ChangeAsync(manager, Terms("manager", contractor: World.ManagerId.ToString())).RefusedAsync(HttpStatusCode.Conflict, "users.unknown-contractor");
        await ChangeAsync(manager, "{}").InvalidAsync(("/role", "missing"), ("/contractorId", "missing"), ("/readOnly", "missing"), ("/endsAt", "missing"));
    }

    [Fact]
    public async Task An_ended_membership_is_not_changed()
    {
        var (id, _) = await MembershipAsync(World.StakeholderId);
        await Organisation.ActAsync(HttpMethod.Delete, Path("users/" + id), "\"v1\"").BodyAsync(HttpStatusCode.NoContent);

        await ChangeAsync((id, "\"v2\""), Terms("stakeholder")).RefusedAsync(HttpStatusCode.Conflict, "users.membership-ended");
    }

    [Fact]
    public async Task The_version_counts_and_others_may_not()
    {
        var (id, etag) = await MembershipAsync(World.StakeholderId);

        await Organisation.PutAsync(Path("users/" + id), Terms("manager")).RefusedAsync(HttpStatusCode.PreconditionRequired, "common.version-required");
        await ChangeAsync((id, "\"v9\""), Terms("manager")).RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        await ChangeAsync((id, etag), Terms("manager"), Manager).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        var other = await World.CreateAsync(World.Host);
        await ChangeAsync((id, etag), Terms("manager"), other.Organisation).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await other.Organisation.PutAsync(other.Path("users/" + id), Terms("manager"), etag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private static object Terms(string role, bool readOnly = false, string? endsAt = null, string? contractor = null) => new { role, contractorId = contractor, readOnly, endsAt };

    private async Task<(string Id, string ETag)> MembershipAsync(UserId user) => (await World.MembershipAsync(user), "\"v1\"");

    private Task<HttpResponseMessage> ChangeAsync((string Id, string ETag) membership, object body, HttpClient? client = null) =>
        (client ?? Organisation).PutAsync(Path("users/" + membership.Id), body, membership.ETag);
}
