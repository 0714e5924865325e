using System.Reflection;
using TalusBot.Storage;
using TalusBot.Turns;

namespace TalusBot.Tests.Storage;

public sealed class AsynchronousReadsTests
{
    /// <summary>A read over a network that is made on the thread of a request or a turn keeps it from all others.</summary>
    [Theory]
    [InlineData(typeof(ConversationStore))]
    [InlineData(typeof(ConnectorStore))]
    [InlineData(typeof(ReaderMarks))]
    public void What_requests_and_turns_ask_the_store_holds_up_no_thread(Type way) => Assert.All(
        way.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly), method => Assert.True(typeof(Task).IsAssignableFrom(method.ReturnType), method.Name));
}
