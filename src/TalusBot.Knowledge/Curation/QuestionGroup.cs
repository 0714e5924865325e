namespace TalusBot.Knowledge.Curation;

/// <summary>A question that somebody asked at some time.</summary>
/// <param name="At">Unix milliseconds, or anything else that grows with time.</param>
public readonly record struct AskedRow(string Question, long At);

/// <summary>Questions that mean the same, or nearly.</summary>
/// <param name="Title">The member that stands for all: the one asked most often, and of those the most central.</param>
/// <param name="Count">How many rows there are in it.</param>
/// <param name="Newest">The latest <see cref="AskedRow.At"/>.</param>
/// <param name="Members">By count, then the newest first; the title is one of them.</param>
public sealed record QuestionGroup(string Title, int Count, long Newest, IReadOnlyList<QuestionMember> Members);

/// <summary>Questions of a group that are the same but for case and signs.</summary>
/// <param name="Text">As it was typed most often.</param>
/// <param name="Newest">The latest <see cref="AskedRow.At"/>.</param>
/// <param name="Rows">Positions in the list that was grouped, from 0, in its order.</param>
public sealed record QuestionMember(string Text, int Count, long Newest, IReadOnlyList<int> Rows);
