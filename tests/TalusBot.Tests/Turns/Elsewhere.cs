using Microsoft.Extensions.DependencyInjection;
using TalusBot.Storage;

namespace TalusBot.Tests.Turns;

/// <summary>A process of which nothing is known but that it lives and works on some turns.</summary>
internal static class Elsewhere
{
    /// <summary>Gives the open turns of a conversation to it.</summary>
    public static Task HoldAsync(this RunningBot bot, string conversation) => bot.Services.GetRequiredService<Store>().WriteAsync(conversation, session =>
    {
        session.Execute("INSERT INTO process (id, started_at, alive_until) VALUES ('elsewhere', 0, @until) ON CONFLICT (id) DO NOTHING", ("@until", long.MaxValue));
        return session.Execute("UPDATE turn SET owner = 'elsewhere' WHERE conversation_id = @id AND completed_at IS NULL", ("@id", conversation));
    });

    /// <summary>It has finished all of them without a word.</summary>
    public static Task FinishAsync(this RunningBot bot, string conversation) => bot.Services.GetRequiredService<Store>().WriteAsync(conversation, session =>
        session.Execute("UPDATE turn SET completed_at = @now WHERE conversation_id = @id AND owner = 'elsewhere'", ("@now", bot.Services.GetRequiredService<Store>().Now), ("@id", conversation)));
}
