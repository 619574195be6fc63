namespace Vemap.Integration.Users;

public sealed class AcceptInvitationTests : ApiTest
{
    private Person person = null!;
    private string membership = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        person = await Person.JoinAsync(await World.CreateAsync(World.Host));
        membership = (await Organisation.PostAsync(Path("users"), new { email = person.Email, fullName = "X", role = "manager" })
            .BodyAsync(HttpStatusCode.Created)).Id();
    }

    [Fact]
    public async Task A_membership_grants_its_role_from_acceptance_on()
    {
        await person.Client.GetAsync(Path("projects")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");

        Assert.Equal(2, (await AcceptAsync(person.Client).BodyAsync()).GetProperty("version").GetInt32());

        await person.Client.GetAsync(Path("projects")).BodyAsync();
        await AcceptAsync(person.Client, "\"v2\"").RefusedAsync(HttpStatusCode.Conflict, "users.already-accepted");
    }

    [Fact]
    public async Task An_invitation_that_was_taken_back_cannot_be_accepted()
    {
        await Organisation.ActAsync(HttpMethod.Delete, Path("users/" + membership), "\"v1\"").BodyAsync(HttpStatusCode.NoContent);

        await AcceptAsync(person.Client, "\"v2\"").RefusedAsync(HttpStatusCode.Conflict, "users.membership-ended");
    }

    [Fact]
    public async Task Only_the_invited_person_can_accept_and_needs_the_version()
    {
        var stranger = await Person.JoinAsync(await World.CreateAsync(World.Host));

        await AcceptAsync(stranger.Client).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await AcceptAsync(Organisation).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await AcceptAsync(World.Stranger).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        await AcceptAsync(person.Client, null).RefusedAsync(HttpStatusCode.PreconditionRequired, "common.version-required");
        await AcceptAsync(person.Client, "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
    }

    private Task<HttpResponseMessage> AcceptAsync(HttpClient client, string? etag = "\"v1\"") =>
        client.ActAsync(HttpMethod.Post, Path($"users/{membership}/acceptances"), etag);
}
