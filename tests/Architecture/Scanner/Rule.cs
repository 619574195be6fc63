namespace Vemap.Architecture.Scanner;

/// <summary>What a rule says of one thing: nothing, or what is wrong and what to do.</summary>
public readonly record struct Judgement(string Subject, string? Fault)
{
    public static Judgement Of(string subject, bool right, string fault) => new(subject, right ? null : fault);

    public static Judgement Of(Type type, bool right, string fault) => Of(type.FullName!, right, fault);
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
    public void Catches_its_bad_example()
    {
        var caught = Judge(Code.BadExamples).Where(judgement => judgement.Fault is not null).Select(judgement => judgement.Subject);

        Assert.Contains(caught, subject => subject.Contains(GetType().Name[..3], StringComparison.Ordinal));
    }

    /// <summary>Looks at everything the rule is about.</summary>
    protected abstract IEnumerable<Judgement> Judge(Code code);

    private string Title => $"{Id} of docs/architecture.md, \"{GetType().Name[4..].Replace('_', ' ')}\":";
}
