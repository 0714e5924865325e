using System.Text.Json;
using TalusBot.Doctor;
using TalusBot.Tests.TeamsApp;

namespace TalusBot.Tests.Doctor;

public sealed class ExaminationTests
{
    [Fact]
    public async Task A_right_registration_signs_in_with_its_secret_for_the_connector()
    {
        await using var servers = await OtherServers.StartAsync();

        Assert.Equal(Finding.Ok("sign-in", "The login server knows the bot and gave it a token."), await servers.FindAsync("sign-in"));
        Assert.Equal("client_credentials", servers.Asked!["grant_type"]);
        Assert.Equal(OtherServers.Secret, servers.Asked["client_secret"]);
        Assert.Equal("https://api.botframework.com/.default", servers.Asked["scope"]);
        Assert.Equal(Finding.Ok("keys", "1 keys of the channels are there."), await servers.FindAsync("keys"));
    }

    [Theory]
    [InlineData("MicrosoftAppPassword", "wrong~secret", "The secret is wrong (the server answered 401, AADSTS7000215).", "Copy the Value of the client secret, not its Secret ID")]
    [InlineData("MicrosoftAppPassword", "plain", "The secret is wrong (the server answered 401).", "Copy the Value of the client secret, not its Secret ID")]
    [InlineData("MicrosoftAppPassword", "expired", "The secret has expired (the server answered 401, AADSTS7000222).", "Create a new client secret")]
    [InlineData("MicrosoftAppId", "99999999-2222-4333-8444-555555555555", "The app id 99999999-2222-4333-8444-555555555555 is not known in the tenant 22222222-3333-4444-8555-666666666666 (the server answered 400, AADSTS700016).", "Compare MicrosoftAppId and MicrosoftAppTenantId")]
    public async Task What_the_login_server_refuses_is_told_in_words(string setting, string value, string message, string remedy)
    {
        await using var servers = await OtherServers.StartAsync();
        var found = await servers.FindAsync("sign-in", (setting, value));

        Assert.Equal((FindingStatus.Wrong, message), (found.Status, found.Message));
        Assert.StartsWith(remedy, found.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_tenant_is_named()
    {
        await using var servers = await OtherServers.StartAsync();
        const string Other = "77777777-3333-4444-8555-666666666666";
        var found = await servers.FindAsync("sign-in", ("MicrosoftAppTenantId", Other), ("ToChannelFromBotLoginUrl", $"{servers.Address}/{Other}"));

        Assert.Equal((FindingStatus.Wrong, $"The tenant {Other} is not known (the server answered 400, AADSTS90002)."), (found.Status, found.Message));
        Assert.Contains("MicrosoftAppTenantId", found.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-10, "10 minutes ahead of", "Wrong")]
    [InlineData(10, "10 minutes behind", "Wrong")]
    [InlineData(3, "3 minutes behind", "Warning")]
    public async Task A_clock_that_is_off_is_told_with_how_much(int minutes, string said, string status)
    {
        await using var servers = await OtherServers.StartAsync();
        servers.Time = TimeProvider.System.GetUtcNow().AddMinutes(minutes);
        var found = await servers.FindAsync("clock");

        Assert.Equal((status, $"This machine's clock is {said} the login server's."), (found.Status.ToString(), found.Message));
    }

    [Fact]
    public async Task A_login_server_out_of_reach_is_told_with_what_to_open()
    {
        await using var servers = await OtherServers.StartAsync();
        var port = LoopbackPort.Free();
        var found = await servers.FindAsync("sign-in", ("ToChannelFromBotLoginUrl", $"http://127.0.0.1:{port}/{OtherServers.Tenant}"));

        Assert.Equal((FindingStatus.Wrong, "The login server 127.0.0.1 cannot be used: nothing answers there."), (found.Status, found.Message));
        Assert.Contains($"127.0.0.1, port {port}", found.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_keeps_silent_does_not_hold_the_doctor()
    {
        await using var servers = await OtherServers.StartAsync();
        servers.IsMute = true;
        var found = (await servers.ExamineAsync(TimeSpan.FromMilliseconds(300), host: null)).Checks.Single(finding => finding.Check == "sign-in");

        Assert.Equal((FindingStatus.Wrong, "No answer came within 0.3 seconds."), (found.Status, found.Message));
    }

    [Theory]
    [InlineData("""{"keys":[]}""")]
    [InlineData("<html>Sign in to the guest network</html>")]
    public async Task Keys_that_are_not_there_are_missed(string keys)
    {
        await using var servers = await OtherServers.StartAsync();
        servers.Keys = keys;
        var found = await servers.FindAsync("keys");

        Assert.Equal((FindingStatus.Wrong, "127.0.0.1 answers, but without the channels' keys."), (found.Status, found.Message));
    }

    [Theory]
    [InlineData(401, "Warning", "The bot answers on this machine, where Teams cannot reach it.")]
    [InlineData(403, "Wrong", "/api/messages serves this machine only.")]
    [InlineData(404, "Wrong", "/api/messages is not there.")]
    [InlineData(405, "Wrong", "/api/messages takes no messages (405).")]
    [InlineData(200, "Wrong", "/api/messages takes messages from anybody.")]
    [InlineData(301, "Wrong", "/api/messages leads on to https://www.bot.example/.")]
    [InlineData(502, "Wrong", "The web server at 127.0.0.1 is there, but the bot behind it is not (502).")]
    [InlineData(418, "Wrong", "/api/messages answers 418, where 401 was expected.")]
    public async Task The_public_address_is_judged_by_how_it_turns_strangers_away(int status, string expected, string said)
    {
        await using var servers = await OtherServers.StartAsync();
        servers.Stranger = status;
        var found = await servers.FindAsync("messages");

        Assert.Equal(expected, found.Status.ToString());
        Assert.EndsWith(said, found.Message, StringComparison.Ordinal);
        Assert.NotNull(found.Remedy);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_named()
    {
        await using var servers = await OtherServers.StartAsync();
        await using var secure = await OtherServers.StartAsync(selfSigned: true);
        var found = (await servers.ExamineAsync(TimeSpan.FromSeconds(20), secure.Address)).Checks.Single(finding => finding.Check == "messages");

        Assert.Equal(FindingStatus.Wrong, found.Status);
        Assert.StartsWith("The certificate of 127.0.0.1 is not good: ", found.Message, StringComparison.Ordinal);
        Assert.Contains("Teams takes no self-signed one", found.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("app id", "MicrosoftAppId", "", "MicrosoftAppId is not set, but other settings of the registration are.")]
    [InlineData("app id", "MicrosoftAppId", "talusbot", "MicrosoftAppId is wrong.")]
    [InlineData("app type", "MicrosoftAppType", "Single", "MicrosoftAppType is \"Single\", which there is not.")]
    [InlineData("tenant", "MicrosoftAppTenantId", "", "MicrosoftAppTenantId is not set.")]
    [InlineData("tenant", "MicrosoftAppTenantId", "my tenant", "MicrosoftAppTenantId is \"my tenant\", which is neither an id nor a domain.")]
    [InlineData("tenant", "MicrosoftAppTenantId", OtherServers.AppId, "MicrosoftAppTenantId is the app id.")]
    [InlineData("secret", "MicrosoftAppPassword", "", "MicrosoftAppPassword is not set.")]
    [InlineData("secret", "MicrosoftAppPassword", "33333333-2222-4333-8444-555555555555", "MicrosoftAppPassword looks like a Secret ID; the bot needs the Value beside it.")]
    [InlineData("secret", "MicrosoftAppPassword", "copied with blanks ", "MicrosoftAppPassword has a blank or a quotation mark in it that does not belong there.")]
    [InlineData("secret", "MicrosoftAppType", "UserAssignedMSI", "MicrosoftAppPassword is set, but a managed identity has no secret.")]
    [InlineData("cloud", "ChannelService", "https://botframework.azure.cn", "ChannelService is \"https://botframework.azure.cn\", which there is not.")]
    [InlineData("sign-in", "ToChannelFromBotLoginUrl", "http://login.example/tenant", "ToChannelFromBotLoginUrl is no https address.")]
    [InlineData("keys", "ToBotFromChannelOpenIdMetadataUrl", "http://keys.example/", "ToBotFromChannelOpenIdMetadataUrl is no https address.")]
    [InlineData("webhook secret", "TeamsWebhook:Secret", "not base64!", "TeamsWebhook__Secret does not have the form of a security token of Teams.")]
    [InlineData("settings", "Limits:BodyBytes", "7", "Limits__BodyBytes")]
    [InlineData("settings", "Connector:Attempts", "0", "Connector__Attempts")]
    [InlineData("settings", "TeamsWebhook:AnswerWithin", "00:01:00", "TeamsWebhook__AnswerWithin")]
    [InlineData("settings", "DirectLine:AllowedOrigins:0", "blog.example", "DirectLine__AllowedOrigins__0")]
    [InlineData("settings", "Web:TrustedProxies:0", "foo", "Web__TrustedProxies")]
    [InlineData("knowledge", "Knowledge:Path", "/no/such/folder", "The files have ")]
    [InlineData("store", "Storage:Path", "/proc/talusbot/talusbot.db", "Nothing can be written to /proc.")]
    public async Task A_wrong_setting_is_named_with_what_to_do(string check, string setting, string value, string message)
    {
        await using var servers = await OtherServers.StartAsync();
        var found = await servers.FindAsync(check, (setting, value));

        Assert.Equal(FindingStatus.Wrong, found.Status);
        Assert.Contains(message, found.Message, StringComparison.Ordinal);
        Assert.NotNull(found.Remedy);
    }

    [Fact]
    public async Task The_cloud_of_the_US_government_is_known()
    {
        await using var servers = await OtherServers.StartAsync();
        (string, string?)[] settings = [("ChannelService", "https://botframework.azure.us")];

        Assert.Equal(Finding.Ok("cloud", "ChannelService is https://botframework.azure.us: it is the cloud of the US government."), await servers.FindAsync("cloud", settings));
        Assert.Equal(FindingStatus.Ok, (await servers.FindAsync("sign-in", settings)).Status);
        Assert.Equal("https://api.botframework.us/.default", servers.Asked!["scope"]);
    }

    [Fact]
    public async Task A_managed_identity_asks_the_machine_it_runs_on()
    {
        await using var servers = await OtherServers.StartAsync();
        var found = await servers.FindAsync("sign-in", ("MicrosoftAppType", "UserAssignedMSI"), ("MicrosoftAppPassword", ""), ("AZURE_POD_IDENTITY_AUTHORITY_HOST", servers.Address));

        Assert.Equal((FindingStatus.Wrong, $"This machine has no managed identity with the client id {OtherServers.AppId} (the server answered 404)."), (found.Status, found.Message));
    }

    [Fact]
    public async Task The_webhooks_address_is_tried_where_its_secret_is_set()
    {
        await using var servers = await OtherServers.StartAsync();
        servers.Stranger = 404;
        var found = await servers.FindAsync("webhook", ("TeamsWebhook:Secret", "c2VjdXJpdHkgdG9rZW4gb2YgVGVhbXM="), ("MicrosoftAppId", ""), ("MicrosoftAppPassword", ""), ("MicrosoftAppTenantId", ""));

        Assert.Equal(FindingStatus.Wrong, found.Status);
        Assert.Contains("TeamsWebhook__Secret", found.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_for_another_bot_is_named()
    {
        await using var servers = await OtherServers.StartAsync();
        servers.Write("talusbot-teams.zip", Packages.Make(appId: "99999999-2222-4333-8444-555555555555").Zip!);
        var found = await servers.FindAsync("package");

        Assert.Equal(FindingStatus.Wrong, found.Status);
        Assert.EndsWith($"is for the bot 99999999-2222-4333-8444-555555555555, but MicrosoftAppId is {OtherServers.AppId}.", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_file_that_is_none_is_named()
    {
        await using var servers = await OtherServers.StartAsync();
        servers.Write("talusbot.db", "This is a letter to my aunt, not a database."u8.ToArray());

        Assert.Equal(FindingStatus.Wrong, (await servers.FindAsync("store")).Status);
    }

    [Fact]
    public async Task The_data_file_of_a_running_bot_is_left_alone_and_found_well()
    {
        using var folder = new TemporaryFolder();
        await using var servers = await OtherServers.StartAsync();
        await using var bot = await RunningBot.StartAsync(dataFile: folder.File("talusbot.db"));

        Assert.Equal(FindingStatus.Ok, (await servers.FindAsync("store", ("Storage:Path", folder.File("talusbot.db")))).Status);
        Assert.Equal("answered", (await (await bot.TalkAsync()).AskAsync("what kind of tape?")).GetProperty("channelData").GetProperty("talusbot").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Without_any_route_to_Teams_nothing_is_wrong_and_nobody_is_asked()
    {
        await using var servers = await OtherServers.StartAsync();
        var diagnosis = await servers.ExamineAsync(
            TimeSpan.FromSeconds(20), servers.Address, ("MicrosoftAppId", ""), ("MicrosoftAppPassword", ""), ("MicrosoftAppTenantId", ""), ("MicrosoftAppType", ""), ("Knowledge:Path", Repository.Knowledge), ("Knowledge:Seeds", Repository.Seeds));

        Assert.True(diagnosis.Well, string.Join('\n', diagnosis.Checks));
        Assert.Null(servers.Asked);
        Assert.Contains(Finding.Warning("messages", $"MicrosoftAppId is not set here, so {servers.Address}/api/messages was not tried.", "Run the doctor with the settings with which the bot runs."), diagnosis.Checks);
    }

    [Fact]
    public async Task The_command_prints_one_object_for_programs_and_never_a_secret()
    {
        await using var servers = await OtherServers.StartAsync();
        using var doctor = BotProcess.Start(
            ["doctor", "--json", "--host", servers.Address],
            [
                ("MicrosoftAppType", "SingleTenant"), ("MicrosoftAppId", OtherServers.AppId), ("MicrosoftAppTenantId", OtherServers.Tenant), ("MicrosoftAppPassword", "hush-hush"),
                ("TeamsWebhook__Secret", "aHVzaC1odXNoLWh1c2gtaHVzaA=="),
                ("ToChannelFromBotLoginUrl", $"{servers.Address}/{OtherServers.Tenant}"), ("ToBotFromChannelOpenIdMetadataUrl", $"{servers.Address}/metadata"),
            ]);

        Assert.Equal(1, await doctor.EndAsync());
        using var answer = JsonDocument.Parse(doctor.Said);
        Assert.False(answer.RootElement.GetProperty("well").GetBoolean());
        var signIn = answer.RootElement.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("check").GetString() == "sign-in");
        Assert.Equal("wrong", signIn.GetProperty("status").GetString());
        Assert.DoesNotContain("hush", doctor.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("aHVzaC1", doctor.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_says_in_lines_what_to_do()
    {
        await using var servers = await OtherServers.StartAsync();
        using var doctor = BotProcess.Start(["doctor"], [("MicrosoftAppId", OtherServers.AppId), ("MicrosoftAppTenantId", OtherServers.Tenant), ("ToBotFromChannelOpenIdMetadataUrl", $"{servers.Address}/metadata")]);

        Assert.Equal(1, await doctor.EndAsync());
        Assert.Contains("WRONG    secret          MicrosoftAppPassword is not set.\n" + new string(' ', 24) + " -> In the app registration, open Certificates & secrets", doctor.Said, StringComparison.Ordinal);
        Assert.Contains("1 thing is wrong.", doctor.Said, StringComparison.Ordinal);
    }
}
