using Vemap.Domain.Stakeholders;

namespace Vemap.Integration.Stakeholders;

public sealed class ChangeStakeholderGroupTests : StakeholdersTest
{
    [Fact]
    public async Task The_name_and_all_members_are_replaced()
    {
        var (a, b, c) = ((await AddAsync("A")).Body.Id(), (await AddAsync("B")).Body.Id(), (await AddAsync("C")).Body.Id());
        var (group, tag) = await AddGroupAsync("Oud", null, a, b);

        var (_, changed) = await Organisation.PutAsync($"{Groups}/{group.Id()}", new { name = "Nieuw", stakeholderIds = new[] { b, c } }, tag).TaggedAsync();

        var read = await Organisation.GetAsync($"{Groups}/{group.Id()}").BodyAsync();
        Assert.Equal("\"v2\"", changed);
        Assert.Equal("Nieuw", read.GetProperty("name").GetString());
        Assert.Equal(["B", "C"], Names(read, "members"));
    }

    [Fact]
    public async Task The_audit_log_lists_every_member_that_was_removed()
    {
        var members = new List<string>();
        await World.SaveAsync((db, now) =>
        {
            for (var number = 0; number < 60; number++)
            {
                var details = new StakeholderDetails($"S{number}", null, $"many{number}@example.test", null, null, "nl", StakeholderCategory.EmergencyServices,
                    true, null, null);
                var stakeholder = new Stakeholder(StakeholderId.New(), null, details, now);
                db.Add(stakeholder);
                members.Add(stakeholder.Id.ToString());
            }
        });
        var (group, tag) = await AddGroupAsync("Hulpdiensten", null, [.. members]);

        await Organisation.PutAsync($"{Groups}/{group.Id()}", new { name = "Hulpdiensten", stakeholderIds = Array.Empty<string>() }, tag).BodyAsync();

        var entry = (await Organisation.GetAsync(Path("audit-entries?action=ChangeStakeholderGroup")).BodyAsync()).GetProperty("items")[0];
        var gone = (await Organisation.GetAsync(Path("audit-entries/" + entry.Id())).BodyAsync()).GetProperty("details").GetProperty("StakeholderGroupMember")
            .EnumerateArray().ToList();
        Assert.All(gone, member => Assert.Equal(("Deleted", group.Id()),
            (member.GetProperty("change").GetString(), member.GetProperty("id").GetProperty("StakeholderGroupId").GetString())));
        Assert.Equal(members.Order(), gone.Select(member => member.GetProperty("id").GetProperty("StakeholderId").GetString()).Order());
    }

    [Fact]
    public async Task The_rules_for_a_new_group_apply()
    {
        var project = await World.ProjectAsync();
        var (own, _) = await AddAsync("Buren", project);
        await AddGroupAsync("Eerste", null);
        var (group, tag) = await AddGroupAsync("Tweede", null);
        var path = $"{Groups}/{group.Id()}";
        await Organisation.PutAsync(path, new { name = "Eerste", stakeholderIds = Array.Empty<string>() }, tag)
            .RefusedAsync(HttpStatusCode.Conflict, "stakeholder-groups.name-taken");
        await Organisation.PutAsync(path, new { name = "Tweede", stakeholderIds = new[] { own.Id() } }, tag)
            .RefusedAsync(HttpStatusCode.Conflict, "stakeholder-groups.unknown-member");
        await Manager.PutAsync(path, new { name = "Tweede", stakeholderIds = Array.Empty<string>() }, tag)
            .RefusedAsync(HttpStatusCode.Forbidden, "stakeholder-groups.register-of-environment");
    }

    [Fact]
    public async Task Changing_a_group_is_refused_to_other_roles_and_with_a_wrong_body()
    {
        var (group, tag) = await AddGroupAsync("Groep", null);
        var other = await World.CreateAsync(World.Host);
        var path = $"{Groups}/{group.Id()}";
        await Stakeholder.PutAsync(path, new { name = "X", stakeholderIds = Array.Empty<string>() }, tag)
            .RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PutAsync(path, new { name = "X", stakeholderIds = Array.Empty<string>() }, tag)
            .RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.PutAsync(path, new { name = "X", stakeholderIds = Array.Empty<string>() })
            .RefusedAsync((HttpStatusCode)428, "common.version-required");
        await Organisation.PutAsync(path, "{}", tag).InvalidAsync(("/name", "missing"), ("/stakeholderIds", "missing"));
    }
}
