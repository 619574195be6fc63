using System.Xml.Linq;

namespace Vemap.Architecture.Rules;

/// <summary>Project references equal the layer table, in both directions.</summary>
public sealed class R01_Projects_reference_only_what_the_layers_allow : Rule
{
    protected override int AtLeast => 5;

    protected override IEnumerable<Judgement> Judge(Code code)
    {
        var layers = code.Documents.Table("Layers").ToDictionary(row => row[0], row => Documents.List(row[1]).Order().ToList());
        foreach (var project in code.Files("src", "*.csproj"))
        {
            var references = XDocument.Parse(project.Text).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)).Order().ToList();
            yield return Judgement.Of(
                project.Path,
                layers.Remove(project.Name, out var allowed) && allowed.SequenceEqual(references),
                $"references [{string.Join(", ", references)}], the layer table says [{string.Join(", ", allowed ?? [])}]");
        }

        foreach (var layer in layers.Keys) yield return new Judgement(layer, "is in the layer table and not in src");
    }
}
