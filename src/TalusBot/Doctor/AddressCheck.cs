using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TalusBot.TeamsApp;

namespace TalusBot.Doctor;

/// <summary>Knocks at the public address as Teams does, without a token, and expects to be turned away.</summary>
internal static class AddressCheck
{
    private const int DaysToRenew = 14;

    /// <param name="check">"messages" or "webhook".</param>
    /// <param name="path">Such as /api/messages.</param>
    /// <param name="setting">The setting without which the running bot does not serve the path.</param>
    public static async Task<Finding> RunAsync(string check, string host, string path, string setting, Caller caller, TimeProvider clock, CancellationToken cancel)
    {
        if (!Uri.TryCreate(host, UriKind.Absolute, out var address) || (AppPackage.WrongHost(host) is { } wrong && !address.IsLoopback))
        {
            return Finding.Wrong(check, "--host is wrong.", AppPackage.WrongHost(host)!);
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path)) { Content = new StringContent("""{"type":"message"}""", Encoding.UTF8, "application/json") };
            using var answer = await caller.SendAsync(request, cancel);
            var found = Answered(check, address, path, setting, answer);
            return found.Status is FindingStatus.Ok ? await Doubts(check, address, caller, clock, cancel) ?? found : found;
        }
        catch (HttpRequestException error)
        {
            return caller.Certificate is { Fault: { } fault }
                ? Finding.Wrong(check, $"The certificate of {address.Host} is not good: {fault}.", "Get one from a public authority (Let's Encrypt costs nothing), for this very name, and let the web server send the whole chain. Teams takes no self-signed one.")
                : Finding.Wrong(check, $"{address.GetLeftPart(UriPartial.Authority)} cannot be reached: {Caller.Reason(error)}.", error.HttpRequestError is HttpRequestError.NameResolutionError
                    ? "Enter the name at your DNS provider, or correct --host."
                    : "Start the bot and the web server before it, and open port 443 in the firewall.");
        }
    }

    private static Finding Answered(string check, Uri address, string path, string setting, HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        var at = $"{address.GetLeftPart(UriPartial.Authority)}{path}";
        return status switch
        {
            401 => Finding.Ok(check, $"{at} is there and turns strangers away."),
            403 => Finding.Wrong(check, $"{at} serves this machine only.", $"The running bot does not know {setting}: set it where the bot runs, and start it again."),
            404 => Finding.Wrong(check, $"{at} is not there.", $"Either another program answers at this address, or the running bot does not know {setting}: set it where the bot runs, and start it again."),
            405 => Finding.Wrong(check, $"{at} takes no messages (405).", "Another web server answers, or it lets no POST through; let it hand this path to the bot as it is."),
            >= 200 and < 300 => Finding.Wrong(check, $"{at} takes messages from anybody.", "Another program answers at this address, or the web server before the bot adds a token of its own; lead the path to the bot as it is."),
            >= 300 and < 400 => Finding.Wrong(check, $"{at} leads on to {PackageCheck.Shown(answer.Headers.Location?.ToString() ?? "another address")}.", "Teams does not follow; give it the last address, or take the redirection away."),
            502 or 503 or 504 => Finding.Wrong(check, string.Create(CultureInfo.InvariantCulture, $"The web server at {address.Host} is there, but the bot behind it is not ({status})."), "Start the bot, and compare the address to which the web server hands on with the one at which the bot listens (http://localhost:3978 by default)."),
            _ => Finding.Wrong(check, string.Create(CultureInfo.InvariantCulture, $"{at} answers {status}, where 401 was expected."), "Look into the log of the web server before the bot; the path must reach the bot as it is."),
        };
    }

    /// <summary>What may keep Teams away though we came through; null where nothing does.</summary>
    private static async Task<Finding?> Doubts(string check, Uri address, Caller caller, TimeProvider clock, CancellationToken cancel)
    {
        if (address.IsLoopback)
        {
            return Finding.Warning(check, "The bot answers on this machine, where Teams cannot reach it.", "Give --host the address under which the internet knows the bot, such as https://bot.example.");
        }

        if (caller.Certificate is { } certificate && certificate.Expires - clock.GetUtcNow() < TimeSpan.FromDays(DaysToRenew))
        {
            return Finding.Warning(check, string.Create(CultureInfo.InvariantCulture, $"The certificate of {address.Host} ends on {certificate.Expires.UtcDateTime:yyyy-MM-dd}."), "Renew it, and let it be renewed by itself from then on.");
        }

        return (await Dns.GetHostAddressesAsync(address.IdnHost, cancel)).All(IsPrivate)
            ? Finding.Warning(check, $"From here {address.Host} is an address of your own network.", "Make sure that the internet knows the name too, with a public address; Teams calls from outside.")
            : null;
    }

    private static bool IsPrivate(IPAddress address)
    {
        var ip = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = ip.GetAddressBytes();
        return IPAddress.IsLoopback(ip) || (ip.AddressFamily is AddressFamily.InterNetwork
            ? bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 169 && bytes[1] == 254)
            : ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal);
    }
}
