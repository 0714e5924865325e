using System.Globalization;

namespace TalusBot.Knowledge.Text;

/// <summary>
/// The class of every code point. Letters, digits and marks follow .NET's general categories; the tables are the
/// property values of Unicode 9 (words) and 11 (emoji) that no category tells, the versions of Lucene 8.7. What
/// Unicode gained later counts by its category, where Lucene 8.7 would drop it.
/// </summary>
internal static class WordBreakData
{
    private const int TableSize = 0x20000;

    private static readonly (int First, int Last)[] hebrew =
    [
        (0x5D0, 0x5EA), (0x5EF, 0x5F2), (0xFB1D, 0xFB1D), (0xFB1F, 0xFB28), (0xFB2A, 0xFB36), (0xFB38, 0xFB3C),
        (0xFB3E, 0xFB3E), (0xFB40, 0xFB41), (0xFB43, 0xFB44), (0xFB46, 0xFB4F),
    ];

    private static readonly (int First, int Last)[] katakana =
    [
        (0x3031, 0x3035), (0x309B, 0x309C), (0x30A0, 0x30FA), (0x30FC, 0x30FF), (0x31F0, 0x31FF), (0x32D0, 0x32FE),
        (0x3300, 0x3357), (0xFF66, 0xFF9D), (0x1AFF0, 0x1AFFE), (0x1B000, 0x1B000), (0x1B120, 0x1B122), (0x1B155, 0x1B155),
        (0x1B164, 0x1B167),
    ];

