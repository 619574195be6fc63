using System.Text.Json.Nodes;

namespace Vemap.Integration.Mailings;

public sealed class ChangeMailingTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task A_draft_is_written_anew()
    {
        var mailing = await DraftAsync(Body());
        var second = (await PlanAsync()).Id();

        await Manager.PutAsync(mailing.Path, Changed(body => body["closureIds"] = new JsonArray(Closure, second)), mailing.ETag).BodyAsync();

        var read = await GetAsync(mailing);
        Assert.Equal("change", read.GetProperty("kind").GetString());
        Assert.Equal(2, read.GetProperty("closures").GetArrayLength());
    }

    [Fact]
    public async Task The_version_that_was_seen_must_be_told_and_be_the_latest()
    {
        var mailing = await DraftAsync(Body());

        await Manager.PutAsync(mailing.Path, Changed()).RefusedAsync((HttpStatusCode)428, "common.version-required");
        await Manager.PutAsync(mailing.Path, Changed(), "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
    }

    [Fact]
    public async Task What_has_been_sent_does_not_change()
    {
        var mailing = await SentAsync(await StakeholderAsync());

        await Manager.PutAsync(mailing.Path, Changed(), mailing.ETag).RefusedAsync(HttpStatusCode.Conflict, "mailings.not-a-draft");
    }

    [Fact]
    public async Task Nothing_is_written_for_an_archived_project()
    {
        var mailing = await DraftAsync(Body());
        await ArchiveAsync();

        await Manager.PutAsync(mailing.Path, Changed(), mailing.ETag).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task Anothers_mailing_does_not_exist()
    {
        var mailing = await DraftAsync(Body());
        var other = await World.CreateAsync(World.Host);
        var (outsider, _) = await World.MemberAsync(Domain.Users.Role.Manager);

        await other.Organisation.PutAsync(other.Path($"mailings/{mailing.Id}"), Changed(), mailing.ETag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await outsider.PutAsync(mailing.Path, Changed(), mailing.ETag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task A_stakeholder_may_not() =>
        await World.Stakeholder.PutAsync((await DraftAsync(Body())).Path, Changed(), "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public async Task A_body_without_closures_is_refused() =>
        await Manager.PutAsync((await DraftAsync(Body())).Path, Changed(body => body["closureIds"] = new JsonArray()), "\"v1\"").InvalidAsync(("/closureIds", "not-empty"));

    private JsonObject Changed(Action<JsonObject>? change = null)
    {
        var body = Body();
        body.Remove("projectId");
        (body["kind"], body["templateId"]) = ("change", Template(Domain.MessageTemplates.MailingKind.Change));
        change?.Invoke(body);
        return body;
    }
}
