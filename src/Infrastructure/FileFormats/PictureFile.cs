using System.Buffers.Binary;
using Vemap.Domain.Files;

namespace Vemap.Infrastructure.FileFormats;

/// <summary>Checks pictures: whole from the first segment to the last, and of a size in pixels that a screen can hold.</summary>
internal static class PictureFile
{
    private const long MostPixels = 100_000_000;
    private const int MostSegments = 100_000;
    private const int ChunkHeader = 8;
    private const int ChunkSum = 4;

    public static void CheckPng(Stream bytes)
    {
        var start = Read(bytes, 8);
        ReadOnlySpan<byte> signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
        if (!start.AsSpan().SequenceEqual(signature)) throw new FileFaultException(FileFault.OtherType);
        for (var number = 0; ; number++)
        {
            if (number == MostSegments) throw new FileFaultException(FileFault.NotCheckable);
            var isFirst = number == 0;
            var header = Read(bytes, ChunkHeader);
            var length = BinaryPrimitives.ReadUInt32BigEndian(header);
            var type = header.AsSpan(4);
            if (isFirst != type.SequenceEqual("IHDR"u8)) throw new FileFaultException(FileFault.Damaged);
            if (isFirst)
            {
                if (length != 13) throw new FileFaultException(FileFault.Damaged);
                var size = Read(bytes, 8);
                CheckSize(BinaryPrimitives.ReadUInt32BigEndian(size), BinaryPrimitives.ReadUInt32BigEndian(size.AsSpan(4)));
                length -= 8;
            }

            if (bytes.Length - bytes.Position < length + ChunkSum) throw new FileFaultException(FileFault.Damaged);
            bytes.Position += length + ChunkSum;
            if (!type.SequenceEqual("IEND"u8)) continue;
            if (bytes.Position != bytes.Length) throw new FileFaultException(FileFault.Damaged);
            return;
        }
    }

    // The segments up to the first scan, and the end mark. Cameras add data of their own after it.
    public static void CheckJpeg(Stream bytes)
    {
        if (!Read(bytes, 3).AsSpan().SequenceEqual((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) throw new FileFaultException(FileFault.OtherType);
        bytes.Position = 2;
        var hasSize = false;
        for (var number = 0; ; number++)
        {
            if (number == MostSegments) throw new FileFaultException(FileFault.NotCheckable);
            var header = Read(bytes, 4);
            // A mark may be preceded by more bytes 0xFF.
            if (header[0] == 0xFF && header[1] == 0xFF)
            {
                bytes.Position -= 3;
                continue;
            }

            if (header[0] != 0xFF) throw new FileFaultException(FileFault.Damaged);
            var length = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2));
            if (length < 2) throw new FileFaultException(FileFault.Damaged);
            var next = bytes.Position + length - 2;
            if (IsFrame(header[1]))
            {
                var frame = Read(bytes, 5);
                CheckSize(BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(3)), BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(1)));
                hasSize = true;
            }

            bytes.Position = next;
            if (header[1] == 0xDA) break;
        }

        if (!hasSize || !HasEndMark(bytes)) throw new FileFaultException(FileFault.Damaged);
    }

    // SOF0 to SOF15 without the tables (DHT, JPG, DAC) that share the range.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static void CheckSize(long width, long height)
    {
        if (width == 0 || height == 0) throw new FileFaultException(FileFault.Damaged);
        if (width * height > MostPixels) throw new FileFaultException(FileFault.NotCheckable);
    }

    private static bool HasEndMark(Stream bytes)
    {
        var buffer = new byte[64 * 1024];
        byte last = 0;
        while (bytes.Read(buffer) is var count and > 0)
        {
            if (last == 0xFF && buffer[0] == 0xD9) return true;
            if (buffer.AsSpan(0, count).IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0) return true;
            last = buffer[count - 1];
        }

        return false;
    }

    private static byte[] Read(Stream bytes, int count)
    {
        var buffer = new byte[count];
        if (bytes.ReadAtLeast(buffer, count, throwOnEndOfStream: false) == count) return buffer;
        throw new FileFaultException(bytes.Length < ChunkHeader ? FileFault.OtherType : FileFault.Damaged);
    }
}
