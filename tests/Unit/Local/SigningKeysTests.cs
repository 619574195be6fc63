using System.Security.Cryptography;
using Vemap.Infrastructure.Local;

namespace Vemap.Unit.Local;

public sealed class SigningKeysTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_start_makes_the_current_and_the_next_key() =>
        Assert.Equal([Now, Now + SigningKeys.Turn], SigningKeys.Missing([], Now));

    [Fact]
    public void While_there_is_a_next_key_none_is_missing() =>
        Assert.Empty(SigningKeys.Missing([Now, Now + SigningKeys.Turn], Now.AddDays(89)));

    [Fact]
    public void When_the_next_key_begins_to_sign_the_one_after_it_is_made()
    {
        var starts = new[] { Now, Now + SigningKeys.Turn };

        Assert.Equal([Now + (2 * SigningKeys.Turn)], SigningKeys.Missing(starts, Now + SigningKeys.Turn));
    }

    [Fact]
    public void After_a_long_standstill_the_next_key_is_published_before_it_signs()
    {
        var late = Now.AddYears(2);

        Assert.Equal([late.AddHours(1)], SigningKeys.Missing([Now, Now + SigningKeys.Turn], late));
    }

    [Fact]
    public void Previous_current_and_next_are_shown_and_older_ones_are_not()
    {
        var keys = Enumerable.Range(0, 5).Select(turn => new SigningKey(new Guid(turn, 0, 0, new byte[8]), "", [], Now + (turn * SigningKeys.Turn))).ToList();

        var (published, current) = SigningKeys.Choose(keys, Now + (3 * SigningKeys.Turn));

        Assert.Same(keys[3], current);
        Assert.Equal([keys[2], keys[3], keys[4]], published);
    }

    [Fact]
    public void A_wrapped_key_opens_with_the_right_key_and_id_only()
    {
        var (secret, key, id) = (RandomNumberGenerator.GetBytes(100), RandomNumberGenerator.GetBytes(32), new Guid(1, 2, 3, new byte[8]));
        var wrapped = KeyWrap.Wrap(secret, key, id);

        Assert.Equal(secret, KeyWrap.Unwrap(wrapped, key, id));
        Assert.NotEqual(wrapped, KeyWrap.Wrap(secret, key, id));
        Assert.ThrowsAny<CryptographicException>(() => KeyWrap.Unwrap(wrapped, RandomNumberGenerator.GetBytes(32), id));
        Assert.ThrowsAny<CryptographicException>(() => KeyWrap.Unwrap(wrapped, key, Guid.Empty));
        wrapped[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => KeyWrap.Unwrap(wrapped, key, id));
    }
}
