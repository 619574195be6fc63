using System.Runtime.CompilerServices;
using NetArchTest.Rules;

namespace Vemap.Architecture.Scanner;

/// <summary>Turns a sentence of NetArchTest into one judgement for each type that it is about, so that a sentence about nothing is noticed.</summary>
/// <remarks>NetArchTest does not read catch clauses, async lambdas, function pointers and typeof in attributes. A rule that needs them asks <see
/// cref="Code.Uses"/> too.</remarks>
public static class Sentences
{
    public static IEnumerable<Judgement> Each(this PredicateList types, Func<Conditions, ConditionList> should, string fault, [CallerLineNumber] int line = 0)
    {
        var failing = (should(types.Should()).GetResult().FailingTypes ?? []).ToHashSet();
        return types.GetTypes().Select(type => Judgement.Of(type, !failing.Contains(type), fault, line));
    }
}
