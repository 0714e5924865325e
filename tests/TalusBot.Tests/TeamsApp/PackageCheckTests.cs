using System.Text;
using TalusBot.TeamsApp;

namespace TalusBot.Tests.TeamsApp;

public sealed class PackageCheckTests
{
    [Theory]
    [InlineData("\"short\": \"TalusBot\"", "\"short\": \"A name that is longer than Teams has room for\"", "manifest.json(13): \"name.short\" is 45 characters long, and Teams takes at most 30; shorten it.")]
    [InlineData("\"short\": \"TalusBot\"", "\"short\": \" \"", "manifest.json(13): \"name.short\" is empty; write a text.")]
    [InlineData("\"short\": \"TalusBot\"", "\"short\": 7", "manifest.json(13): \"name.short\" must be text, in quotation marks.")]
    [InlineData("\"manifestVersion\": \"1.30\"", "\"manifestVersion\": \"1.99\"", "manifest.json(3): \"1.99\" is no version that is known here; write \"1.30\", or \"1.22\" for tenants that are behind, with the \"$schema\" that belongs to it.")]
    [InlineData("\"manifestVersion\": \"1.30\"", "\"manifestVersion\": \"1.29\"", "manifest.json(2): It belongs to another version than \"manifestVersion\" 1.29; write \"https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.schema.json\".")]
    [InlineData("\"version\": \"1.0.0\"", "\"version\": \"1\"", "manifest.json(4): \"1\" is no version; write three numbers with dots between them, such as 1.0.0.")]
    [InlineData("\"id\": \"11111111-2222-4333-8444-555555555555\"", "\"id\": \"talusbot\"", "manifest.json(5): \"talusbot\" is no id; write the Microsoft App ID of the bot, such as 11111111-2222-4333-8444-555555555555.")]
    [InlineData("https://blog.example/privacy", "http://blog.example/privacy", "manifest.json(9): \"http://blog.example/privacy\" is no address that begins with https://; write one that does.")]
    [InlineData("\"accentColor\": \"#0d6b63\"", "\"accentColor\": \"teal\"", "manifest.json(23): \"teal\" is no colour; write # and six digits from 0 to f, such as \"#0d6b63\".")]
    [InlineData("\"accentColor\": \"#0d6b63\"", "\"accentColour\": \"#0d6b63\"", "manifest.json(1): \"accentColor\" is missing; add it.|manifest.json(23): \"accentColour\" is no key of a manifest of version 1.30; remove it.")]
    [InlineData("\"accentColor\": \"#0d6b63\",", "\"accentColor\": \"#0d6b63\", \"packageName\": \"a.b\",", "manifest.json(23): \"packageName\" is no key of a manifest of version 1.30; remove it.")]
    [InlineData("\"team\",\n        \"groupChat\"\n", "\"team\",\n        \"groupchat\"\n", "manifest.json(30): \"groupchat\" is no scope; write personal, team or groupChat, with a capital C.")]
    [InlineData("    \"bot.example\"\n", "    \"https://bot.example\"\n", "manifest.json(122): \"https://bot.example\" is no domain; write the host only, such as bot.example, without https:// and without a path.")]
    [InlineData("\"color\": \"color.png\"", "\"color\": \"img/color.png\"", "manifest.json(20): \"icons.color\" is \"img/color.png\"; put the picture beside manifest.json, without a folder, and write its name only.|img/color.png: It is missing: the picture that \"icons.color\" names must be in the package.")]
    [InlineData("\"accentColor\": \"#0d6b63\",", "\"accentColor\": \"#0d6b63\"", "manifest.json(24): This is no valid JSON here ('\"' is invalid after a value. Expected either ',', '}', or ']'); look for a missing or extra comma, quotation mark or bracket.")]
    public void A_mistake_in_the_manifest_is_named_with_line_and_remedy(string passage, string replacement, string said) =>
        Assert.Equal(said.Split('|'), Packages.CheckWith(passage, replacement));

