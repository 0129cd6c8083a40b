using System.Buffers.Binary;
using Microsoft.Extensions.Time.Testing;
using Tandem.Media.Ice;
using Tandem.Media.Turn;
using Tandem.Wire.Firewall;
using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Tests.Media.Turn;

/// <summary>An answer has nothing in it that lay in its buffer before: CVE-2020-4067 of coturn.</summary>
public sealed class CleanAnswerTests
{
    private static readonly NetAddress Own = NetAddress.FromIPv4(0x7F00_006F, 3478);
    private static readonly NetAddress Other = NetAddress.FromIPv4(0x7F00_0070, 3479);
    private static readonly TurnClient Client = new(NetAddress.FromIPv4(0x7F00_0071, 4000), 0);

    [Theory]
    [InlineData(0x0001, "")]
    [InlineData(0x0001, "0026000700000000000000")]
    [InlineData(0x0001, "7FFF000100000000")]
    [InlineData(0x0003, "")]
    [InlineData(0x0003, "0019000411000000")]
    [InlineData(0x0008, "7FFF000100000000")]
    public void Whatever_lay_there_before_the_answer_is_the_same(int type, string attributes)
    {
        byte[] more = Convert.FromHexString(attributes.Length % 8 == 0 ? attributes : attributes.PadRight(attributes.Length + 8 - (attributes.Length % 8), '0'));
        byte[] request = new byte[StunMessage.HeaderLength + more.Length];
        BinaryPrimitives.WriteUInt16BigEndian(request, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(2), (ushort)more.Length);
        BinaryPrimitives.WriteUInt32BigEndian(request.AsSpan(4), StunMessage.MagicCookie);
        more.CopyTo(request, StunMessage.HeaderLength);

        Answer(request, 0x00).Should().Equal(Answer(request, 0xCC)).And.NotBeEmpty();
    }

    private static byte[] Answer(byte[] request, byte before)
    {
        var time = new FakeTimeProvider();
        var options = new TurnOptions { Points = [Own, Other] };
        var ways = new TurnWays(options.Points);
        var counts = new TurnCounts();
        var nonces = new TurnNonces(new byte[32]);
        using var poll = new EventPoll();
        using var table = new TurnTable(poll);
        using var ports = new TurnPorts(options);
        var requests = new TurnRequests(
            table, ports, new(options.Own, []), new(options, ways), new(nonces), nonces, new SourceGate(time, new Random(1)), new(time), counts, static slot => (uint)slot);
        byte[] answer = new byte[2048];
        answer.AsSpan().Fill(before);
        int length = StunMessage.TypeOf(request) == StunMessage.BindingRequest
            ? new BindingAnswers(ways, counts).Answer(request, Client, answer, out _, out _)
            : requests.Answer(request, Client, answer, 0, 1_000_000);
        return answer[..length];
    }
}
