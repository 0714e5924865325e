using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TalusBot.Tests.Import;

/// <summary>A real WordPress, Debian's own, on this machine for as long as the tests run; what is in it comes and goes by its own functions.</summary>
public sealed class Blog : IAsyncLifetime, IDisposable
{
    private const string WordPress = "/usr/share/wordpress/wp-settings.php";
    private const string Database = "/usr/sbin/mariadbd";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> environment;
    private Process? database;
    private Process? server;

    public Blog()
    {
        Address = $"http://127.0.0.1:{LoopbackPort.Free()}";
        environment = new() { ["BLOG_ADDRESS"] = Address, ["BLOG_SOCKET"] = folder.File("database"), ["BLOG_CONTENT"] = folder.File("content") };
    }

    /// <summary>Without a slash at the end.</summary>
    public string Address { get; }

    private static string Scripts => Path.Combine(AppContext.BaseDirectory, "Import", "WordPress");

    public async Task InitializeAsync()
    {
        Assert.True(File.Exists(WordPress) && File.Exists(Database), "Debian's wordpress, mariadb-server-core, php-cli and php-mysql are not here; scripts/test installs them.");
        var themes = Directory.CreateDirectory(Path.Combine(folder.File("content"), "themes", "plain")).FullName;
        Directory.CreateDirectory(Path.Combine(folder.File("content"), "plugins"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Scripts, "theme")))
        {
            File.Copy(file, Path.Combine(themes, Path.GetFileName(file)));
        }

        // Nobody but this user can open the socket, so nobody is asked for a name.
        var data = Directory.CreateDirectory(folder.File("data")).FullName;
        Directory.CreateDirectory(Path.Combine(data, "blog"));
        string[] asRoot = Environment.IsPrivilegedProcess ? ["--user=root"] : [];
        database = Start(
            Database,
            ["--no-defaults", $"--datadir={data}", $"--socket={folder.File("database")}", $"--pid-file={folder.File("pid")}", "--skip-networking", "--skip-grant-tables", "--innodb-buffer-pool-size=32M", "--innodb-log-file-size=8M", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--performance-schema=0", .. asRoot],
            folder.File("database.log"));
        await UntilAsync(() => File.Exists(folder.File("database")), "The database does not start", "database.log");
        await DoAsync("install", new JsonObject { ["title"] = "A blog" });
        server = Start("php", ["-S", Address[7..], Path.Combine(Scripts, "router.php")], folder.File("server.log"));
        using var http = new HttpClient { BaseAddress = new Uri(Address) };
        await UntilAsync(async () => await AnswersAsync(http), "WordPress does not answer", "server.log");
    }

    public async Task DisposeAsync()
    {
        foreach (var process in new[] { server, database }.OfType<Process>())
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Publishes a post.</summary>
    /// <returns>Its number and its comments' numbers, in the order given.</returns>
    public async Task<(long Post, List<long> Comments)> PublishAsync(JsonObject post)
    {
        post.TryAdd("login", "breddy");
        post.TryAdd("author", "b-reddy");
        post.TryAdd("date", "2013-08-20 10:00:00");
        var done = await DoAsync("post", post);
        return (done.GetProperty("post").GetInt64(), [.. done.GetProperty("comments").EnumerateArray().Select(id => id.GetInt64())]);
    }

    public async Task<long> CommentAsync(long post, JsonObject comment)
    {
        comment["post"] = post;
        return (await DoAsync("comment", comment)).GetProperty("comments")[0].GetInt64();
    }

    /// <summary>Runs one action of do.php.</summary>
    public async Task<JsonElement> DoAsync(string action, JsonObject what)
    {
        using var document = JsonDocument.Parse(await RunAsync(action, what));
        return document.RootElement.Clone();
    }

    /// <summary>The export file that WordPress makes of everything it holds.</summary>
    public async Task<string> ExportAsync(string path)
    {
        await File.WriteAllTextAsync(path, await RunAsync("export", []));
        return path;
    }

    /// <summary>Refuses the REST routes that match, 401, until told otherwise.</summary>
    public async Task CloseAsync(string? routes)
    {
        var file = Path.Combine(folder.File("content"), "closed");
        if (routes is null)
        {
            File.Delete(file);
        }
        else
        {
            await File.WriteAllTextAsync(file, routes);
        }
    }

    private async Task<string> RunAsync(string action, JsonObject what)
    {
        using var php = Process.Start(Described("php", [Path.Combine(Scripts, "do.php"), action]))!;
        var said = php.StandardOutput.ReadToEndAsync();
        var wrong = php.StandardError.ReadToEndAsync();
        await php.StandardInput.WriteAsync(what.ToJsonString());
        php.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        await php.WaitForExitAsync(patience.Token);
        Assert.True(php.ExitCode == 0, $"{action}: {await said} {await wrong}");
        return await said;
    }

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync(http.BaseAddress);
            return response.StatusCode is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Process Start(string program, string[] arguments, string log)
    {
        var process = new Process { StartInfo = Described(program, arguments) };
        process.OutputDataReceived += (_, line) => Log(line.Data);
        process.ErrorDataReceived += (_, line) => Log(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Log(string? line)
        {
            lock (folder)
            {
                if (Directory.Exists(folder.Path))
                {
                    File.AppendAllText(log, line + "\n");
                }
            }
        }
    }

    private ProcessStartInfo Described(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private Task UntilAsync(Func<bool> holds, string otherwise, string log) => UntilAsync(() => Task.FromResult(holds()), otherwise, log);

    private async Task UntilAsync(Func<Task<bool>> holds, string otherwise, string log)
    {
        var since = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(since.Elapsed < Patience, string.Create(CultureInfo.InvariantCulture, $"{otherwise}: {(File.Exists(folder.File(log)) ? File.ReadAllText(folder.File(log)) : "")}"));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}

/// <summary>The tests that need the blog share one.</summary>
[CollectionDefinition(nameof(Blog))]
public sealed class BlogCollection : ICollectionFixture<Blog>;
