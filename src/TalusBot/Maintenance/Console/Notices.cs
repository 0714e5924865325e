namespace TalusBot.Maintenance.Console;

/// <summary>What is said on the page that follows a form. The address carries only which of these it is.</summary>
internal static class Notices
{
    public const string Field = "done";

    public const string Published = "published";
    public const string PublishedNotUsed = "published-not-used";
    public const string Unpublished = "unpublished";
    public const string Drafted = "drafted";
    public const string Discarded = "discarded";
    public const string RolledBack = "rolled-back";
    public const string SetAside = "set-aside";
    public const string TakenBack = "taken-back";
    public const string NothingChanged = "nothing-changed";
    public const string Judged = "judged";
    public const string NotJudged = "not-judged";
    public const string Fitted = "fitted";
    public const string TalkDeleted = "talk-deleted";
    public const string TalkDeletedNotScrubbed = "talk-deleted-not-scrubbed";

    public static string? Of(string? notice) => notice switch
    {
        Published => "Published. The bot answers from it now, and those who had asked in an open chat are told there.",
        PublishedNotUsed => "The file is written, but other files have mistakes, so the bot still answers from before. See Files.",
        Unpublished => "Unpublished. The bot no longer answers from it; the text is kept as a draft.",
        Drafted => "The draft is saved. Nobody sees it yet.",
        Discarded => "The draft is gone. History still has it.",
        RolledBack => "That version is in use again.",
        SetAside => "Set aside. It comes back if it is asked again.",
        NothingChanged => "Nothing was changed: these questions are no longer there. Somebody else may have dealt with them.",
        TakenBack => "It is in the inbox again.",
        Judged => "Noted. The bot counts it from now on.",
        NotJudged => "Taken back. The bot no longer counts it.",
        TalkDeleted => "The talk is deleted for good, with everything that was kept because of it.",
        TalkDeletedNotScrubbed => "The talk is deleted for good. Words of it may still be in the journal of the data file, because another program reads the file or it cannot be written; the bot tries again within the hour.",
        Fitted => "The new weights are in use.",
        _ => null,
    };

    /// <summary>The address of a page that says so.</summary>
    public static string On(string path, string notice) => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Field}={notice}";
}
