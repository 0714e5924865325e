using System.Globalization;
using TalusBot.Channels;
using TalusBot.Channels.Asking;
using TalusBot.Channels.Page;
using TalusBot.Knowledge.Curation;
using TalusBot.Knowledge.Ingest;

namespace TalusBot.Maintenance.Console;

/// <summary>The page of one entry: what came of the last press, the preview, and the form.</summary>
internal static class EntryHtml
{
    private const int MostFollowups = 100;

    public static IResult Show(HttpContext context, EntryEditor editor, EntryForm form, EntryTrial? trial = null, string? refused = null)
    {
        var isPublished = !form.IsNew && editor.Files.Published(form.Id) is not null;
        var isDraft = !form.IsNew && editor.Files.Draft(form.Id) is not null;
        return ConsoleFrame.Page(
            context,
            form.IsNew ? "New entry" : form.Draft.Question is { Length: > 0 } question ? question : form.Id,
            ConsoleRoutes.Entries,
            Html.Of(
                $"""
                {Html.If(refused is not null, () => Html.Of($"<p class=\"wrong\" role=\"alert\">{refused}</p>"))}
                {Html.If(form.Note is not null, () => Html.Of($"<p class=\"notice\">{form.Note}</p>"))}
                {Html.If(!form.IsNew, () => State(form.Id, isPublished, isDraft))}
                {Html.If(trial is not null, () => Trial(trial!))}
                <form method="post" action="{(form.IsNew ? EntryPage.NewPath : EntryPage.PathOf(form.Id))}" class="fields">{FormCheck.Field(context)}
                <input type="hidden" name="state" value="{form.State}">
                {Html.Join(form.Settles, asked => Html.Of($"<input type=\"hidden\" name=\"{InboxPage.QuestionField}\" value=\"{asked}\">"))}
                {(form.Raw is { } raw ? RawField(raw) : Fields(form, editor))}
                <p class="row">
                <button name="do" value="preview">Preview</button>
                <button class="second" name="do" value="draft">Save draft</button>
                <button class="second" name="do" value="publish">Publish</button>
                {Html.If(isPublished, () => Html.Of($"<button class=\"quiet\" name=\"do\" value=\"unpublish\">Unpublish</button>"))}
                {Html.If(isDraft, () => Html.Of($"<button class=\"quiet\" name=\"do\" value=\"discard\">Discard the draft</button>"))}
                </p>
                {Html.If(form.Settles.Count > 0, () => Html.Of($"<p class=\"hint\">Publishing takes {(form.Settles.Count == 1 ? "1 question" : $"{form.Settles.Count} questions")} out of the inbox.</p>"))}
                </form>
                """),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static Html State(string id, bool isPublished, bool isDraft) => Html.Of(
        $"""
        <p class="facts"><span class="tag {(isPublished ? "good" : "")}">{(isPublished ? "Published" : "Not published")}</span>{Html.If(isDraft, () => Html.Of($"<span class=\"tag warn\">Draft</span>"))} <code>entries/{id}.md</code> · <a href="{EntryHistoryPage.PathOf(id)}">Versions</a></p>
        """);

    private static Html RawField(string raw) => Html.Of(
        $"""
        <label for="raw">The whole file</label>
        <p class="hint">It holds remarks or mistakes that single fields would lose, so it is edited as it stands.</p>
        <textarea id="raw" name="raw" class="code" rows="24" spellcheck="true">
        {raw}</textarea>
        """);

    private static Html Fields(EntryForm form, EntryEditor editor) => Html.Of(
        $"""
        {Html.If(form.IsNew, () => Html.Of(
            $"""
            <label for="id">Name of the file</label>
            <input id="id" name="id" type="text" value="{form.Id}" maxlength="60" autocapitalize="off" spellcheck="false">
            <p class="hint">Small letters, digits and “-”. Left empty, it is made from the question.</p>
            """))}
        <label for="entry-question">Question</label>
        <input id="entry-question" name="entry-question" type="text" value="{form.Draft.Question}" maxlength="{EntryReader.MaxPhrasing}">
        <label for="also">Other ways to ask it</label>
        <p class="hint">One a line. Readers' own words are the best.</p>
        <textarea id="also" name="also" rows="{Rows(form.Draft.Also.Count)}">
        {string.Join('\n', form.Draft.Also)}</textarea>
        <label for="body">Answer</label>
        <p class="hint">In your words, each claim with its source: “Plain athletic tape is enough. [1]”</p>
        <textarea id="body" name="body" rows="6">
        {form.Draft.Body}</textarea>
        <label for="sources">Sources</label>
        <p class="hint">One a line, in the order of [1], [2]: the id, a colon, and the exact words that it rests on.</p>
        <textarea id="sources" name="sources" class="code" rows="{Rows(form.Draft.Sources.Count)}">
        {string.Join('\n', form.Draft.Sources.Select(EntryForm.LineOf))}</textarea>
        {Finder(form, editor)}
        <label for="followups">Entries to go on with</label>
        <p class="hint">Names of entries, one a line: what people ask next.</p>
        <textarea id="followups" name="followups" rows="{Rows(form.Draft.Followups.Count)}">
        {string.Join('\n', form.Draft.Followups)}</textarea>
        {Html.If(editor.Knowledge.Current is not null, () => Html.Of($"<details><summary>Names of all entries</summary><p>{string.Join(", ", editor.Knowledge.Current!.Entries.Take(MostFollowups).Select(entry => entry.Id))}</p></details>"))}
        <label for="tags">Tags</label>
        <input id="tags" name="tags" type="text" value="{string.Join(", ", form.Draft.Tags)}">
        <label for="reviewed">Last compared with its sources on</label>
        <input id="reviewed" name="reviewed" type="date" value="{form.Draft.Reviewed?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}">
        """);

    private static Html Finder(EntryForm form, EntryEditor editor)
    {
        var words = form.Find.Length > 0 ? form.Find : form.Draft.Question;
        var known = form.Draft.Sources.Select(EntryForm.LineOf).ToHashSet(StringComparer.Ordinal);
        var near = editor.Knowledge.Current is { } knowledge && words.Length > 0 ? SourceProposals.For(knowledge, words) : [];
        return Html.Of(
            $"""
            <details{(form.Draft.Sources.Count == 0 || form.Find.Length > 0 ? Html.Of($" open") : Html.None)}><summary>Find words to rest on</summary>
            <p class="row"><input type="search" name="find" value="{form.Find}" aria-label="Words to look for" placeholder="{words}"> <button class="second" name="do" value="find">Look</button></p>
            {Html.If(near.Count > 0, () => Html.Of($"<p class=\"hint\">Tick what the answer rests on; with the next press of any button it stands among the sources.</p>"))}
            {Html.Join(near.Select(found => (Found: found, Line: EntryForm.LineOf(new DraftSource(found.Id, found.Quote)))).Where(one => !known.Contains(one.Line)), one => Html.Of(
                $"""
                <label class="check"><input type="checkbox" name="add-source" value="{one.Line}"> <span>“{one.Found.Quote}” <span class="facts">{SentenceLink.Named(CitationData.Of(one.Found))}, <a href="{one.Found.Path}" target="_blank" rel="noopener">{one.Found.Id}</a></span></span></label>

                """))}
            </details>
            """);
    }

    private static Html Trial(EntryTrial trial) => Html.Of(
        $"""
        <section aria-labelledby="preview">
        <h2 id="preview">Preview</h2>
        {Html.If(trial.Mistakes.Count > 0, () => Html.Of($"<p class=\"wrong\" role=\"alert\">Mistakes to mend before it can be published:</p>{FilesPage.Problems(trial.Mistakes)}"))}
        {Html.If(trial.Warnings.Count > 0, () => Html.Of($"<h3>Worth a look</h3>{FilesPage.Problems(trial.Warnings)}"))}
        {Html.If(trial.Elsewhere.Count > 0, () => Html.Of($"<p class=\"wrong\">Other files have mistakes, so it would not be used before they are mended. <a href=\"{ConsoleRoutes.Files}\">See Files</a></p>"))}
        {Html.If(trial.Reply is not null, () => Html.Of(
            $"""
            <h3>What a reader gets</h3>
            {Html.Trusted(AnswerHtml.Reply(SpokenReply.Of(trial.Reply!), "preview-"))}
            """))}
        {(trial.Impact is { } impact ? ImpactHtml.Of(impact) : trial.Waiting is { } waiting ? Html.Of($"<p class=\"hint\" role=\"status\">What would change cannot be told yet. {waiting}</p>") : Html.If(trial.Mistakes.Count == 0, () => Html.Of($"<p class=\"hint\">What would change can only be told while all files are in use. <a href=\"{ConsoleRoutes.Files}\">See Files</a></p>")))}
        </section>
        """);

    private static int Rows(int lines) => Math.Clamp(lines + 1, 3, 14);
}
