using System.Reflection;
using System.Text.RegularExpressions;
using Vemap.Domain.Common;

namespace Vemap.Architecture.Rules;

/// <summary>Every problem code is documented in docs/problems.md and created in one place.</summary>
public sealed partial class R18_Every_problem_is_documented : Rule
{
    private const string Document = "docs/problems.md";

    protected override int AtLeast => 30;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var documented = code.Documents.CodeRows(Document).Select(row => row[0]).Where(cell => Code().IsMatch(cell)).ToList();
        var makers = code.Uses.Where(pair => pair.Value.Contains(new Use("Vemap.Domain.Common.ProblemException", ".ctor"))).Select(pair => pair.Key).ToList();
        var made = code.Types.Where(type => type is { IsAbstract: true, IsSealed: true } && makers.Contains(type.FullName!)).SelectMany(Codes).ToList();
        var files = code.Files("src", "*Problems.cs").ToList();
        foreach (var (maker, value) in made)
        {
            yield return Judgement.Of($"{maker}: {value}", Code().IsMatch(value), "is not of the form feature.kebab-case");
            yield return Judgement.Of($"{maker}: {value}", documented.Contains(value), $"is not documented in {Document}");
            yield return Judgement.Of($"{maker}: {value}", files.Count(file => file.Text.Contains($"\"{value}\"", StringComparison.Ordinal)) == 1,
                "must be in exactly one file *Problems.cs");
        }

        foreach (var value in documented.Where(value => !value.StartsWith("http.", StringComparison.Ordinal)))
            yield return Judgement.Of($"{Document}: {value}", made.Exists(other => other.Code == value), "is documented and never created");
        foreach (var value in documented.GroupBy(value => value))
            yield return Judgement.Of($"{Document}: {value.Key}", value.Count() == 1, "is documented twice");
        foreach (var type in makers)
            yield return Judgement.Of(type, type.EndsWith("Problems", StringComparison.Ordinal), "creates a problem; only a class XProblems may");
    }

    private static IEnumerable<(string Maker, string Code)> Codes(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == typeof(ProblemException))
            .SelectMany(method => Arguments(method.GetParameters()).Select(arguments => (ProblemException)method.Invoke(null, arguments)!))
            .Select(problem => (type.FullName!, problem.Code)).Distinct();

    // A method that chooses the code by an enum is called with each of its values.
    private static IEnumerable<object?[]> Arguments(ParameterInfo[] parameters)
    {
        var choice = Array.Find(parameters, parameter => parameter.ParameterType.IsEnum);
        var values = choice is null ? [null] : Enum.GetValues(choice.ParameterType).Cast<object?>();
        return values.Select(value => parameters.Select(parameter => parameter == choice ? value : Anything(parameter)).ToArray());
    }

    private static object? Anything(ParameterInfo parameter) => parameter.ParameterType switch
    {
        { } type when type == typeof(string) => "",
        { IsValueType: true } type => Activator.CreateInstance(type),
        { IsArray: true } type => Array.CreateInstance(type.GetElementType()!, 0),
        { IsGenericType: true } type when type.GetGenericArguments() is [var item] => Array.CreateInstance(item, 0),
        { } type when type.IsAssignableTo(typeof(Exception)) => Activator.CreateInstance(type, ""),
        _ => null,
    };

    [GeneratedRegex("^[a-z]+(-[a-z]+)*\\.[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Code();
}
