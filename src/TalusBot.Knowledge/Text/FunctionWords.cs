using System.Collections.Frozen;

namespace TalusBot.Knowledge.Text;

/// <summary>Words that carry a question but not its matter: pronouns, auxiliaries, question words, prepositions, small talk.</summary>
internal static class FunctionWords
{
    /// <summary>As the analyzer stems them.</summary>
    private static readonly FrozenSet<string> Stems = (
        "i me my mine myself we us our you your yours he him his she her it its they them their one ones who whom whose what which when where why how "
        + "do does did doing done be is am are was were been being have has had having can could will would shall should may might must ought "
        + "a an the this that these those some any each every all both few more most much many other another such no nor not only own same so than too very just also even still "
        + "of in on at by for with about against between into through during before after above below to from up down out off over under again further then once here there "
        + "and but or if because as until while though although "
        + "get gets got getting go goes going gone make makes made take takes took want wants need needs like know knows think thinks say says said tell tells told see "
        + "please thanks thank hello hi hey ok okay yes well really actually exactly maybe perhaps anyway anything time times something someone somebody anyone anybody everything everybody thing things way ways kind sort lot bit "
        + "don't can't won't didn't doesn't isn't i'm i've it's that's what's there's let's")
        .Split(' ').SelectMany(EnglishAnalyzer.Tokens).ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string stem) => Stems.Contains(stem);
}
