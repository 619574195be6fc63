using Vemap.Domain.Contractors;

namespace Vemap.Unit.Contractors;

public sealed class ContractorTests
{
    [Fact]
    public void What_is_known_of_it_changes_as_a_whole()
    {
        var contractor = new Contractor(default, "BAM", "J. Jansen", "info@bam.example", "+31 30 555 0100", DateTimeOffset.UnixEpoch);

        contractor.Change("BAM Infra", null, null, null, DateTimeOffset.UnixEpoch.AddHours(1));

        Assert.Equal(("BAM Infra", null, null, null), (contractor.Name, contractor.ContactName, contractor.Email, contractor.Phone));
        Assert.Equal(DateTimeOffset.UnixEpoch, contractor.CreatedAt);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddHours(1), contractor.UpdatedAt);
    }
}
