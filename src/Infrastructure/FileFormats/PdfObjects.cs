using Vemap.Domain.Files;

namespace Vemap.Infrastructure.FileFormats;

/// <summary>The names that the check looks for.</summary>
internal enum PdfWord
{
    Other, JavaScript, JS, S, Launch, EmbeddedFile, EmbeddedFiles, FileAttachment, EF, F, UF, DOS, Mac, Unix, XFA,
    Encrypt, Root, W, Type, Catalog, Page, Pages, ObjStm, First, N, Length, Filter, FlateDecode, Fl, DecodeParms, DP,
}

internal enum PdfFilter
{
    None, Flate, Other,
}

/// <summary>What stands at one place: a name, a number, a dictionary, or something that the check does not look into.</summary>
internal readonly record struct PdfValue(PdfWord? Name, long? Number, PdfDictionary? Dictionary, IReadOnlyList<PdfValue>? Items)
{
    public static readonly PdfValue Nothing;
}

/// <summary>The entries of a dictionary that the check knows.</summary>
internal sealed class PdfDictionary
{
    private readonly Dictionary<PdfWord, PdfValue> entries = [];

    public bool IsObjectStream => Name(PdfWord.Type) == PdfWord.ObjStm || (Has(PdfWord.First) && Has(PdfWord.N));

    public PdfFilter Filter
    {
        get
        {
            // A predictor changes the bytes; nobody uses one for objects.
            if (Has(PdfWord.DecodeParms) || Has(PdfWord.DP)) return PdfFilter.Other;
            if (!entries.TryGetValue(PdfWord.Filter, out var filter)) return PdfFilter.None;
            if (filter.Items is [var only]) filter = only;
            return filter.Items is [] ? PdfFilter.None : filter.Name is PdfWord.FlateDecode or PdfWord.Fl ? PdfFilter.Flate : PdfFilter.Other;
        }
    }

    public bool Has(PdfWord key) => entries.ContainsKey(key);

    public PdfWord? Name(PdfWord key) => entries.GetValueOrDefault(key).Name;

    public long? Number(PdfWord key) => entries.GetValueOrDefault(key).Number;

    public void Set(PdfWord key, PdfValue value)
    {
        if (key != PdfWord.Other) entries[key] = value;
    }
}

/// <summary>Reads the objects of a PDF and reports their names; strings are passed over.</summary>
internal sealed class PdfObjects(ByteWindow window, PdfFindings findings, WorkBudget budget)
{
    private const int DeepestNesting = 100;
    private const int LongestName = 127;
    private const int MostItems = 16;

    private readonly byte[] name = new byte[LongestName];

    /// <summary>The value that begins at this position, after white space, and where it ends.</summary>
    public (PdfValue Value, long After) ReadValue(long position)
    {
        var value = Read(ref position, DeepestNesting, isKey: false);
        return (value, position);
    }

    public long? ReadNumber(ref long position)
    {
        SkipSpace(ref position);
        return Read(ref position, DeepestNesting, isKey: false).Number;
    }

    /// <summary>Where the bytes of a stream begin, when "stream" follows here.</summary>
    public long? StreamAfter(long position)
    {
        SkipSpace(ref position);
        if (!Is("stream"u8, position)) return null;
        position += "stream".Length;
        if (window.At(position) == '\r') position++;
        return window.At(position) == '\n' ? position + 1 : position;
    }

    /// <summary>Whether a stream ends here.</summary>
    public bool IsEndOfStream(long position)
    {
        SkipSpace(ref position);
        return Is("endstream"u8, position);
    }

    private static bool IsSpace(int sign) => sign is 0 or '\t' or '\n' or '\f' or '\r' or ' ';

    private static bool IsDelimiter(int sign) => sign is '(' or ')' or '<' or '>' or '[' or ']' or '{' or '}' or '/' or '%';

    private static int Hex(int sign) => sign < 0 || !char.IsAsciiHexDigit((char)sign) ? -1 : (sign & 0xF) + (sign > '9' ? 9 : 0);

    private bool Is(ReadOnlySpan<byte> keyword, long position)
    {
        foreach (var letter in keyword)
        {
            if (window.At(position++) != letter) return false;
        }

        return true;
    }

    private void SkipSpace(ref long position)
    {
        for (var sign = window.At(position); IsSpace(sign) || sign == '%'; sign = window.At(position))
        {
            if (sign == '%') while (window.At(position) is not (-1 or '\r' or '\n')) position++;
            else position++;
        }
    }

