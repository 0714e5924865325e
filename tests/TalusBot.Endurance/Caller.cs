using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TalusBot.Endurance;

/// <summary>Asks one process after the other until one has answered.</summary>
/// <param name="address">The process to go to next.</param>
internal sealed class Caller(HttpClient http, Func<Uri> address, TimeProvider clock)
{
    private static readonly TimeSpan BeforeTryingAgain = TimeSpan.FromMilliseconds(50);

    /// <param name="token">Empty for none.</param>
    /// <exception cref="InvalidOperationException">It was refused for a reason that stays.</exception>
    public async Task<JsonElement> UntilDoneAsync(HttpMethod method, string path, string? body, string token, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(method, new Uri(address(), path));
                request.Headers.Authorization = token.Length > 0 ? new AuthenticationHeaderValue("Bearer", token) : null;
                request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await http.SendAsync(request, cancel);
                if (answer.IsSuccessStatusCode)
                {
                    using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
                    return json.RootElement.Clone();
                }

                if ((int)answer.StatusCode is < 500 and not 429)
                {
                    throw new InvalidOperationException($"{method} {path} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
                }
            }
            catch (Exception error) when (error is HttpRequestException or IOException or JsonException or System.Net.Sockets.SocketException)
            {
                // Nobody there; the next one may be.
            }

            await Task.Delay(BeforeTryingAgain, clock, cancel);
        }
    }
}
