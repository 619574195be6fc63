using System.Text.Json;
using Vemap.Domain.Closures;

namespace Vemap.Unit.Closures;

public class HectometerTests
{
    [Theory]
    [InlineData("23.4", "23.4")]
    [InlineData("12.300", "12.3")]
    [InlineData("\"23.4a\"", "\"23.4a\"")]
    [InlineData("\"23.4B\"", "\"23.4B\"")]
    [InlineData("\"23.4\"", "23.4")]
    [InlineData("0", "0")]
    public void A_hectometer_is_a_number_or_with_its_letter_a_text(string read, string written) =>
        Assert.Equal(written, JsonSerializer.Serialize(JsonSerializer.Deserialize<Hectometer>(read)));

    [Theory]
    [InlineData("\"a\"")]
    [InlineData("\"23.4ab\"")]
    [InlineData("\"23,4\"")]
    [InlineData("\"23.4567\"")]
    [InlineData("\"-1\"")]
    [InlineData("\"23.4a\\n\"")]
    [InlineData("true")]
    [InlineData("1e999")]
    public void Anything_else_is_refused(string text) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Hectometer>(text));

    [Theory]
    [InlineData("0", true)]
    [InlineData("9999", true)]
    [InlineData("12.345", true)]
    [InlineData("-0.1", false)]
    [InlineData("9999.1", false)]
    [InlineData("12.3456", false)]
    public void The_number_has_bounds_and_three_decimals(string number, bool expected) =>
        Assert.Equal(expected, new Hectometer(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).IsInRange);
}
