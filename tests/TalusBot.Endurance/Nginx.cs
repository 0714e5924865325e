using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using TalusBot.Tests;

namespace TalusBot.Endurance;

/// <summary>nginx on loopback with the configuration that the documentation gives, in front of some bots.</summary>
internal sealed partial class Nginx : IDisposable
{
    private readonly Process process;

    /// <param name="folder">Of its own; it keeps its files there.</param>
    public Nginx(string folder, IEnumerable<Bot> bots)
    {
        var port = LoopbackPort.Free();
        Address = new Uri($"http://127.0.0.1:{port}");
        Directory.CreateDirectory(folder);
        var site = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operating", "nginx.conf"));
        var servers = string.Concat(bots.Select(bot => $"    server {bot.Address.Authority} max_fails=1 fail_timeout=1s;\n"));
        site = Server().Replace(site, "", count: 2).Replace("    server 127.0.0.1:3980 max_fails=1 fail_timeout=1s;\n", servers, StringComparison.Ordinal);
        site = site.Replace("listen 80;", string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{port};"), StringComparison.Ordinal);
        var places = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(what => $"{what}_temp_path {folder}/{what};\n"));
        File.WriteAllText(
            Path.Combine(folder, "nginx.conf"),
            $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            daemon off;
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events { worker_connections 8192; }
            http {
            access_log off;
            {{places}}
            {{site}}
            }
            """);
        process = Process.Start(new ProcessStartInfo("/usr/sbin/nginx", ["-c", Path.Combine(folder, "nginx.conf"), "-p", folder, "-e", Path.Combine(folder, "error.log")]))!;
    }

    public Uri Address { get; }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    [GeneratedRegex(@"    server 127\.0\.0\.1:39[0-9]+ [^\n]*\n", RegexOptions.CultureInvariant)]
    private static partial Regex Server();
}
