using System.CommandLine;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using TalusBot.Knowledge.Encoding;
using TalusBot.Maintenance;
using TalusBot.Storage;
using TalusBot.Telemetry;

namespace TalusBot.Commands;

/// <summary><c>serve</c>: the web server, until it is told to stop.</summary>
internal static partial class ServeCommand
{
    public static Command Make()
    {
        var command = new Command("serve", $"Serve the chat and the article (the default). Settings as in the environment, such as --urls http://localhost:8080; without one at {ServerHost.DefaultAddress}.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            // Reading the encoder's weights needs no settings, and a core is idle while the host is put together.
            _ = Task.Run(() => SentenceEncoder.Shared, CancellationToken.None);
            try
            {
                await using var app = ServerHost.Build([.. parsed.UnmatchedTokens]);
                await RunAsync(app, cancel);
                return 0;
            }
            catch (StorageUnavailableException error)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(error.Message);
            }
            catch (OptionsValidationException error)
            {
                foreach (var failure in error.Failures)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync(OptionsClass().Replace(failure, "$1__"));
                }
            }
            catch (InvalidOperationException error) when (error.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(error.Message);
            }
            catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"{error.Message} Another program listens there; choose another address with ASPNETCORE_URLS or --urls.");
            }

            return 2;
        });
        return command;
    }

    private static async Task RunAsync(WebApplication app, CancellationToken cancel)
    {
        try
        {
            app.BeginTelemetry();
            app.Services.GetRequiredService<FirstReading>().BeginAhead();
            await app.StartAsync(cancel);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Asked to stop before all was started: messages may have been taken already, and they are answered as at any other stop.
            await app.StopAsync(CancellationToken.None);
            return;
        }

        await app.WaitForShutdownAsync(cancel);
    }

    /// <summary>The validator speaks of LimitsOptions.BodyBytes; people set Limits__BodyBytes.</summary>
    [GeneratedRegex(@"\b(\w+)Options\.", RegexOptions.CultureInvariant)]
    private static partial Regex OptionsClass();
}
