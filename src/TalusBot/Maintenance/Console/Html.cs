using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace TalusBot.Maintenance.Console;

/// <summary>HTML of ours. Whatever is put between its literals is written as text, so that nobody's words become markup.</summary>
internal readonly struct Html : IEquatable<Html>
{
    public static readonly Html None;
    private readonly string? markup;

    private Html(string markup) => this.markup = markup;

    public bool IsEmpty => string.IsNullOrEmpty(markup);

    /// <param name="html">Such as <c>$"&lt;p&gt;{words}&lt;/p&gt;"</c>; attributes stand in quotation marks.</param>
    public static Html Of(Builder html) => new(html.Written);

    /// <param name="markup">Markup that was made safe elsewhere.</param>
    public static Html Trusted(string markup) => new(markup);

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.markup)));

    public static Html Join<T>(IEnumerable<T> items, Func<T, Html> each) => Join(items.Select(each));

    /// <param name="html">Shown where <paramref name="condition"/> holds.</param>
    public static Html If(bool condition, Func<Html> html) => condition ? html() : None;

    public override string ToString() => markup ?? "";

    public bool Equals(Html other) => ToString() == other.ToString();

    public override bool Equals(object? obj) => obj is Html other && Equals(other);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    [InterpolatedStringHandler]
    public readonly ref struct Builder(int literalLength, int formattedCount)
    {
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
        private readonly StringBuilder written = new(literalLength + (formattedCount * 32));

        public string Written => written.ToString();

        public void AppendLiteral(string markup) => written.Append(markup);

        public void AppendFormatted(string? words) => written.Append(words is null ? "" : Encoder.Encode(words));

        public void AppendFormatted(Html html) => written.Append(html.markup);

        public void AppendFormatted(long number, string? format = null) => AppendFormatted(number.ToString(format, CultureInfo.InvariantCulture));

        public void AppendFormatted(double number, string? format = null) => AppendFormatted(number.ToString(format, CultureInfo.InvariantCulture));
    }
}
