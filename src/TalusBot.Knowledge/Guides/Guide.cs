namespace TalusBot.Knowledge.Guides;

/// <summary>A decision tree that leads a reader, question by question, to what the sources say about a case like theirs.</summary>
/// <param name="Id">The file's name without its ending.</param>
/// <param name="Question">What the guide finds out, as a reader would ask it.</param>
/// <param name="Also">Other ways to ask to be led.</param>
/// <param name="Intro">What to say before the first step: at most 400 characters, paragraphs with an empty line between them; may be empty.</param>
/// <param name="Steps">From 1 to 60 in the order of the file; the first is where everybody begins, and every other can be reached from it.</param>
/// <param name="Reviewed">The day somebody last compared the guide with its sources.</param>
/// <param name="File">The path of the file, for messages.</param>
public sealed record Guide(
    string Id,
    string Question,
    IReadOnlyList<string> Also,
    string Intro,
    IReadOnlyList<GuideStep> Steps,
    DateOnly? Reviewed,
    string File);
