using Vemap.Domain.Suppressions;
using Vemap.Unit.Mailings;

namespace Vemap.Unit.Suppressions;

public class SuppressionTests
{
    [Fact]
    public void It_is_lifted_once_and_with_a_reason()
    {
        var suppression = new Suppression(A.New<Suppression>(), "Jan@Example.NL", SuppressionReason.Complaint, null, A.Now);
        suppression.Lift(A.New<Domain.Users.User>(), "Belde zelf", A.Now);

        Assert.Equal("jan@example.nl", suppression.Address);
        Assert.Equal("Belde zelf", suppression.LiftReason);
        Assert.Equal("suppressions.already-lifted", Assert.Throws<ProblemException>(() => suppression.Lift(A.New<Domain.Users.User>(), "Nog eens", A.Now)).Code);
    }
}
