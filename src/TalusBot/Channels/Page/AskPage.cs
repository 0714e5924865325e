using System.Globalization;
using TalusBot.Channels.Asking;
using TalusBot.Conversation;
using TalusBot.Knowledge;
using TalusBot.Knowledge.Ingest;
using TalusBot.Storage;

namespace TalusBot.Channels.Page;

/// <summary><c>/ask</c>: the chat as pages, for readers without JavaScript.</summary>
/// <remarks>
/// A link with a question (<c>?q=</c>) is looked up and nothing is kept, so it can be shared, crawled and loaded again. What is
/// sent by a form goes into a conversation like any other, and the answer is a page of its own (<c>?talk=</c>): loading that
/// again says nothing twice. Who holds the token in these addresses and forms holds the conversation.
/// </remarks>
internal static class AskPage
{
    public const string Path = "/ask";
    public const string QuestionField = "q";
    public const string ChoiceField = "choice";
    public const string ThumbField = "thumb";
    public const string RatedField = "rated";

    /// <summary>What the id of an answer's rating begins with; the place of the answer follows.</summary>
    public const string RatingAnchor = "rating-";
    private const string TalkField = "talk";
    private const string AfterField = "after";
    private const string AskedField = "asked";
    private const string ForgetField = "forget";

    public static void MapAskPage(this IEndpointRouteBuilder app)
    {
        app.MapMethods(Path, PageFrame.Methods, Show).RequireRateLimiting(RateLimits.Questions).ExcludeFromDescription();
        app.MapPost(Path, Take).RequireRateLimiting(RateLimits.Questions).ExcludeFromDescription();
    }

    public static string LinkTo(string question) => $"{Path}?{QuestionField}={Uri.EscapeDataString(question)}";

    /// <summary>Whether nothing is asked, only a page shown.</summary>
    public static bool OnlyShows(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && (string.IsNullOrWhiteSpace(request.Query[QuestionField]) || !string.IsNullOrEmpty(request.Query[TalkField]));

    private static async Task<IResult> Show(HttpContext context, string? q, string? talk, bool? moved, Asker asker, ConversationStore store, KnowledgeBase knowledge, VisitorQuotas quotas, CancellationToken cancel)
    {
        KeepNone(context);
        var site = knowledge.Current!.Site;
        if (!string.IsNullOrEmpty(talk))
        {
            var (conversation, expired) = await asker.ReadAsync(talk);
            return conversation is not null && await Transcript.ReadAsync(store, conversation, cancel) is { Exchanges.Count: > 0 } transcript
                ? AskHtml.Talk(transcript, Fields(asker.TokenFor(conversation), transcript.Last), moved is true, site)
                : AskHtml.Ended(Fields(NewToken(asker), after: 0), q, expired, site);
        }

        return string.IsNullOrWhiteSpace(q)
            ? AskHtml.Start(Fields(NewToken(asker), after: 0), site)
            : quotas.Read(context, q) ?? LookUp(q, AskEndpoint.LocaleOf(context.Request), Fields(NewToken(asker), after: 0), knowledge.Current);
    }

    /// <summary>The first turn of a talk that is not kept.</summary>
    private static IResult LookUp(string question, string? locale, string fields, Snapshot knowledge)
    {
        var step = Dialog.Advance(new DialogState(), new Said(question, locale), knowledge);
        var reply = step.ForMaintainers is null ? step.Reply : InVain.Unnoted(InVain.Marked(step.Reply, step.About ?? question, knowledge));
        return AskHtml.LookedUp(question, SpokenReply.Of(reply), fields, Hidden(AskedField, question), knowledge.Site);
    }

    private static async Task<IResult> Take(HttpContext context, Asker asker, Callers callers, ConversationStore store, KnowledgeBase knowledge, VisitorQuotas quotas, CancellationToken cancel)
    {
        KeepNone(context);
        var request = context.Request;
        string? origin = request.Headers.Origin;
        if (!string.IsNullOrEmpty(origin) && !callers.AllowsForm(origin, request))
        {
            return MessagePage.Result(StatusCodes.Status403Forbidden, "Pages of that site may not send questions here. Please ask on this page instead.");
        }

        if (!request.HasFormContentType)
        {
            return MessagePage.Result(StatusCodes.Status415UnsupportedMediaType, "Please use the form on this page to ask.");
        }

        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(cancel);
        }
        catch (InvalidDataException)
        {
            return MessagePage.Result(StatusCodes.Status400BadRequest, "What was sent could not be read. Please use the form on this page to ask.");
        }

        var (choice, question) = (form[ChoiceField].ToString(), form[QuestionField].ToString().Replace("\r\n", "\n", StringComparison.Ordinal));
        var said = choice.Length > 0 ? choice : question;
        var token = form[TalkField].ToString();
        if (form.ContainsKey(ForgetField))
        {
            return await ForgetAsync(context, token, asker, knowledge.Current!.Site, cancel);
        }

        var (conversation, expired) = token.Length == 0 ? (Asker.NewConversation(), false) : await asker.ReadAsync(token);
        if (conversation is null)
        {
            return AskHtml.Ended(Fields(NewToken(asker), after: 0), question, expired, knowledge.Current!.Site);
        }

        if (asker.IsBusy)
        {
            return TooManyAtOnce.WaitForOthers;
        }

        if (form[ThumbField].ToString() is { Length: > 0 } thumb)
        {
            return await RateAsync(context, conversation, form[RatedField].ToString(), thumb, asker, store, cancel);
        }

        if (string.IsNullOrWhiteSpace(said))
        {
            return SeeOther(context, await store.LastSequenceAsync(conversation, cancel) is null ? Path : TalkLink(asker, conversation));
        }

        var asked = form[AskedField].ToString() is { Length: <= Dialog.LongestQuestion } looked ? looked : "";
        if (quotas.Read(context, said) is { } tooLong)
        {
            return tooLong;
        }

        if (said.Length > Dialog.LongestQuestion)
        {
            // Nothing is kept, and a warning sign in it is still answered.
            var step = Dialog.Advance(new DialogState(), new Said(said, AskEndpoint.LocaleOf(request)), knowledge.Current!);
            var fields = Fields(asker.TokenFor(conversation), AfterOf(form) ?? 0) + (asked.Length > 0 ? Hidden(AskedField, asked) : "");
            return AskHtml.TooLong(said, SpokenReply.Of(step.Reply), fields, knowledge.Current!.Site);
        }

        if (await asker.RefusalAsync(conversation, context, quotas, cancel) is { } tooMany)
        {
            return tooMany;
        }

        var turn = new Turn(conversation, said, choice.Length > 0, asked, AfterOf(form), AskEndpoint.LocaleOf(request), OwnAddress.Of(request));
        return await Say(turn, asker, store, cancel) switch
        {
            Outcome.Said => SeeOther(context, TalkLink(asker, conversation)),
            Outcome.TooLate => SeeOther(context, TalkLink(asker, conversation) + "&moved=true"),
            _ => AskHtml.Ended(Fields(NewToken(asker), after: 0), question, expired: false, knowledge.Current!.Site),
        };
    }

