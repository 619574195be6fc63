namespace Vemap.Architecture;

/// <summary>The scanner sees a type wherever the compiler writes it down. The examples are in BadExamples/Places.cs.</summary>
public sealed class ScannerTests
{
    [Theory]
    [InlineData("TypeConstraint")]
    [InlineData("MethodConstraint")]
    [InlineData("FieldAttribute")]
    [InlineData("PropertyAttribute")]
    [InlineData("EventAttribute")]
    [InlineData("ParameterAttribute")]
    [InlineData("ReturnValueAttribute")]
    [InlineData("CatchClause")]
    [InlineData("AsyncLambda")]
    public void A_dependency_is_found_in_each_place(string place)
    {
        var uses = Code.BadExamples.Uses.Single(pair => pair.Key.Split('`')[0] == $"Vemap.Places.{place}").Value;

        Assert.Contains(uses, use => use.Type == $"Vemap.Places.Of{place}");
    }
}