    [Theory]
    [InlineData("a key of 400,000 characters", "manifest.json(23): A text begins here that is longer than 65,536 bytes; nothing in a manifest needs that. Shorten or remove it.")]
    [InlineData("a key of 60,000 characters", "manifest.json(23): The keys that lead here are longer than 1,000 characters together; no manifest has such keys. Shorten or remove \"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk...\".")]
    [InlineData("long keys inside one another", "manifest.json(23): The keys that lead here are longer than 1,000 characters together; no manifest has such keys. Shorten or remove \"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk...\".")]
    [InlineData("400,000 values", "manifest.json(23): More than 20,000 values stand before this; no manifest needs that. Remove some.")]
    [InlineData("a text of 400,000 characters", "manifest.json(23): A text begins here that is longer than 65,536 bytes; nothing in a manifest needs that. Shorten or remove it.")]
    [InlineData("lists inside one another", "manifest.json(23): More than 32 objects and lists stand inside one another here; no manifest needs that. Remove some.")]
    [InlineData("half a character", "manifest.json(23): A text that begins here is no valid Unicode; save the file as UTF-8, and write no half of a character.")]
    [InlineData("half a character in a key", "manifest.json(23): A text that begins here is no valid Unicode; save the file as UTF-8, and write no half of a character.")]
    public void What_no_manifest_needs_is_named_with_its_line_and_takes_little_memory(string what, string said)
    {
        var added = what switch
        {
            "a key of 400,000 characters" => $"\"{new string('k', 400_000)}\": [{string.Join(',', Enumerable.Repeat('1', 200_000))}]",
            "a key of 60,000 characters" => $"\"{new string('k', 60_000)}\": [{string.Join(',', Enumerable.Repeat('1', 200_000))}]",
            "long keys inside one another" => string.Concat(Enumerable.Repeat($"\"{new string('k', 200)}\": {{", 5)) + "\"k\": [1]" + new string('}', 5),
            "400,000 values" => $"\"k\": [{string.Join(',', Enumerable.Repeat('1', 400_000))}]",
            "a text of 400,000 characters" => $"\"k\": \"{new string('k', 400_000)}\"",
            "lists inside one another" => $"\"k\": {new string('[', 400_000)}{new string(']', 400_000)}",
            "half a character" => "\"k\": \"\\ud800\"",
            _ => "\"\\ud800\": 1",
        };
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = ManifestCheck.Check(Encoding.UTF8.GetBytes(Packages.Manifest().Replace("\"accentColor\"", added + ", \"accentColor\"", StringComparison.Ordinal))).Report.Problems;

        Assert.Equal([said], found.Select(problem => problem.ToString()));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024 * 1024);
    }

    [Fact]
    public void Of_very_many_mistakes_the_first_are_named_and_the_others_counted()
    {
        var found = Packages.CheckWith("\"accentColor\"", string.Concat(Enumerable.Range(0, 5_000).Select(i => $"\"k{i}\": 1, ")) + "\"accentColor\"");

        Assert.Equal((101, "manifest.json: 4900 more mistakes are not shown; mend these first."), (found.Count, found[^1]));
    }

    [Fact]
    public void The_limits_are_those_of_the_version_that_the_manifest_names()
    {
        var thirteen = string.Join(",", Enumerable.Range(1, 13).Select(i => $$"""{"title":"Question {{i}}","description":"Ask"}"""));
        var list = $$"""
            "bots": [{"botId":"11111111-2222-4333-8444-555555555555","scopes":["team"],"commandLists":[{"scopes":["team"],"commands":[{{thirteen}}]}]}], "connectors": [
            """;

        Assert.Contains(Packages.CheckWith("\"bots\": [", list, SchemaVersion.Newest), said => said.EndsWith("\"bots[0].commandLists[0].commands\" has 13 items, and Teams takes at most 12; remove some.", StringComparison.Ordinal));
        Assert.Contains(Packages.CheckWith("\"bots\": [", list, SchemaVersion.Widespread), said => said.EndsWith("has 13 items, and Teams takes at most 10; remove some.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_icon_is_named() =>
        Assert.Equal(["outline.png: It is missing: the picture that \"icons.outline\" names must be in the package."], Packages.Check(files => files.Remove("outline.png")));

    [Fact]
    public void Icons_of_the_wrong_size_are_named() => Assert.Equal(
        ["color.png: The picture is 32 by 32 pixels, and Teams asks for 192 by 192; draw it in that size.", "outline.png: The picture is 192 by 192 pixels, and Teams asks for 32 by 32; draw it in that size.", "outline.png: Nothing in the picture is transparent; Teams asks for white lines on a transparent ground."],
        Packages.Check(files => (files["color.png"], files["outline.png"]) = (files["outline.png"], files["color.png"])));

    [Fact]
    public void A_coloured_outline_is_named()
    {
        var red = Enumerable.Range(0, 32 * 32).Select(i => i < 32 ? new Pixel(200, 0, 0, 255) : default).ToArray();
        Assert.Equal(["outline.png: The picture has colours; Teams asks for white lines only, on a transparent ground."], Packages.Check(files => files["outline.png"] = Png.Write(32, 32, red)));
    }

    [Theory]
    [InlineData("GIF89a")]
    [InlineData("\u0089PNG\r\n\u001a\n")]
    [InlineData("")]
    public void What_is_no_picture_is_named(string content) =>
        Assert.Equal(["color.png: This is no whole PNG picture; save it as PNG."], Packages.Check(files => files["color.png"] = Encoding.Latin1.GetBytes(content)));

    [Fact]
    public void Files_in_a_folder_are_named() => Assert.Equal(
        ["manifest.json: It lies in a folder (\"app/manifest.json\"); pack the files themselves, not the folder that they are in."],
        PackageCheck.Check(Packages.Zip(Packages.Files().ToDictionary(file => "app/" + file.Key, file => file.Value))).Problems.Select(problem => problem.ToString()));

    [Fact]
    public void Capital_letters_count() => Assert.Equal(
        ["manifest.json: It is written \"Manifest.json\" in the package; capital letters count, so give it the name \"manifest.json\"."],
        PackageCheck.Check(Packages.Zip(Packages.Files().ToDictionary(file => file.Key == "manifest.json" ? "Manifest.json" : file.Key, file => file.Value))).Problems.Select(problem => problem.ToString()));

    [Fact]
    public void A_name_that_leads_out_of_the_package_is_named() =>
        Assert.Contains("the package: \"../evil.txt\" leads out of the package; pack the files again, without folders.", Packages.Check(files => files["../evil.txt"] = []));

    [Theory]
    [InlineData("this is no zip")]
    [InlineData("")]
    public void What_is_no_zip_is_named(string content) =>
        Assert.Equal("the package: This is no whole zip file; pack manifest.json and the two icons again.", Assert.Single(PackageCheck.Check(Encoding.UTF8.GetBytes(content)).Problems).ToString());

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("color.png")]
    public void A_file_that_swells_when_it_is_unpacked_is_refused(string name) =>
        Assert.Equal([$"{name}: It is larger than 1,048,576 bytes once unpacked; no manifest or icon needs that."], Packages.Check(files => files[name] = new byte[64 * 1024 * 1024]));

    [Fact]
    public void A_heap_of_files_is_refused() => Assert.Equal(
        ["the package: There are 603 files in it, and more than 500 are not read; pack only manifest.json and the icons."],
        Packages.Check(files => Enumerable.Range(0, 600).ToList().ForEach(i => files[$"{i}.txt"] = [])));

    [Fact]
    public void A_huge_file_is_not_read()
    {
        using var folder = new TemporaryFolder();
        using (var file = File.Create(folder.File("huge.zip")))
        {
            file.SetLength(2L * 1024 * 1024 * 1024);
        }

        Assert.StartsWith("the package: The file has 2,147,483,648 bytes", Assert.Single(PackageCheck.CheckFile(folder.File("huge.zip")).Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_anywhere_is_told_in_words()
    {
        var zip = Packages.Make().Zip!;
        for (var at = 0; at < zip.Length; at += 7)
        {
            var damaged = (byte[])zip.Clone();
            damaged[at] ^= 0x55;
            Assert.All(PackageCheck.Check(damaged).Problems, problem => Assert.NotEmpty(problem.Message));
            Assert.NotEmpty(PackageCheck.Check(zip[..at]).Problems);
        }
    }
}
