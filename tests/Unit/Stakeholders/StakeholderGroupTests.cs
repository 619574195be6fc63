using Vemap.Domain.Stakeholders;

namespace Vemap.Unit.Stakeholders;

public sealed class StakeholderGroupTests
{
    [Fact]
    public void Members_are_replaced_and_those_who_stay_keep_their_row()
    {
        var (a, b, c) = (Id(1), Id(2), Id(3));
        var group = new StakeholderGroup(default, null, "Hulpdiensten", [a, b, a], DateTimeOffset.UnixEpoch);
        var kept = group.Members.Single(member => member.StakeholderId == b);

        group.Change("Nood- en hulpdiensten", [b, c], DateTimeOffset.UnixEpoch);

        Assert.Equal("Nood- en hulpdiensten", group.Name);
        Assert.Equal([b, c], group.Members.Select(member => member.StakeholderId));
        Assert.Same(kept, group.Members.First());
    }

    private static StakeholderId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));
}
