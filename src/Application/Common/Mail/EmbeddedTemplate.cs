namespace Vemap.Application.Common.Mail;

/// <summary>Reads the HTML files of this folder's Templates, which are embedded in the program, and fills their [[names]].</summary>
internal static class EmbeddedTemplate
{
    /// <summary>The text of a file such as "layout.html".</summary>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedTemplate).Assembly.GetManifestResourceStream($"Vemap.Application.Common.Mail.Templates.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }

    /// <summary>Puts the values in the place of [[names]], in one pass: a value that holds [[…]] itself stays as it is.</summary>
    public static string Fill(string template, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var filled = new System.Text.StringBuilder();
        var place = 0;
        while (template.IndexOf("[[", place, StringComparison.Ordinal) is var start and >= 0)
        {
            var end = template.IndexOf("]]", start, StringComparison.Ordinal);
            filled.Append(template, place, start - place).Append(Find(values, template.AsSpan(start + 2, end - start - 2)));
            place = end + 2;
        }

        return filled.Append(template, place, template.Length - place).ToString();
    }

    private static string Find(ReadOnlySpan<(string Name, string Value)> values, ReadOnlySpan<char> name)
    {
        foreach (var (known, value) in values)
            if (name.SequenceEqual(known)) return value;
        throw new InvalidOperationException($"The template has no value for {name}.");
    }
}
