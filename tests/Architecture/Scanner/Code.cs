using System.Reflection;
using System.Xml.Linq;
using Vemap.Application;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Architecture.Scanner;

/// <summary>Something that a type uses: another type and perhaps a member of it.</summary>
public readonly record struct Use(string Type, string? Member = null);

/// <summary>What a rule looks at: compiled assemblies, the files of a repository and its docs/architecture.md. The house is one, the bad examples are
/// another.</summary>
public sealed class Code
{
    private static readonly string Repository = Above(AppContext.BaseDirectory);
    private readonly Lazy<IReadOnlyDictionary<string, HashSet<Use>>> uses;
    private readonly Lazy<IReadOnlySet<string>> summaries;

    private Code(string root, params Assembly[] assemblies)
    {
        Root = root;
        Sentence = NetArchTest.Rules.Types.InAssemblies(assemblies);
        Types = [.. assemblies.SelectMany(assembly => assembly.GetTypes())];
        Documents = new Documents(root);
        uses = new(() => assemblies.SelectMany(assembly => Scan.Of(assembly.Location)).GroupBy(pair => pair.Key)
            .ToDictionary(group => group.Key, group => group.SelectMany(pair => pair.Value).ToHashSet()));
        summaries = new(() => assemblies.SelectMany(Summarised).ToHashSet());
    }

    public static Code Product { get; } = new(
        Repository,
        typeof(IEntity).Assembly,
        ApplicationModule.Assembly,
        typeof(PostgresModule).Assembly,
        Assembly.Load("Vemap.Web"),
        Assembly.Load("Vemap.MailService"));

    public static Code BadExamples { get; } = new(Path.Combine(Repository, "tests/Architecture/BadExamples/Repository"), Assembly.Load("Vemap.BadExamples"));

    public string Root { get; }

    /// <summary>All types, nested and compiler-made ones too.</summary>
    public IReadOnlyList<Type> Types { get; }

    /// <summary>The beginning of a sentence of NetArchTest about all types.</summary>
    public NetArchTest.Rules.Types Sentence { get; }

    public Documents Documents { get; }

    /// <summary>What each outermost type uses.</summary>
    public IReadOnlyDictionary<string, HashSet<Use>> Uses => uses.Value;

    /// <summary>The members with a summary, by the name that the compiler gives them: "T:Vemap.Application…".</summary>
    public IReadOnlySet<string> Summaries => summaries.Value;

    public IEnumerable<Type> Requests => Types.Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(IUseCase)));

    /// <summary>The full names of the ports.</summary>
    public static IReadOnlySet<string> Ports { get; } = ApplicationModule.Assembly.GetTypes()
        .Where(type => type is { IsInterface: true, Namespace: "Vemap.Application.Common.Ports" }).Select(type => type.FullName!).ToHashSet();

    /// <summary>What a type uses, together with its outermost type.</summary>
    public HashSet<Use> UsesOf(Type type) => Uses[type.FullName!.Split('+')[0]];

    /// <summary>What the types in or below a namespace use.</summary>
    public IEnumerable<KeyValuePair<string, HashSet<Use>>> UsesBelow(string space) => Uses.Where(pair => pair.Key.IsIn(space));

    /// <summary>Classes that people wrote, which implement the interface (open generic ones too).</summary>
    public IEnumerable<Type> Implementing(Type open) =>
        Types.Where(type => type.IsClass && !type.IsAbstract && !type.Name.StartsWith('<') && type.Closed(open).Any());

    /// <summary>Files below a folder of the repository, with their paths from its root; build output left out.</summary>
    public IEnumerable<SourceFile> Files(string folder, string pattern)
    {
        var start = Path.Combine(Root, folder);
        if (!Directory.Exists(start)) return [];
        return Directory.EnumerateFiles(start, pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/") && !path.Contains("/node_modules/"))
            .Where(path => Root != Repository || !path.Contains("/BadExamples/"))
            .Order()
            .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Root, path))));
    }

    private static IEnumerable<string> Summarised(Assembly assembly) =>
        from member in XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
        where !string.IsNullOrWhiteSpace(member.Element("summary")?.Value)
        select (string)member.Attribute("name")!;

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Vemap.sln")) ? folder
            : Above(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Vemap.sln is in no folder above the tests."));
}

/// <summary>A file of the repository.</summary>
public sealed record SourceFile(string Path, string Text)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public int Lines => Text.Split('\n').Length - 1;
}

/// <summary>Questions about types and names.</summary>
public static class TypeQuestions
{
    /// <summary>Whether a full name is that of the namespace or type, or lies below it.</summary>
    public static bool IsIn(this string name, string space) =>
        name.StartsWith(space, StringComparison.Ordinal) && (name.Length == space.Length || name[space.Length] is '.' or '`');

    /// <summary>The closed forms of an open generic interface (or the plain interface itself) that a type implements.</summary>
    public static IEnumerable<Type> Closed(this Type type, Type open) =>
        type.GetInterfaces().Where(implemented => implemented == open || (implemented.IsGenericType && implemented.GetGenericTypeDefinition() == open));

    /// <summary>The type and, for a generic one, all that stands between its brackets; an id's brackets count for nothing.</summary>
    public static IEnumerable<Type> Flattened(this Type type)
    {
        if (type.IsArray) return type.GetElementType()!.Flattened();
        if (!type.IsGenericType || type.GetGenericTypeDefinition() == typeof(Id<>)) return [type];
        return type.GetGenericArguments().SelectMany(Flattened).Prepend(type.GetGenericTypeDefinition());
    }
}