    private static async Task<IResult> ForgetAsync(HttpContext context, string token, Asker asker, Site site, CancellationToken cancel)
    {
        var (unwanted, expired) = token.Length == 0 ? (null, false) : await asker.ReadAsync(token);
        if (expired)
        {
            return AskHtml.NotDeleted(Fields(NewToken(asker), after: 0), site);
        }

        if (unwanted is not null)
        {
            await asker.ForgetAsync(unwanted, cancel);
        }

        return SeeOther(context, Path);
    }

    /// <summary>What is no rating of an answer in this talk changes nothing and leads to the talk as it stands.</summary>
    private static async Task<IResult> RateAsync(HttpContext context, string conversation, string rated, string thumb, Asker asker, ConversationStore store, CancellationToken cancel)
    {
        if (await store.LastSequenceAsync(conversation, cancel) is null)
        {
            return SeeOther(context, TalkLink(asker, conversation));
        }

        var taken = long.TryParse(rated, NumberStyles.None, CultureInfo.InvariantCulture, out var reply)
            && (await asker.RateAsync(conversation, reply, thumb, cancel)).Outcome is AcceptOutcome.Taken;
        return SeeOther(context, TalkLink(asker, conversation) + (taken ? string.Create(CultureInfo.InvariantCulture, $"#{RatingAnchor}{reply}") : ""));
    }

    private static async Task<Outcome> Say(Turn turn, Asker asker, ConversationStore store, CancellationToken cancel)
    {
        var looked = turn.Asked.Length > 0 && turn.Asked != turn.Said;
        if (turn.IsChoice && turn.After is { } after && await Transcript.ReadAsync(store, turn.Conversation, cancel) is { } transcript && transcript.Last != after)
        {
            // The same button twice is one press; another button of an old page would be taken for the answer to a newer question.
            var next = transcript.Exchanges.Where(one => one.Sequence > after).Skip(looked ? 1 : 0).FirstOrDefault();
            return next?.Said == turn.Said ? Outcome.Said : Outcome.TooLate;
        }

        if (looked && (await SayOnce(turn, turn.Asked, asker, cancel)).Outcome is AcceptOutcome.Unknown)
        {
            return Outcome.Gone;
        }

        var said = await SayOnce(turn, turn.Said, asker, cancel);
        if (said.Outcome is not (AcceptOutcome.Taken or AcceptOutcome.TakenBefore))
        {
            return Outcome.Gone;
        }

        await asker.ReplyAsync(turn.Conversation, said.Sequence, cancel);
        return Outcome.Said;
    }

    private static Task<Accepted> SayOnce(Turn turn, string words, Asker asker, CancellationToken cancel) => asker.SayAsync(
        turn.Conversation, "page", new Words(words, turn.Locale), turn.After?.ToString(CultureInfo.InvariantCulture), turn.BaseUrl, cancel);

    private static long? AfterOf(IFormCollection form) => long.TryParse(form[AfterField], NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : null;

    private static string NewToken(Asker asker) => asker.TokenFor(Asker.NewConversation());

    private static string TalkLink(Asker asker, string conversation) => $"{Path}?{TalkField}={asker.TokenFor(conversation)}";

    /// <summary>The hidden fields that tie a form to a conversation and to the place in it that the page shows.</summary>
    private static string Fields(string token, long after) => Hidden(TalkField, token) + Hidden(AfterField, after.ToString(CultureInfo.InvariantCulture));

    private static string Hidden(string name, string value) => $"<input type=\"hidden\" name=\"{name}\" value=\"{PageFrame.Html(value)}\">";

    /// <summary>Pages with somebody's words are not for caches, nor for search engines.</summary>
    private static void KeepNone(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
    }

    /// <summary>Leads to a page that can be loaded again without sending the form again.</summary>
    private static IResult SeeOther(HttpContext context, string address)
    {
        context.Response.Headers.Location = address;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private enum Outcome
    {
        Said,

        /// <summary>The page with this choice was not the newest of its talk.</summary>
        TooLate,

        /// <summary>The conversation has been deleted.</summary>
        Gone,
    }

    /// <param name="Asked">What was looked up on the page that holds the form, and so comes first; empty where the page belongs to a talk.</param>
    /// <param name="After">The newest entry of the log when the page was made; null where the form is not from a page of ours.</param>
    private sealed record Turn(string Conversation, string Said, bool IsChoice, string Asked, long? After, string? Locale, string BaseUrl);
}
