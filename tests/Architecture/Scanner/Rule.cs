using System.Runtime.CompilerServices;

namespace Vemap.Architecture.Scanner;

/// <summary>The result of a rule for one thing: no fault, or what is wrong and what to do. The line number identifies the part of the rule.</summary>
public readonly record struct Judgement(string Subject, string? Fault, [CallerLineNumber] int Line = 0)
{
    public static Judgement Of(string subject, bool right, string fault, [CallerLineNumber] int line = 0) => new(subject, right ? null : fault, line);

    public static Judgement Of(Type type, bool right, string fault, [CallerLineNumber] int line = 0) => Of(type.FullName!, right, fault, line);
}

/// <summary>A rule of docs/architecture.md. Its name is its number and its sentence.</summary>
public abstract class Rule
{
    /// <summary>With fewer judgements than this the rule no longer finds what it is about.</summary>
    protected abstract int AtLeast { get; }

    /// <summary>"R5", as in the document.</summary>
    public string Id => "R" + int.Parse(GetType().Name[1..3]);

    [Fact]
    public void The_product_follows_the_rule()
    {
        var judgements = Judge(Code.Product).ToList();

        var faults = judgements.Where(judgement => judgement.Fault is not null).Select(judgement => $"{judgement.Subject}: {judgement.Fault}").Distinct()
            .ToList();
        Assert.True(faults.Count == 0, $"{Title}\n  {string.Join("\n  ", faults)}\n");
        Assert.True(judgements.Count >= AtLeast,
            $"{Title}\n  found only {judgements.Count} things to check and expects at least {AtLeast}: has something been renamed?");
    }

    [Fact]
    public void Each_part_of_the_rule_finds_a_bad_example()
    {
        var caught = Judge(Code.BadExamples).Where(judgement => judgement.Fault is not null).ToList();

        Assert.Contains(caught, judgement => judgement.Subject.Contains(GetType().Name[..3], StringComparison.Ordinal));
        var blind = Judge(Code.Product).Select(judgement => judgement.Line).Distinct().Except(caught.Select(judgement => judgement.Line)).Order().ToList();
        Assert.True(blind.Count == 0, $"{Title}\n  line {string.Join(" and ", blind)} of the rule finds no bad example.\n");
    }

    /// <summary>Judges everything that the rule is about.</summary>
    protected abstract IEnumerable<Judgement> Judge(Code code);

    private string Title => $"{Id} of docs/architecture.md, \"{GetType().Name[4..].Replace('_', ' ')}\":";
}
