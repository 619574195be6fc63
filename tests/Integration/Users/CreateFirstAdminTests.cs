using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Users;
using Vemap.Domain.Common;
using Vemap.Domain.Users;

namespace Vemap.Integration.Users;

/// <summary>On a database of its own, for in the shared one there is always an Admin.</summary>
public sealed class CreateFirstAdminTests : IAsyncLifetime
{
    private TestHost host = null!;

    public async Task InitializeAsync() => host = await TestHost.StartAsync(database: await TestDatabase.OwnAsync("first_admin"));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task The_one_time_token_lets_the_first_Admin_in_and_then_no_other_can_be_made()
    {
        var lost = await SendAsync("first@people.vemap.test");
        // Who loses the link asks again; the earlier one is void.
        var admin = await SendAsync("first@people.vemap.test");
        Assert.Equal(lost.Id, admin.Id);
        await AnswerAsync(lost.Token).RefusedAsync(System.Net.HttpStatusCode.Gone, "auth.token-spent");

        var answer = await AnswerAsync(admin.Token).BodyAsync();

        var client = Person.With(host, answer.GetProperty("tokens").GetProperty("accessToken").GetString()!);
        Assert.True((await client.GetAsync("/v1/me").BodyAsync()).GetProperty("isAdmin").GetBoolean());
        await client.GetAsync("/v1/client-environments").BodyAsync();
        Assert.Equal("users.admin-exists", (await Assert.ThrowsAsync<ProblemException>(() => SendAsync("second@people.vemap.test"))).Code);
        var log = await client.GetAsync("/v1/audit-entries?action=CreateFirstAdmin").BodyAsync();
        Assert.Equal(2, log.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Somebody_who_has_a_password_already_does_not_become_Admin_by_a_link()
    {
        var world = await World.CreateAsync(host);
        await world.SaveAsync((db, now) => db.Set<User>().Single(user => user.IsAdmin).Disable(isLastAdmin: false, now));

        Assert.Equal("users.address-taken", (await Assert.ThrowsAsync<ProblemException>(() => SendAsync($"{world.ManagerId}@test.vemap.test"))).Code);
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("ada@vemap")]
    public async Task The_address_is_checked_as_all_others_are(string email)
    {
        var refused = await Assert.ThrowsAsync<ProblemException>(() => SendAsync(email));

        Assert.Equal(("common.invalid", "mail-address"), (refused.Code, Assert.Single(refused.Errors).Code));
    }

    private Task<HttpResponseMessage> AnswerAsync(string token) =>
        host.CreateClient().PostAsync("/v1/auth/challenges", new { kind = "new-password", token, newPassword = Person.Password });

    private async Task<CreateFirstAdminResult> SendAsync(string email)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(default);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CreateFirstAdmin(email));
    }
}
