using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.Stakeholders;
using Vemap.Domain.Users;
using Vemap.Integration.Mailings;

namespace Vemap.Integration.Auth;

/// <summary>What the database says about a caller, seen through HTTP.</summary>
public sealed class AccessTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task A_stakeholder_sees_the_closures_they_were_mailed_about_and_no_other()
    {
        var untold = (await PlanAsync()).Id();
        var linked = await LinkedStakeholderAsync(World.StakeholderId);
        await SentAsync(linked);
        await World.Stakeholder.GetAsync(ClosurePath(Closure)).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");

        Fixture.Advance(Mailing.UndoTime);
        await Fixture.RelayAsync();
        // On its way is not told yet: the server may refuse it.
        await World.Stakeholder.GetAsync(ClosurePath(Closure)).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Fixture.TellAsync(Event(Assert.Single(await Fixture.TakeMailsAsync()), DeliveryEventKind.Accepted));
        Fixture.Advance(TimeSpan.FromSeconds(6));

        await World.Stakeholder.GetAsync(ClosurePath(Closure)).BodyAsync();
        await World.Stakeholder.GetAsync(ClosurePath(untold)).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await World.Stakeholder.GetAsync(Path("projects")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }

    [Fact]
    public async Task What_another_stakeholder_was_told_stays_with_that_one()
    {
        await UnderWayAsync(await StakeholderAsync());

        await World.Stakeholder.GetAsync(ClosurePath(Closure)).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task A_membership_that_has_come_to_its_end_grants_nothing()
    {
        var (client, user) = await World.UserAsync();
        await World.SaveAsync((db, now) => db.Add(new Membership(MembershipId.New(), user, new MembershipTerms(Role.Organisation, EndsAt: now.AddMinutes(1)), now)));
        await client.GetAsync(Path("users")).BodyAsync();

        Fixture.Advance(TimeSpan.FromMinutes(1));

        await client.GetAsync(Path("users")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task A_reader_reads_and_does_not_change()
    {
        var (client, _) = await World.MemberAsync(Role.Organisation, readOnly: true);

        await client.GetAsync(Path("users")).BodyAsync();
        await client.PostAsync(Path("projects"), new { code = "X", name = "X" }).RefusedAsync(HttpStatusCode.Forbidden, "common.read-only");
    }

    private string ClosurePath(string closure) => Path($"projects/{Project}/closures/{closure}");

    private async Task<string> LinkedStakeholderAsync(UserId user)
    {
        var id = StakeholderId.New();
        var details = new StakeholderDetails("Brandweer", null, "brandweer@example.test", null, null, "nl", StakeholderCategory.EmergencyServices, true, null, user);
        await World.SaveAsync((db, now) => db.Add(new Stakeholder(id, null, details, now)));
        return id.ToString();
    }
}
