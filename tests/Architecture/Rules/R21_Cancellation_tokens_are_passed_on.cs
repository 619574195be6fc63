using System.Reflection;
using System.Runtime.CompilerServices;

namespace Vemap.Architecture.Rules;

/// <summary>Work stops when the caller has gone: every port takes a token, the analyser checks that tokens are passed on, and no method is async
/// void.</summary>
public sealed class R21_Cancellation_tokens_are_passed_on : Rule
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    protected override int AtLeast => 40;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        foreach (var method in code.Types.SelectMany(type => type.GetMethods(All))
            .Where(method => method.GetCustomAttribute<AsyncStateMachineAttribute>() is not null))
            yield return Judgement.Of($"{method.DeclaringType!.FullName}.{method.Name}", method.ReturnType != typeof(void), "is async void; return a Task");
        foreach (var method in code.Types.Where(type => type.IsInterface && type.Namespace == "Vemap.Application.Common.Ports")
            .SelectMany(port => port.GetMethods()).Where(method => method.ReturnType.IsAssignableTo(typeof(Task))))
            yield return Judgement.Of($"{method.DeclaringType!.FullName}.{method.Name}",
                method.GetParameters().LastOrDefault()?.ParameterType == typeof(CancellationToken), "has no CancellationToken as its last parameter");
        var settings = code.Files("", ".editorconfig").FirstOrDefault()?.Text ?? "";
        yield return Judgement.Of(".editorconfig", settings.Contains("dotnet_diagnostic.CA2016.severity = error", StringComparison.Ordinal),
            "does not make CA2016 (pass on the token) an error");
    }
}
