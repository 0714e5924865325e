namespace TalusBot.Channels;

/// <summary>The value of the event by which a reader rates a reply or sends its question to the maintainers.</summary>
/// <param name="Thumb">up, down or none; null where the question is sent.</param>
internal sealed record MarkValue(string ReplyToId, string? Thumb = null, string? Reason = null);
