namespace Vemap.Domain.Closures;

/// <summary>A word by which a closure is found: one of its title, place, number or road number, in lower case and without accents. The database
/// writes them (0024).</summary>
public sealed class ClosureWord : IClosureBound
{
    private ClosureWord()
    {
    }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public ClosureId ClosureId { get; private set; }

    public string Word { get; private set; } = "";

    /// <summary>A word in the form in which words are stored. For queries only: it runs in the database, because .NET without culture data knows no
    /// Unicode normalisation.</summary>
    public static string Normalised(string word) => throw new NotSupportedException($"\"{word}\" is normalised by the database.");
}
