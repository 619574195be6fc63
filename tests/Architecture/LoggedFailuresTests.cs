using System.Text.RegularExpressions;

namespace Vemap.Architecture;

/// <summary>Whoever catches a failure hands the exception to the logger: its type alone says neither where it failed nor why.</summary>
public sealed partial class LoggedFailuresTests
{
    [Fact]
    public void No_failure_is_logged_by_the_name_of_its_type()
    {
        var files = Code.Product.Files("src", "*.cs").Concat(Code.Product.Files("tools", "*.cs")).ToList();
        Assert.True(files.Count > 300, "The sources were not found.");

        Assert.Empty(files.Where(file => TypeName().IsMatch(file.Text)).Select(file => file.Path));
    }

    [Theory]
    [InlineData("Failed(log, exception.GetType().Name);")]
    [InlineData("Failed(log, unexpected.GetType().FullName);")]
    [InlineData("Failed(log, exception.InnerException?.GetType().Name);")]
    [InlineData("log.LogError(exception.Message);")]
    public void Logging_a_type_or_a_message_is_found(string line) => Assert.Matches(TypeName(), line);

    [GeneratedRegex(@"(?:\(log, |\blog\.Log\w+\().*\.(?:GetType\(\)|Message\b)")]
    private static partial Regex TypeName();
}
