namespace Vemap.Integration.Users;

public sealed class ResendInvitationTests : ApiTest
{
    [Fact]
    public async Task The_new_token_works_and_the_old_one_does_not()
    {
        var (person, old) = await Person.InviteAsync(World);

        var answer = await SendAsync(person, "\"v1\"").BodyAsync();

        Assert.Equal(2, answer.GetProperty("version").GetInt32());
        await person.TryLogInAsync(old).RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        await person.TryLogInAsync(await Person.TokenAsync(person.World.Host.Database, person.Email)).BodyAsync();
    }

    [Fact]
    public async Task A_member_who_has_accepted_gets_no_other()
    {
        var person = await Person.JoinAsync(World);

        await SendAsync(person, "\"v2\"").RefusedAsync(HttpStatusCode.Conflict, "users.not-invited");
    }

    [Fact]
    public async Task Somebody_with_an_account_who_has_not_accepted_is_mailed_again()
    {
        var person = await Person.JoinAsync(World);
        var other = await World.CreateAsync(World.Host);
        var invited = await other.Organisation.PostAsync(other.Path("users"), new { email = person.Email, fullName = "X", role = "manager" })
            .BodyAsync(HttpStatusCode.Created);

        var again = await other.Organisation.ActAsync(HttpMethod.Post, other.Path($"users/{invited.Id()}/invitations"), "\"v1\"").BodyAsync();

        Assert.Equal(2, again.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_removed_member_gets_none()
    {
        var (person, _) = await Person.InviteAsync(World);
        await Organisation.ActAsync(HttpMethod.Delete, Path("users/" + person.MembershipId), "\"v1\"").BodyAsync(HttpStatusCode.NoContent);

        await SendAsync(person, "\"v2\"").RefusedAsync(HttpStatusCode.Conflict, "users.membership-ended");
    }

    [Fact]
    public async Task The_version_counts_and_others_may_not()
    {
        var (person, _) = await Person.InviteAsync(World);

        await SendAsync(person, null).RefusedAsync(HttpStatusCode.PreconditionRequired, "common.version-required");
        await SendAsync(person, "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        await SendAsync(person, "\"v1\"", Manager).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await SendAsync(person, "\"v1\"", (await World.CreateAsync(World.Host)).Organisation).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private Task<HttpResponseMessage> SendAsync(Person person, string? etag, HttpClient? client = null) =>
        (client ?? Organisation).ActAsync(HttpMethod.Post, Path($"users/{person.MembershipId}/invitations"), etag);
}
