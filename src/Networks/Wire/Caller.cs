using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Wire;

/// <summary>
/// Makes one HTTP call and says what became of it. Never repeats anything, follows no redirect, throws only when the caller's own token says stop.
/// </summary>
internal sealed partial class Caller(SafeHttp http, TimeProvider clock, IEnumerable<TheirHeaders> theirs)
{
    private readonly string[] tellingHeaders = [.. theirs.SelectMany(one => one.Telling).Distinct()];
    private readonly string[] requestIds = [.. theirs.SelectMany(one => one.RequestIds).Prepend("X-Request-Id")];

    private const int LongestHeader = 2000;

    // A gigabyte at 10 Mbit/s. What is slower than that has its cut-off.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(25);

    /// <summary>For uploads, reads and everything else that may be repeated.</summary>
    public Task<Answer> Repeatable(Uri server, string name, HttpRequestMessage request, Action<Call>? note, CancellationToken ct) =>
        Make(http.Pool(server), name, request, note, ct);

    /// <summary>For the one call that takes effect: on a connection of its own, which nothing can replay.</summary>
    public Task<Answer> Once(Uri server, string name, HttpRequestMessage request, Action<Call>? note, CancellationToken ct) =>
        Make(http.Once(server), name, request, note, ct);

    /// <summary>
    /// For a large file that a network takes in one piece only. It may take minutes, as long as something moves: a line that has fallen silent is given up
    /// after the same time as any other call.
    /// </summary>
    /// <param name="server">Where to.</param>
    /// <param name="name">For the attempts table.</param>
    /// <param name="request">Holds the file, at its end.</param>
    /// <param name="file">Says that something moves.</param>
    /// <param name="once">It is the one call that takes effect.</param>
    /// <param name="note">Takes the call down.</param>
    /// <param name="ct">The caller's own.</param>
    public async Task<Answer> Whole(Uri server, string name, HttpRequestMessage request, Slice file, bool once, Action<Call>? note, CancellationToken ct)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(ct);
        silence.CancelAfter(Silence);
        file.Moved = () => silence.CancelAfter(Silence);
        var client = once ? http.Once(server, Longest) : http.Pool(server, Longest);
        var answer = await Make(client, name, request, note, ct, silence.Token);
        // A lost lease is no answer of the network.
        if (file.Fault is { } fault)
            ExceptionDispatchInfo.Throw(fault);
        return answer;
    }

    private Task<Answer> Make(HttpClient client, string name, HttpRequestMessage request, Action<Call>? note, CancellationToken ct) =>
        Make(client, name, request, note, ct, ct);

    private async Task<Answer> Make(HttpClient client, string name, HttpRequestMessage request, Action<Call>? note, CancellationToken ct, CancellationToken patience)
    {
        var began = clock.GetTimestamp();
        string? requestId = null;
        Answer answer;
        using (request)
            try
            {
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, patience);
                requestId = RequestId(response.Headers);
                answer = await Heard(response, patience);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                answer = new Answer.Lost("timeout");
            }
            catch (HttpRequestException e)
            {
                answer = Failed(e);
            }
            catch (Exception e) when (e is IOException or InvalidDataException)
            {
                answer = new Answer.Lost("unreadable");
            }
        note?.Invoke(new Call(name, (answer as Answer.Heard)?.Status, Code(answer), requestId, clock.GetElapsedTime(began)) { Usage = Used(name, answer) });
        return answer;
    }

    private static Answer Failed(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new Answer.NotSent("no-such-name"),
        HttpRequestError.ConnectionError => new Answer.NotSent("no-connection"),
        HttpRequestError.SecureConnectionError => new Answer.NotSent("tls"),
        HttpRequestError.ResponseEnded => new Answer.Lost("cut-off"),
        HttpRequestError.ConfigurationLimitExceeded => new Answer.Lost("too-large"),
        HttpRequestError.InvalidResponse => new Answer.Lost("unreadable"),
        _ => new Answer.Lost("reset"),
    };

    private async Task<Answer> Heard(HttpResponseMessage response, CancellationToken ct)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(ct);
        JsonElement? json = null;
        try
        {
            json = JsonSerializer.Deserialize<JsonElement>(bytes);
        }
        catch (JsonException)
        {
            // HTML, nothing, or half an answer: the status alone remains.
        }
        var now = response.Headers.Date ?? clock.GetUtcNow();
        return new Answer.Heard((int)response.StatusCode, json, RetryTime.From(response.Headers, now), response.Headers.Date?.UtcDateTime)
        {
            Headers = Telling(response.Headers), IsEmpty = bytes.Length == 0,
        };
    }

    private Usage? Used(string name, Answer answer) => answer is Answer.Heard { Headers.Count: > 0 } heard
        ? theirs.Select(one => one.Used?.Invoke(name, heard)).FirstOrDefault(used => used is not null)
        : null;

    private Dictionary<string, string> Telling(HttpResponseHeaders headers) => tellingHeaders
        .Where(name => headers.TryGetValues(name, out var values) && values.First() is { Length: > 0 and <= LongestHeader })
        .ToDictionary(name => name, name => headers.GetValues(name).First());

    // Only what looks like a code: an error may also be a sentence with somebody's text in it.
    private static string? Code(Answer answer) => answer switch
    {
        Answer.Heard { Json: { } json } => Codes(json).FirstOrDefault(code => CodeShape().IsMatch(code)),
        Answer.Heard => null,
        _ => answer.Word,
    };

    // {"error":"…"}, Google's {"error":{"errors":[{"reason":…}]}}, Meta's {"error":{"code":…,"error_subcode":…}}, TikTok's word there, the last part of a problem's type (X), LinkedIn's errors of fields and of services.
    private static IEnumerable<string> Codes(JsonElement json)
    {
        yield return json.Text("error");
        foreach (var fault in json.Items("error", "errors"))
            yield return fault.Text("reason");
        if (json.Number("error", "code") is { } code)
            yield return json.Number("error", "error_subcode") is { } sub ? $"{code}.{sub}" : $"{code}";
        // It has one for a yes, too.
        if (json.Text("error", "code") is var word and not "ok")
            yield return word;
        yield return json.Text("type").Split('/')[^1];
        foreach (var fault in json.Items("errorDetails", "inputErrors"))
            yield return fault.Text("code");
        if (json.Number("serviceErrorCode") is { } service)
            yield return $"{service}";
        yield return json.Text("code");
    }

    private string? RequestId(HttpResponseHeaders headers) =>
        requestIds.Select(name => headers.TryGetValues(name, out var values) ? values.First() : "").FirstOrDefault(id => id.Length is > 0 and <= 100);

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,64}$")]
    private static partial Regex CodeShape();
}
