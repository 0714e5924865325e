namespace TalusBot.Knowledge.Text;

/// <summary>
/// What UAX #29 (Word_Break), UAX #14 (Complex_Context) and UTS #51 (emoji) say of a code point, as far as words need it.
/// A code point may have several: U+0E31 extends what stands before it and is South East Asian too.
/// </summary>
[Flags]
internal enum WordBreakClass : ushort
{
    None = 0,
    Letter = 1 << 0,
    Hebrew = 1 << 1,
    Numeric = 1 << 2,
    Katakana = 1 << 3,

    /// <summary>Joins two letters: a colon, a middle dot, and all that joins both letters and digits.</summary>
    MidLetter = 1 << 4,

    /// <summary>Joins two digits: a comma, a semicolon, and all that joins both letters and digits.</summary>
    MidNumber = 1 << 5,
    SingleQuote = 1 << 6,
    DoubleQuote = 1 << 7,

    /// <summary>The low line and its kin, which join whatever stands beside them.</summary>
    ExtendNumLet = 1 << 8,

    /// <summary>Extend, Format and ZWJ: belongs to what stands before it.</summary>
    Extend = 1 << 9,

    /// <summary>Thai, Lao, Khmer, Myanmar and their kin: a run is one word, since finding words in it takes a dictionary.</summary>
    SouthEastAsian = 1 << 10,

    /// <summary>An ideograph or a hiragana letter: a word by itself.</summary>
    Single = 1 << 11,
    RegionalIndicator = 1 << 12,
    Pictograph = 1 << 13,
    EmojiBase = 1 << 14,
    EmojiModifier = 1 << 15,

    AnyLetter = Letter | Hebrew,
    MidBoth = MidLetter | MidNumber,
}