    private static readonly (int First, int Last)[] ideographsAndHiragana =
    [
        (0x2E80, 0x2E99), (0x2E9B, 0x2EF3), (0x2F00, 0x2FD5), (0x3007, 0x3007), (0x3021, 0x3029), (0x3038, 0x303A),
        (0x3041, 0x3096), (0x309D, 0x309F), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFA6D), (0xFA70, 0xFAD9),
        (0x1B001, 0x1B11F), (0x1B150, 0x1B152), (0x1F200, 0x1F200),
    ];

    private static readonly (int First, int Last)[] southEastAsian =
    [
        (0xE01, 0xE3A), (0xE40, 0xE4E), (0xE81, 0xECE), (0xEDC, 0xEDF), (0x1000, 0x103F), (0x1050, 0x108F), (0x109A, 0x109F),
        (0x1780, 0x17D3), (0x17D7, 0x17D7), (0x17DC, 0x17DD), (0x1950, 0x1974), (0x1980, 0x19C9), (0x19DA, 0x19DA),
        (0x19DE, 0x19DF), (0x1A20, 0x1A7C), (0x1AA0, 0x1AAD), (0xA9E0, 0xA9EF), (0xA9FA, 0xA9FE), (0xAA60, 0xAAC2),
        (0xAADB, 0xAADF), (0x11700, 0x1172B), (0x1173A, 0x1173B), (0x1173F, 0x11746),
    ];

    // Alphabetic symbols: circled and squared letters, and the Hebrew geresh.
    private static readonly (int First, int Last)[] letterLikeSymbols =
    [
        (0x5F3, 0x5F3), (0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189),
    ];

    // Letters by category that UAX #29 does not count: the ideographic closing mark; Tangut, Nushu and Khitan, which
    // are ideographic but not Han.
    private static readonly (int First, int Last)[] lettersLeftOut =
    [
        (0x3006, 0x3006), (0x17000, 0x18CFF), (0x18D00, 0x18D7F), (0x1B170, 0x1B2FB),
    ];

    private static readonly (int First, int Last)[] extendNumLet =
    [
        (0x5F, 0x5F), (0x202F, 0x202F), (0x203F, 0x2040), (0x2054, 0x2054), (0xFE33, 0xFE34), (0xFE4D, 0xFE4F), (0xFF3F, 0xFF3F),
    ];

    // Extend without being a mark or a format character: halfwidth voicing marks, and two Vedic signs that were marks then.
    private static readonly (int First, int Last)[] otherExtend = [(0xFF9E, 0xFF9F), (0x1CF2, 0x1CF3)];

    private static readonly int[] midLetter = [0x3A, 0xB7, 0x2D7, 0x387, 0x5F4, 0x2027, 0xFE13, 0xFE55, 0xFF1A];

    private static readonly int[] midNumber =
    [
        0x2C, 0x3B, 0x37E, 0x589, 0x60C, 0x60D, 0x66C, 0x7F8, 0x2044, 0xFE10, 0xFE14, 0xFE50, 0xFE54, 0xFF0C, 0xFF1B,
    ];

    private static readonly int[] midBoth = [0x2E, 0x2018, 0x2019, 0x2024, 0xFE52, 0xFF07, 0xFF0E];

    private static readonly (int First, int Last)[] pictographs =
    [
        (0xA9, 0xA9), (0xAE, 0xAE), (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122), (0x2139, 0x2139),
        (0x2194, 0x2199), (0x21A9, 0x21AA), (0x231A, 0x231B), (0x2328, 0x2328), (0x2388, 0x2388), (0x23CF, 0x23CF),
        (0x23E9, 0x23F3), (0x23F8, 0x23FA), (0x24C2, 0x24C2), (0x25AA, 0x25AB), (0x25B6, 0x25B6), (0x25C0, 0x25C0),
        (0x25FB, 0x25FE), (0x2600, 0x2605), (0x2607, 0x2612), (0x2614, 0x2685), (0x2690, 0x2705), (0x2708, 0x2712),
        (0x2714, 0x2714), (0x2716, 0x2716), (0x271D, 0x271D), (0x2721, 0x2721), (0x2728, 0x2728), (0x2733, 0x2734),
        (0x2744, 0x2744), (0x2747, 0x2747), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757),
        (0x2763, 0x2767), (0x2795, 0x2797), (0x27A1, 0x27A1), (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2934, 0x2935),
        (0x2B05, 0x2B07), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x3030, 0x3030), (0x303D, 0x303D),
        (0x3297, 0x3297), (0x3299, 0x3299), (0x1F000, 0x1F0FF), (0x1F10D, 0x1F10F), (0x1F12F, 0x1F12F),
        (0x1F16C, 0x1F171), (0x1F17E, 0x1F17F), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F1AD, 0x1F1E5),
        (0x1F201, 0x1F20F), (0x1F21A, 0x1F21A), (0x1F22F, 0x1F22F), (0x1F232, 0x1F23A), (0x1F23C, 0x1F23F),
        (0x1F249, 0x1F3FA), (0x1F400, 0x1F53D), (0x1F546, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F774, 0x1F77F), (0x1F7D5, 0x1F7FF),
        (0x1F80C, 0x1F80F), (0x1F848, 0x1F84F), (0x1F85A, 0x1F85F), (0x1F888, 0x1F88F), (0x1F8AE, 0x1F8FF),
        (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945), (0x1F947, 0x1FFFD),
    ];

    private static readonly (int First, int Last)[] emojiBases =
    [
        (0x261D, 0x261D), (0x26F9, 0x26F9), (0x270A, 0x270D), (0x1F385, 0x1F385), (0x1F3C2, 0x1F3C4),
        (0x1F3C7, 0x1F3C7), (0x1F3CA, 0x1F3CC), (0x1F442, 0x1F443), (0x1F446, 0x1F450), (0x1F466, 0x1F469),
        (0x1F46E, 0x1F46E), (0x1F470, 0x1F478), (0x1F47C, 0x1F47C), (0x1F481, 0x1F483), (0x1F485, 0x1F487),
        (0x1F4AA, 0x1F4AA), (0x1F574, 0x1F575), (0x1F57A, 0x1F57A), (0x1F590, 0x1F590), (0x1F595, 0x1F596),
        (0x1F645, 0x1F647), (0x1F64B, 0x1F64F), (0x1F6A3, 0x1F6A3), (0x1F6B4, 0x1F6B6), (0x1F6C0, 0x1F6C0),
        (0x1F6CC, 0x1F6CC), (0x1F918, 0x1F91C), (0x1F91E, 0x1F91F), (0x1F926, 0x1F926), (0x1F930, 0x1F939),
        (0x1F93D, 0x1F93E), (0x1F9B5, 0x1F9B6), (0x1F9B8, 0x1F9B9), (0x1F9D1, 0x1F9DD),
    ];

    private static readonly WordBreakClass[] table = Build();

    /// <summary>Constant time; any value from 0 to 0x10FFFF, surrogates included.</summary>
    public static WordBreakClass Of(int codePoint) => codePoint < TableSize ? table[codePoint] : OfLast(codePoint);

    // Above the table there are only ideographs, tags and variation selectors.
    private static WordBreakClass OfLast(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
    {
        UnicodeCategory.OtherLetter => WordBreakClass.Single,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.Format => WordBreakClass.Extend,
        _ => WordBreakClass.None,
    };

    private static WordBreakClass[] Build()
    {
        var classes = new WordBreakClass[TableSize];
        for (var code = 0; code < TableSize; code++) classes[code] = OfCategory(CharUnicodeInfo.GetUnicodeCategory(code));
        classes[0x200B] = WordBreakClass.None; // the zero width space is a break, although its category is Format
        classes[0x66B] = WordBreakClass.Numeric; // the Arabic decimal separator

        Set(letterLikeSymbols, WordBreakClass.Letter);
        Set(lettersLeftOut, WordBreakClass.None);
        Set(hebrew, WordBreakClass.Hebrew);
        Set(katakana, WordBreakClass.Katakana);
        Set(ideographsAndHiragana, WordBreakClass.Single);
        Set(extendNumLet, WordBreakClass.ExtendNumLet);
        Set(otherExtend, WordBreakClass.Extend);
        Set([(0x1F1E6, 0x1F1FF)], WordBreakClass.RegionalIndicator);
        Set([(0x1F3FB, 0x1F3FF)], WordBreakClass.EmojiModifier);
        foreach (var code in midLetter) classes[code] = WordBreakClass.MidLetter;
        foreach (var code in midNumber) classes[code] = WordBreakClass.MidNumber;
        foreach (var code in midBoth) classes[code] = WordBreakClass.MidBoth;
        classes['\''] = WordBreakClass.MidBoth | WordBreakClass.SingleQuote;
        classes['"'] = WordBreakClass.DoubleQuote;

        foreach (var (first, last) in southEastAsian)
        {
            for (var code = first; code <= last; code++)
            {
                if (CharUnicodeInfo.GetUnicodeCategory(code) == UnicodeCategory.OtherNotAssigned) continue;
                classes[code] = (classes[code] & WordBreakClass.Extend) | WordBreakClass.SouthEastAsian;
            }
        }

        Add(pictographs, WordBreakClass.Pictograph);
        Add(emojiBases, WordBreakClass.EmojiBase);
        return classes;

        void Set((int First, int Last)[] ranges, WordBreakClass value)
        {
            foreach (var (first, last) in ranges) Array.Fill(classes, value, first, last - first + 1);
        }

        void Add((int First, int Last)[] ranges, WordBreakClass value)
        {
            foreach (var (first, last) in ranges)
            {
                for (var code = first; code <= last; code++) classes[code] |= value;
            }
        }
    }

    private static WordBreakClass OfCategory(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => WordBreakClass.Letter,
        UnicodeCategory.DecimalDigitNumber => WordBreakClass.Numeric,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format => WordBreakClass.Extend,
        _ => WordBreakClass.None,
    };
}
