using TalusBot.Knowledge.Encoding;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Knowledge;

/// <summary>Reads everything that people write, the questions that gate it too, and names all that is wrong.</summary>
/// <param name="Snapshot">Null where the knowledge cannot be used.</param>
/// <param name="Questions">The rows of <c>questions/</c> without mistakes.</param>
/// <param name="Problems">Errors and warnings: those of <see cref="Snapshot.Read"/>, then those of the questions.</param>
public sealed record KnowledgeCheck(Snapshot? Snapshot, IReadOnlyList<GoldenQuestion> Questions, IReadOnlyList<SourceProblem> Problems)
{
    /// <summary>Whether the files can go live as they are; warnings allow it.</summary>
    public bool IsRight => Snapshot is not null && Problems.All(problem => problem.Severity is not Severity.Error);

    /// <inheritdoc cref="Snapshot.Read"/>
    public static KnowledgeCheck Read(string knowledgePath, string seedsPath, VectorCache? vectors = null, FileChanges? changes = null, int mostEncoded = int.MaxValue, IProgress<(int Done, int Of)>? progress = null)
    {
        var (snapshot, problems) = Snapshot.Read(knowledgePath, seedsPath, vectors, changes, mostEncoded, progress);
        var read = QuestionReader.Read(new SourceFolder(knowledgePath, changes ?? FileChanges.None), "questions");
        return new(snapshot, read.Questions, [.. problems, .. read.Problems, .. snapshot is null ? [] : Vanished(read.Questions, snapshot)]);
    }

    /// <summary>Questions that want a paragraph or comment which is not there, or not there any more.</summary>
    private static IEnumerable<SourceProblem> Vanished(IReadOnlyList<GoldenQuestion> questions, Snapshot snapshot)
    {
        var known = snapshot.Articles.SelectMany(article => article.Paragraphs.Select(paragraph => paragraph.Id).Concat(article.Comments.Select(comment => comment.Id))).ToHashSet(StringComparer.Ordinal);
        foreach (var question in questions)
        {
            foreach (var unit in question.Units.Where(unit => !known.Contains(unit)))
            {
                var near = Nearest.To(unit, known, 1);
                yield return new(question.File, question.Line, $"\"{unit}\" under \"units\" is in no seed; " + (near is [var meant] ? $"did you mean \"{meant}\"?" : "name a paragraph or comment that answers, or remove it."), Severity.Warning);
            }
        }
    }
}
