using System.Text.Json.Serialization;

namespace TalusBot.Doctor;

/// <summary>What one check found.</summary>
/// <param name="Check">What was looked at, such as "secret".</param>
/// <param name="Message">What was seen, in words; never a secret.</param>
/// <param name="Remedy">What to do; null where there is nothing to do.</param>
internal sealed record Finding(string Check, FindingStatus Status, string Message, string? Remedy = null)
{
    public static Finding Ok(string check, string message) => new(check, FindingStatus.Ok, message);

    public static Finding Warning(string check, string message, string remedy) => new(check, FindingStatus.Warning, message, remedy);

    public static Finding Wrong(string check, string message, string remedy) => new(check, FindingStatus.Wrong, message, remedy);

    public static Finding Skipped(string check, string message, string? remedy = null) => new(check, FindingStatus.Skipped, message, remedy);
}

[JsonConverter(typeof(JsonStringEnumConverter<FindingStatus>))]
internal enum FindingStatus
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>It works; somebody should look at it.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Something does not work.</summary>
    [JsonStringEnumMemberName("wrong")]
    Wrong,

    /// <summary>Not set up, or not asked for.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,
}

/// <summary>What <c>doctor --json</c> prints.</summary>
/// <param name="Well">Whether nothing is wrong.</param>
internal sealed record Diagnosis(bool Well, IReadOnlyList<Finding> Checks);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(Diagnosis))]
internal sealed partial class DiagnosisJson : JsonSerializerContext;
