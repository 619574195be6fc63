using Vemap.Domain.Users;
using static Vemap.Unit.Users.UserTests;

namespace Vemap.Unit.Users;

public sealed class SessionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Only_the_newest_refresh_token_goes_on()
    {
        var session = Open();

        session.Rotate([1], [2], Now);
        session.Rotate([2], [3], Now);

        Assert.Equal([3], session.RefreshTokenHash);
        Assert.True(session.IsAlive(Now));
    }

    [Fact]
    public void A_replaced_token_gets_its_successor_again_for_thirty_seconds()
    {
        var session = Open();
        session.Rotate([1], [2], Now);
        session.Rotate([2], [3], Now.AddSeconds(10));

        session.Rotate([1], [2], Now.AddSeconds(30));
        session.Rotate([2], [3], Now.AddSeconds(40));

        Assert.Equal([3], session.RefreshTokenHash);
        Assert.True(session.IsAlive(Now));
    }

    [Theory]
    [InlineData(31, (byte)2)]
    [InlineData(0, (byte)9)]
    public void A_token_replaced_earlier_or_by_another_server_key_ends_the_session_and_that_is_kept(int seconds, byte successor)
    {
        var session = Open();
        session.Rotate([1], [2], Now);

        var refused = Assert.Throws<ProblemException>(() => session.Rotate([1], [successor], Now.AddSeconds(seconds)));

        Assert.Equal(("auth.refresh-token-reused", true), (refused.Code, refused.KeepChanges));
        Assert.Equal((SessionEnd.TokenReused, false), (session.EndReason, session.IsAlive(Now)));
        Refused("auth.session-ended", () => session.Rotate([2], [3], Now));
    }

    [Fact]
    public void The_list_of_replaced_tokens_stays_short()
    {
        var session = Open();

        for (byte token = 1; token < 100; token++) session.Rotate([token], [(byte)(token + 1)], Now);

        Assert.Equal(20, session.ReplacedTokens.Count);
    }

    [Fact]
    public void It_expires_and_ends_once()
    {
        var session = Open();
        Assert.False(session.IsAlive(Now.AddDays(1)));
        Refused("auth.session-ended", () => session.Rotate([1], [2], Now.AddDays(1)));

        session.End(SessionEnd.LoggedOut, Now);
        session.End(SessionEnd.UserDisabled, Now.AddHours(1));

        Assert.Equal((SessionEnd.LoggedOut, Now), (session.EndReason, session.EndedAt));
    }

    [Fact]
    public void An_expired_session_is_not_open()
    {
        bool IsOpen(DateTimeOffset now) => SessionSpec.OpenOf(default, now).IsSatisfiedBy(Open());

        Assert.True(IsOpen(Now));
        Assert.False(IsOpen(Now.AddDays(1)));
    }

    private static Session Open() => new(default, default, [1], Now.AddDays(1), Now);
}
