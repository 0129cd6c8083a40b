using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tandem.Routing.Alarms;
using Tandem.Store.Alarms;

namespace Tandem.Server.Alarms;

/// <summary>
/// Tells a program of alarms by a POST each. The header <c>Tandem-Signature: t=SECONDS,v1=HEX</c> has the HMAC-SHA256 of <c>SECONDS.BODY</c> under the webhook's secret, so that the program knows who speaks, and
/// that it is not said again by somebody else much later.
/// </summary>
internal sealed class AlarmHook : IDisposable
{
    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "Tandem-Signature";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly JsonWriterOptions Indented = new() { Indented = false };
    private readonly HttpClient _http;
    private readonly string _node;
    private readonly Func<AlarmDelivery> _delivery;
    private readonly TimeProvider _time;

    public AlarmHook(string node, Func<AlarmDelivery> delivery, TimeProvider time)
    {
        _node = node;
        _delivery = delivery;
        _time = time;

        // Where the operator has said, and nowhere else.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Longest, MaxResponseContentBufferSize = 1 << 16 };
    }

    /// <summary>Sends one; answers what went wrong, empty for nothing.</summary>
    public async Task<string> SendAsync(AlarmNotice notice, CancellationToken stop)
    {
        AlarmDelivery how = _delivery();
        if (!Uri.TryCreate(how.WebhookUrl, UriKind.Absolute, out Uri? url))
        {
            return ""; // it was taken out meanwhile
        }

        byte[] body = Write(notice);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (how.WebhookSecret.Length > 0)
        {
            request.Headers.Add(SignatureHeader, Sign(how.WebhookSecret, _time.GetUtcNow(), body));
        }

        try
        {
            using HttpResponseMessage answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return answer.IsSuccessStatusCode ? "" : string.Create(CultureInfo.InvariantCulture, $"{url.Host} answered {(int)answer.StatusCode}");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return failure.Message.ReplaceLineEndings(" ");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"no answer from {url.Host} within {Longest.TotalSeconds:0} s";
        }
    }

    public void Dispose() => _http.Dispose();

    internal static string Sign(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        string seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes(seconds + "."));
        hash.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    private byte[] Write(AlarmNotice notice)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            Alarm alarm = notice.Alarm;
            json.WriteStartObject();
            json.WriteString("id", notice.Number);
            json.WriteString("event", notice.Event);
            json.WriteString("node", _node);
            json.WriteStartObject("alarm");
            json.WriteString("id", alarm.Id.ToString(CultureInfo.InvariantCulture));
            json.WriteNumber("type", alarm.Type);
            json.WriteString("typeName", AlarmType.Find(alarm.Type)?.Name ?? "");
            json.WriteString("object", alarm.Object);
            json.WriteNumber("level", (int)alarm.Level);
            json.WriteString("value", Text(alarm.Value));
            json.WriteString("lower", Text(alarm.Lower));
            json.WriteString("upper", Text(alarm.Upper));
            json.WriteString("detail", alarm.Detail);
            json.WriteString("startedAt", Text(alarm.StartedAt));
            json.WriteString("stoppedAt", Text(alarm.StoppedAt));
            json.WriteString("acknowledgedBy", alarm.ConfirmedBy);
            json.WriteString("memo", alarm.Memo);
            json.WriteString("clearedBy", alarm.ClearedBy);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static string? Text(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
