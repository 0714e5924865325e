namespace TalusBot.Tests.Privacy;

/// <summary>xUnit runs what must not run beside others after all that may, so these see the logs of the whole run.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AfterAllOthers
{
    public const string Name = "after all others";
}
