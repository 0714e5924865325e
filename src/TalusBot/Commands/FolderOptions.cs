using System.CommandLine;

namespace TalusBot.Commands;

/// <summary>The folders that a command reads; what is not typed comes from the settings of the environment.</summary>
internal sealed class FolderOptions
{
    private readonly Option<string?> knowledge = new("--knowledge") { Description = "The folder that maintainers write. Default: Knowledge__Path, else knowledge." };
    private readonly Option<string?> seeds = new("--seeds") { Description = "The folder of articles as published. Default: Knowledge__Seeds, else seeds." };

    public void AddTo(Command command)
    {
        command.Options.Add(knowledge);
        command.Options.Add(seeds);
    }

    public (string Knowledge, string Seeds) Of(ParseResult parsed)
    {
        var settings = EnvironmentSettings.Knowledge;
        return (parsed.GetValue(knowledge) ?? settings.Path, parsed.GetValue(seeds) ?? settings.Seeds);
    }
}
