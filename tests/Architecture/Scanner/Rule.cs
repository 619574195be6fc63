using System.Runtime.CompilerServices;

namespace Vemap.Architecture.Scanner;

/// <summary>What a rule says of one thing: nothing, or what is wrong and what to do. The line that says it tells the parts of a rule apart.</summary>
public readonly record struct Judgement(string Subject, string? Fault, [CallerLineNumber] int Line = 0)
{
    public static Judgement Of(string subject, bool right, string fault, [CallerLineNumber] int line = 0) => new(subject, right ? null : fault, line);

    public static Judgement Of(Type type, bool right, string fault, [CallerLineNumber] int line = 0) => Of(type.FullName!, right, fault, line);
}

/// <summary>A rule of docs/architecture.md. Its name starts with its number and says what it keeps.</summary>
public abstract class Rule
{
    /// <summary>Fewer judgements than this mean that the rule has gone blind.</summary>
    protected abstract int AtLeast { get; }

    /// <summary>"R5", as in the document.</summary>
    public string Id => "R" + int.Parse(GetType().Name[1..3]);

    [Fact]
    public void Is_kept_by_the_house()
    {
        var judgements = Judge(Code.House).ToList();

        var faults = judgements.Where(judgement => judgement.Fault is not null).Select(judgement => $"{judgement.Subject}: {judgement.Fault}").Distinct().ToList();
        Assert.True(faults.Count == 0, $"{Title}\n  {string.Join("\n  ", faults)}\n");
        Assert.True(judgements.Count >= AtLeast, $"{Title}\n  looked at {judgements.Count} things only, and expects at least {AtLeast}: has something been renamed?");
    }

    [Fact]
    public void Catches_a_bad_example_of_each_of_its_parts()
    {
        var caught = Judge(Code.BadExamples).Where(judgement => judgement.Fault is not null).ToList();

        Assert.Contains(caught, judgement => judgement.Subject.Contains(GetType().Name[..3], StringComparison.Ordinal));
        var blind = Judge(Code.House).Select(judgement => judgement.Line).Distinct().Except(caught.Select(judgement => judgement.Line)).Order().ToList();
        Assert.True(blind.Count == 0, $"{Title}\n  no bad example is caught by line {string.Join(" and ", blind)} of the rule.\n");
    }

    /// <summary>Looks at everything the rule is about.</summary>
    protected abstract IEnumerable<Judgement> Judge(Code code);

    private string Title => $"{Id} of docs/architecture.md, \"{GetType().Name[4..].Replace('_', ' ')}\":";
}
