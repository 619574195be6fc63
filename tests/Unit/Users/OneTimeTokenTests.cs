using Vemap.Domain.Users;
using static Vemap.Unit.Users.UserTests;

namespace Vemap.Unit.Users;

public sealed class OneTimeTokenTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_is_spent_once()
    {
        var token = Fresh();
        token.Spend([1], Now);

        Refused("auth.token-spent", () => token.Spend([1], Now));
    }

    [Fact]
    public void A_wrong_secret_a_late_use_and_a_void_one_are_refused_alike()
    {
        Refused("auth.token-spent", () => Fresh().Spend([2], Now));
        Refused("auth.token-spent", () => Fresh().Spend([1], Now.AddHours(1)));
        var replaced = Fresh();
        replaced.Void(Now);
        Refused("auth.token-spent", () => replaced.Spend([1], Now));
    }

    private static OneTimeToken Fresh() => new(default, default, TokenPurpose.Invitation, default, [1], Now.AddHours(1), Now);
}
