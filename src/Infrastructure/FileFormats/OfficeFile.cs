using System.Buffers.Binary;
using System.IO.Compression;
using System.Xml;
using Vemap.Domain.Files;

namespace Vemap.Infrastructure.FileFormats;

/// <summary>Checks an Office Open XML package: its main part is of the declared type, it has no macros, and what it unpacks to is limited.</summary>
internal static class OfficeFile
{
    public const string WordDocument = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    public const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    private const int MostParts = 5_000;
    private const int LongestDirectory = 2 * 1024 * 1024;
    private const int LargestXml = 4 * 1024 * 1024;
    private const long LargestUnpacked = 256L * 1024 * 1024;
    private const int EndRecordLength = 22;
    private const int RecordLength = 46;
    private const int HeaderLength = 30;
    private const int Stored = 0;
    private const int Deflated = 8;
    private const int LongestComment = 65_535;
    private const string Types = "[Content_Types].xml";
    private const string Relationships = "_rels/.rels";

    // Parts that hold programs, by the words of their names and content types.
    private static readonly string[] Programs = ["vbaProject", "vbaData", "macroEnabled", "macrosheet", "activeX"];

    public static void Check(Stream bytes, string mainType, CancellationToken cancellationToken)
    {
        var directory = ReadDirectory(bytes);
        try
        {
            bytes.Position = 0;
            using var package = new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true);
            var parts = Parts(package);
            var types = ContentTypes(parts);
            if (parts.Keys.Concat(types.Values).Any(IsProgram)) throw new FileFaultException(FileFault.Macros);
            var main = MainPart(parts);
            if (!parts.ContainsKey(main) || TypeOf(main, types) != mainType) throw new FileFaultException(FileFault.OtherType);
            UnpackAll(bytes, directory, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException or EndOfStreamException)
        {
            throw new FileFaultException(FileFault.Damaged);
        }
    }

    // Before the directory is read: how long it says it is. It lies directly before the record at the end, so that it is not longer than that.
    private static byte[] ReadDirectory(Stream bytes)
    {
        var head = new byte[4];
        bytes.Position = 0;
        var count = bytes.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (count < head.Length || !head.AsSpan().SequenceEqual("PK\u0003\u0004"u8)) throw new FileFaultException(FileFault.OtherType);
        var tail = new byte[Math.Min(bytes.Length, EndRecordLength + LongestComment)];
        bytes.Position = bytes.Length - tail.Length;
        bytes.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < EndRecordLength) throw new FileFaultException(FileFault.Damaged);
        var record = tail.AsSpan(at);
        var parts = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        if (parts > MostParts || length > LongestDirectory) throw new FileFaultException(FileFault.NotCheckable);
        if (offset + length != bytes.Length - tail.Length + at) throw new FileFaultException(FileFault.Damaged);
        var directory = new byte[length];
        bytes.Position = offset;
        bytes.ReadExactly(directory);
        return directory;
    }

    // Names are compared without case; a second part of a name would be the one that another program reads.
    private static Dictionary<string, ZipArchiveEntry> Parts(ZipArchive package)
    {
        var parts = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        long unpacked = 0;
        foreach (var entry in package.Entries)
        {
            if (entry.Length < 0 || entry.Length > LargestUnpacked - unpacked) throw new FileFaultException(FileFault.NotCheckable);
            unpacked += entry.Length;
            if (entry.IsEncrypted) throw new FileFaultException(FileFault.Encrypted);
            if (entry.FullName.Contains('\\', StringComparison.Ordinal) || entry.FullName.Split('/').Contains("..") || !parts.TryAdd(entry.FullName, entry))
                throw new FileFaultException(FileFault.Damaged);
        }

        return parts;
    }

    // Of a part by "/name", of all others by their ending.
    private static Dictionary<string, string> ContentTypes(Dictionary<string, ZipArchiveEntry> parts)
    {
        var types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (element, attribute) in Elements(parts, Types))
        {
            var name = element switch { "Override" => attribute("PartName"), "Default" => "." + attribute("Extension"), _ => null };
            if (name is not null && attribute("ContentType") is { } type && !types.TryAdd(name, type)) throw new FileFaultException(FileFault.Damaged);
        }

        return types;
    }

    private static string? TypeOf(string part, Dictionary<string, string> types) =>
        types.GetValueOrDefault("/" + part) ?? types.GetValueOrDefault(Path.GetExtension(part));

    // The relationship of the package that every office program opens first.
    private static string MainPart(Dictionary<string, ZipArchiveEntry> parts)
    {
        string? main = null;
        foreach (var (element, attribute) in Elements(parts, Relationships))
        {
            if (element != "Relationship" || attribute("Type")?.EndsWith("/officeDocument", StringComparison.Ordinal) != true) continue;
            if (main is not null || attribute("TargetMode") == "External") throw new FileFaultException(FileFault.Damaged);
            main = attribute("Target")?.TrimStart('/');
        }

        return main ?? throw new FileFaultException(FileFault.OtherType);
    }

    private static IEnumerable<(string Element, Func<string, string?> Attribute)> Elements(Dictionary<string, ZipArchiveEntry> parts, string name)
    {
        if (!parts.TryGetValue(name, out var part)) throw new FileFaultException(FileFault.OtherType);
        if (part.Length > LargestXml) throw new FileFaultException(FileFault.NotCheckable);
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = LargestXml, XmlResolver = null };
        using var content = part.Open();
        using var reader = XmlReader.Create(content, settings);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element) yield return (reader.LocalName, reader.GetAttribute);
        }
    }

    private static bool IsProgram(string name) => Array.Exists(Programs, program => name.Contains(program, StringComparison.OrdinalIgnoreCase));

    // ZipArchive stops at the declared length of a part, other programs do not. So the packed bytes are read here to their own end.
    private static void UnpackAll(Stream bytes, byte[] directory, CancellationToken cancellationToken)
    {
        for (var at = 0; at < directory.Length;)
        {
            var record = directory.AsSpan(at);
            if (record.Length < RecordLength || !record.StartsWith("PK\u0001\u0002"u8)) throw new FileFaultException(FileFault.Damaged);
            var method = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
            var packed = BinaryPrimitives.ReadUInt32LittleEndian(record[20..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(record[24..]);
            Unpack(bytes, BinaryPrimitives.ReadUInt32LittleEndian(record[42..]), method, packed, length, cancellationToken);
            at += RecordLength + BinaryPrimitives.ReadUInt16LittleEndian(record[28..]) + BinaryPrimitives.ReadUInt16LittleEndian(record[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(record[32..]);
        }
    }

    // A part that unpacks to more than it declares is a bomb; one that unpacks to less is damaged.
    private static void Unpack(Stream bytes, long offset, int method, long packed, long length, CancellationToken cancellationToken)
    {
        if (length > LargestUnpacked || method is not (Stored or Deflated)) throw new FileFaultException(FileFault.NotCheckable);
        if (offset > bytes.Length - HeaderLength) throw new FileFaultException(FileFault.Damaged);
        var header = new byte[HeaderLength];
        bytes.Position = offset;
        bytes.ReadExactly(header);
        bytes.Position += BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        if (method == Stored)
        {
            if (packed != length) throw new FileFaultException(FileFault.Damaged);
            return;
        }

        var buffer = new byte[64 * 1024];
        using var content = new DeflateStream(bytes, CompressionMode.Decompress, leaveOpen: true);
        while (content.Read(buffer) is var count and > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            length -= count;
            if (length < 0) throw new FileFaultException(FileFault.NotCheckable);
        }

        if (length > 0) throw new FileFaultException(FileFault.Damaged);
    }
}
