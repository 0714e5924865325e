namespace TalusBot.Knowledge.Safety;

/// <summary>How soon somebody should look at it; a higher value is more urgent.</summary>
public enum Urgency
{
    /// <summary>Within days: a doctor's appointment.</summary>
    Soon,

    /// <summary>Today: urgent care, a doctor on duty or an emergency department.</summary>
    SameDay,

    /// <summary>Now: call for help.</summary>
    Emergency,
}
