using Vemap.Domain.Stakeholders;

namespace Vemap.Unit.Stakeholders;

public sealed class StakeholderTests
{
    [Fact]
    public void The_sort_name_is_the_name_in_lower_case()
    {
        var stakeholder = new Stakeholder(default, null, Details("Brandweer Élst"), DateTimeOffset.UnixEpoch);
        Assert.Equal("brandweer élst", stakeholder.SortName);

        stakeholder.Change(Details("GVB"), DateTimeOffset.UnixEpoch);
        Assert.Equal(("GVB", "gvb"), (stakeholder.Name, stakeholder.SortName));
    }

    private static StakeholderDetails Details(string name) =>
        new(name, null, "mail@example.test", null, null, "nl", StakeholderCategory.EmergencyServices, true, null, null);
}
