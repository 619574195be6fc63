using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Users;
using Vemap.Domain.Common;
using Vemap.Integration.Common;

namespace Vemap.Integration.Users;

public sealed class CreateFirstAdminTests : ApiTest
{
    // Every other test has an Admin, so that the case without one needs a database of its own: see AdminVerbTests.
    [Fact]
    public async Task While_there_is_an_active_Admin_there_is_no_first_one()
    {
        var refused = await Assert.ThrowsAsync<ProblemException>(() => SendAsync("first@people.vemap.test"));

        Assert.Equal("users.admin-exists", refused.Code);
    }

    [Fact]
    public async Task The_address_is_checked()
    {
        var refused = await Assert.ThrowsAsync<ProblemException>(() => SendAsync("no address"));

        Assert.Equal("common.invalid", refused.Code);
    }

    private async Task<CreateFirstAdminResult> SendAsync(string email)
    {
        await using var scope = World.Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(default);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CreateFirstAdmin(email));
    }
}
