using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Ports;

namespace Vemap.Integration.ClientEnvironments;

public sealed class CreateClientEnvironmentTests : ApiTest
{
    [Fact]
    public async Task The_first_user_is_invited_and_manages_the_environment()
    {
        var (slug, email) = Names();

        var made = await CreateAsync(slug, email).BodyAsync(HttpStatusCode.Created);

        var token = await Person.TokenAsync(World.Host.Database, email);
        Assert.StartsWith(Guid.Parse(made.Id()).ToString("N"), token, StringComparison.Ordinal);
        var answer = await World.Stranger.PostAsync("/v1/auth/challenges", new { kind = "new-password", token, newPassword = Person.Password }).BodyAsync();
        var organisation = Person.With(World.Host, answer.GetProperty("tokens").GetProperty("accessToken").GetString()!);
        var environment = await organisation.GetAsync($"/v1/client-environments/{made.Id()}").BodyAsync();
        Assert.Equal((slug, "trial", "active", 1000), (environment.GetProperty("slug").GetString(), environment.GetProperty("mode").GetString(),
            environment.GetProperty("status").GetString(), environment.GetProperty("releaseAbove").GetInt32()));
        var log = await organisation.GetAsync($"/v1/client-environments/{made.Id()}/audit-entries?action=CreateClientEnvironment").BodyAsync();
        Assert.Equal(made.Id(), log.GetProperty("items")[0].GetProperty("objectId").GetString());
    }

    [Fact]
    public async Task A_person_with_an_account_can_be_the_first_user()
    {
        var person = await Person.JoinAsync(World);

        var made = await CreateAsync(Names().Slug, person.Email).BodyAsync(HttpStatusCode.Created);

        Assert.Equal(person.UserId, made.GetProperty("firstUserId").GetString());
        await person.AcceptAsync(made.Id());
        await person.Client.GetAsync($"/v1/client-environments/{made.Id()}/users").BodyAsync();
    }

    [Fact]
    public async Task A_disabled_user_cannot_be_the_first_user()
    {
        var person = await Person.JoinAsync(World);
        await World.Admin.ActAsync(HttpMethod.Post, $"/v1/users/{person.UserId}/disablements", await World.Admin.ETagAsync($"/v1/users/{person.UserId}"))
            .BodyAsync();

        await CreateAsync(Names().Slug, person.Email).RefusedAsync(HttpStatusCode.Conflict, "users.disabled");
    }

    [Fact]
    public async Task Two_requests_at_once_with_the_same_short_name_create_one_environment()
    {
        var (slug, email) = Names();

        var answers = await Task.WhenAll(CreateAsync(slug, email), CreateAsync(slug, "x" + email));
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());

        await CreateAsync(slug, "y" + email).RefusedAsync(HttpStatusCode.Conflict, "client-environments.slug-taken");
    }

    [Fact]
    public async Task Creating_an_environment_is_refused_to_everybody_but_an_Admin()
    {
        var (slug, email) = Names();
        await CreateAsync(slug, email, Organisation).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await CreateAsync(slug, email, World.Stranger).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
    }

    [Fact]
    public Task A_short_name_with_a_line_break_is_refused() => CreateAsync("hoogbrug\n", Names().Email).InvalidAsync(("/slug", "not-a-slug"));

    [Fact]
    public Task All_wrong_fields_are_reported_at_once() =>
        World.Admin.PostAsync("/v1/client-environments", new
        {
            slug = "Not A Slug",
            name = "",
            senderName = "Hoogbrug",
            senderAddress = "nobody",
            firstUser = new { email = "nobody", fullName = "", language = "fr" },
        }).InvalidAsync(
            ("/slug", "not-a-slug"),
            ("/name", "not-empty"),
            ("/senderAddress", "mail-address"),
            ("/firstUser/email", "mail-address"),
            ("/firstUser/fullName", "not-empty"),
            ("/firstUser/language", "unknown-language"));

    private (string Slug, string Email) Names()
    {
        var id = UserId.New();
        return ($"e-{id}", $"{id}@people.vemap.test");
    }

    private Task<HttpResponseMessage> CreateAsync(string slug, string email, HttpClient? client = null) =>
        (client ?? World.Admin).PostAsync("/v1/client-environments", new
        {
            slug,
            name = "Hoogbrug",
            senderName = "Hoogbrug",
            senderAddress = "afsluitingen@hoogbrug.test",
            firstUser = new { email, fullName = "Eerste Gebruiker" },
        });
}
