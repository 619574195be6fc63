using System.Globalization;
using System.Text;

namespace Vemap.Domain.Common;

/// <summary>Characters that a screen shows as nothing, although some of them count as letters.</summary>
public static class InvisibleCharacters
{
    /// <summary>Unicode's Default_Ignorable_Code_Point, other format characters, and the empty Braille pattern.</summary>
    public static bool IsInvisible(Rune character) => character.Value is
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x2800 or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF)
        || Rune.GetUnicodeCategory(character) == UnicodeCategory.Format;

    /// <summary>Code points that are no characters and never will be, such as U+FFFE.</summary>
    public static bool IsNoncharacter(Rune character) => (character.Value & 0xFFFE) == 0xFFFE || character.Value is >= 0xFDD0 and <= 0xFDEF;
}
