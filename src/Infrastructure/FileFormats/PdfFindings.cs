using Vemap.Domain.Files;

namespace Vemap.Infrastructure.FileFormats;

/// <summary>What the objects of a PDF contain, wherever they stand.</summary>
internal sealed class PdfFindings
{
    // The first fault in this order is the one that is reported: an encrypted file looks damaged too.
    private static readonly FileFault[] Order =
        [FileFault.Encrypted, FileFault.Script, FileFault.LaunchAction, FileFault.AttachedFile, FileFault.NotCheckable, FileFault.Damaged];

    private readonly HashSet<FileFault> faults = [];
    private bool hasRoot;
    private bool hasCatalog;
    private bool hasPages;

    public FileFault? Fault
    {
        get
        {
            if (!hasRoot || !hasCatalog || !hasPages) faults.Add(FileFault.Damaged);
            foreach (var fault in Order)
            {
                if (faults.Contains(fault)) return fault;
            }

            return null;
        }
    }

    public void Add(FileFault fault) => faults.Add(fault);

    /// <summary>A name may stand alone in an object to which an action refers, so that it counts wherever it is.</summary>
    public void TakeName(PdfWord word, bool isKey)
    {
        switch (word)
        {
            case PdfWord.JavaScript or PdfWord.XFA when word == PdfWord.JavaScript || isKey: faults.Add(FileFault.Script); break;
            case PdfWord.Launch when !isKey: faults.Add(FileFault.LaunchAction); break;
            case PdfWord.EmbeddedFile or PdfWord.FileAttachment when !isKey: faults.Add(FileFault.AttachedFile); break;
            case PdfWord.EmbeddedFiles when isKey: faults.Add(FileFault.AttachedFile); break;
        }
    }

    public void Take(PdfDictionary dictionary)
    {
        // Actions of other kinds (renditions) carry scripts under JS as well.
        if (dictionary.Has(PdfWord.JS) && dictionary.Has(PdfWord.S)) faults.Add(FileFault.Script);
        if (dictionary.Has(PdfWord.EF) && NamesFile(dictionary)) faults.Add(FileFault.AttachedFile);
        var type = dictionary.Name(PdfWord.Type);
        hasCatalog |= type == PdfWord.Catalog;
        hasPages |= type is PdfWord.Page or PdfWord.Pages;
    }

    /// <summary>The dictionary of an object itself or of a trailer; only there the root and the encryption are named.</summary>
    public void TakeTop(PdfDictionary dictionary, bool isTrailer)
    {
        var isCrossReference = isTrailer || dictionary.Has(PdfWord.W) || dictionary.Has(PdfWord.Root);
        if (!isCrossReference) return;
        hasRoot |= dictionary.Has(PdfWord.Root);
        if (dictionary.Has(PdfWord.Encrypt)) faults.Add(FileFault.Encrypted);
    }

    private static bool NamesFile(PdfDictionary dictionary) =>
        dictionary.Has(PdfWord.F) || dictionary.Has(PdfWord.UF) || dictionary.Has(PdfWord.DOS) || dictionary.Has(PdfWord.Mac) || dictionary.Has(PdfWord.Unix);
}
