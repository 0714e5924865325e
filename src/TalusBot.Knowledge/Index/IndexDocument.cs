namespace TalusBot.Knowledge.Index;

/// <summary>What the index knows of one unit: a question with its answer, or a plain passage.</summary>
/// <param name="Id">Unique in its index; decides between equal scores, in ordinal order.</param>
/// <param name="Question">Empty for a plain passage.</param>
/// <param name="Answer">The words that answer; may be empty where only a question is known.</param>
public sealed record IndexDocument(string Id, string Question, string Answer);