    private PdfValue Read(ref long position, int depth, bool isKey)
    {
        if (depth == 0) throw new FileFaultException(FileFault.NotCheckable);
        SkipSpace(ref position);
        switch (window.At(position))
        {
            case -1:
                return PdfValue.Nothing;
            case '/':
                position++;
                var word = ReadName(ref position);
                findings.TakeName(word, isKey);
                return new PdfValue(word, null, null, null);
            case '(':
                SkipString(ref position);
                return PdfValue.Nothing;
            case '<' when window.At(position + 1) == '<':
                position += 2;
                return new PdfValue(null, null, ReadDictionary(ref position, depth - 1), null);
            case '<':
                while (window.At(position) is not (-1 or '>')) position++;
                position++;
                return PdfValue.Nothing;
            case '[':
                position++;
                return new PdfValue(null, null, null, ReadItems(ref position, depth - 1));
            case ')' or '>' or ']' or '{' or '}':
                position++;
                return PdfValue.Nothing;
            default:
                return new PdfValue(null, ReadWord(ref position), null, null);
        }
    }

    private PdfDictionary ReadDictionary(ref long position, int depth)
    {
        budget.Spend(8);
        var dictionary = new PdfDictionary();
        var last = PdfWord.Other;
        while (true)
        {
            SkipSpace(ref position);
            var sign = window.At(position);
            if (sign < 0) break;
            if (IsEnd(position))
            {
                position += 2;
                break;
            }

            if (sign == '/')
            {
                last = Read(ref position, depth, isKey: true).Name!.Value;
                SkipSpace(ref position);
                // A dictionary may end after a key without a value.
                dictionary.Set(last, IsEnd(position) ? PdfValue.Nothing : Read(ref position, depth, isKey: false));
                continue;
            }

            // "12 0 R": what was taken for a number is a reference.
            if (sign == 'R') dictionary.Set(last, PdfValue.Nothing);
            Read(ref position, depth, isKey: false);
        }

        findings.Take(dictionary);
        return dictionary;
    }

    // Viewers pass over anything else between the entries, so it does not end a dictionary here either.
    private bool IsEnd(long position) => window.At(position) == '>' && window.At(position + 1) == '>';

    private List<PdfValue> ReadItems(ref long position, int depth)
    {
        var items = new List<PdfValue>();
        while (true)
        {
            SkipSpace(ref position);
            var sign = window.At(position);
            if (sign < 0) return items;
            if (sign == ']')
            {
                position++;
                return items;
            }

            // "[12 0 R]": the reference makes three items of which none is a name, which is all that is asked.
            var item = Read(ref position, depth, isKey: false);
            if (items.Count < MostItems) items.Add(item);
        }
    }

    private void SkipString(ref long position)
    {
        var open = 0;
        do
        {
            switch (window.At(position++))
            {
                case -1: return;
                case '\\': position++; break;
                case '(': open++; break;
                case ')': open--; break;
            }
        }
        while (open > 0);
    }

    // A number, or null for a keyword.
    private long? ReadWord(ref long position)
    {
        long number = 0;
        var isNumber = true;
        for (var sign = window.At(position); sign >= 0 && !IsSpace(sign) && !IsDelimiter(sign); sign = window.At(++position))
        {
            isNumber &= char.IsAsciiDigit((char)sign) && number < int.MaxValue;
            if (isNumber) number = (number * 10) + (sign - '0');
        }

        return isNumber ? number : null;
    }

    // "#4a" in a name is the byte with that number.
    private PdfWord ReadName(ref long position)
    {
        var length = 0;
        for (var sign = window.At(position); sign >= 0 && !IsSpace(sign) && !IsDelimiter(sign); sign = window.At(++position))
        {
            if (sign == '#' && Hex(window.At(position + 1)) is >= 0 and var high && Hex(window.At(position + 2)) is >= 0 and var low)
            {
                sign = (high * 16) + low;
                position += 2;
            }

            if (length < LongestName) name[length] = (byte)sign;
            length++;
        }

        return length is > 0 and < LongestName ? PdfWords.Of(name.AsSpan(0, length)) : PdfWord.Other;
    }
}

internal static class PdfWords
{
    private static readonly Dictionary<string, PdfWord> ByText = Enum.GetValues<PdfWord>().Where(word => word != PdfWord.Other)
        .ToDictionary(word => word.ToString(), StringComparer.Ordinal);

    private static readonly Dictionary<string, PdfWord>.AlternateLookup<ReadOnlySpan<char>> Lookup = ByText.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly int Longest = ByText.Keys.Max(text => text.Length);

    public static PdfWord Of(ReadOnlySpan<byte> name)
    {
        if (name.Length > Longest) return PdfWord.Other;
        Span<char> text = stackalloc char[name.Length];
        for (var i = 0; i < name.Length; i++) text[i] = (char)name[i];
        return Lookup.TryGetValue(text, out var word) ? word : PdfWord.Other;
    }
}
