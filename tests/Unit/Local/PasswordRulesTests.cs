using Vemap.Domain.Users;
using Vemap.Infrastructure.Local;

namespace Vemap.Unit.Local;

public sealed class PasswordRulesTests
{
    private static readonly User Person = new(default, "ada.jansen@bouwbedrijf.example", "Ada Jansen", "nl", DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData("passwordpassword")]
    [InlineData("Password1234!")]
    [InlineData("p@ssw0rd12345")]
    [InlineData("Wachtwoord2026!")]
    [InlineData("123456123456")]
    [InlineData("qwertyqwerty")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("abcdeabcdeabcde")]
    public void A_common_password_is_refused_with_digits_and_signs_added_too(string password) => Assert.NotNull(PasswordRules.Refusal(password, Person));

    [Theory]
    [InlineData("ada.jansen@bouwbedrijf.example")]
    [InlineData("AdaJansen2026!")]
    [InlineData("jansen-jansen-1")]
    [InlineData("ADA.JANSEN-007")]
    [InlineData("Vemap-Vemap-2026")]
    [InlineData("vemap1234567")]
    public void A_password_made_of_ones_own_address_or_name_or_the_products_name_is_refused(string password) =>
        Assert.NotNull(PasswordRules.Refusal(password, Person));

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("demo-Vemap-2026")]
    [InlineData("Ada rijdt graag op de A9")]
    [InlineData("élan vital à Nîmes")]
    public void Another_password_is_accepted(string password) => Assert.Null(PasswordRules.Refusal(password, Person));

    [Fact]
    public void The_domain_of_an_address_that_stands_in_for_a_name_does_not_count_as_ones_own()
    {
        var nameless = new User(Id<User>.New(), "admin@demo.vemap.test", "admin@demo.vemap.test", "nl", DateTimeOffset.UnixEpoch);

        Assert.Null(PasswordRules.Refusal("demo-Vemap-2026", nameless));
    }
}
