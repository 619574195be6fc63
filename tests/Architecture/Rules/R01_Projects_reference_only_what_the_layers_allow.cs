using System.Xml.Linq;

namespace Vemap.Architecture.Rules;

/// <summary>Project references equal the layer table, and the types of a layer depend only on the layers that it may reference, directly or through another
/// one.</summary>
public sealed class R01_Projects_reference_only_what_the_layers_allow : Rule
{
    protected override int AtLeast => 1000;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var layers = code.Documents.Table("Layers").ToDictionary(row => row[0], row => Documents.List(row[1]).Order().ToList());
        var projects = code.Files("src", "*.csproj").ToList();
        foreach (var project in projects)
        {
            var references = XDocument.Parse(project.Text).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)).Order().ToList();
            yield return Judgement.Of(
                project.Path,
                layers.TryGetValue(project.Name, out var allowed) && allowed.SequenceEqual(references),
                $"references [{string.Join(", ", references)}], the layer table says [{string.Join(", ", allowed ?? [])}]");
        }

        foreach (var layer in layers.Keys)
        {
            if (!projects.Exists(project => project.Name == layer)) yield return new Judgement(layer, "is in the layer table and not in src");
            string[] forbidden = [.. layers.Keys.Except(Reached(layers, layer)).Select(other => $"Vemap.{other}")];
            var sentence = code.Sentence.That().ResideInNamespace($"Vemap.{layer}")
                .Each(type => type.NotHaveDependencyOnAny(forbidden), $"is in {layer} and depends on {string.Join(" or ", forbidden)}");
            foreach (var judgement in sentence) yield return judgement;
        }
    }

    private static IEnumerable<string> Reached(Dictionary<string, List<string>> layers, string layer) =>
        layers[layer].SelectMany(other => Reached(layers, other)).Prepend(layer);
}
