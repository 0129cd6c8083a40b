using CsCheck;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Tests.Sip.Messages;

/// <summary>Nothing that comes from the network makes the parser or a view throw.</summary>
public sealed class SipParserHostileTests
{
    private static readonly byte[][] Seeds = [Parsed.Invite.Bytes().ToArray(), .. TortureCases.Names.Select(TortureCases.Bytes)];

    [Fact]
    public void Every_message_cut_at_every_byte_is_taken_or_refused()
    {
        foreach (byte[] seed in Seeds)
        {
            for (int length = 0; length <= seed.Length; length++)
            {
                Visit(seed.AsSpan(0, length).ToArray());
            }
        }
    }

    [Fact]
    public void A_cut_before_the_end_of_the_headers_is_never_taken()
    {
        byte[] invite = Parsed.Invite.Bytes().ToArray();
        int headers = invite.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        for (int length = 0; length < invite.Length; length++)
        {
            Parsed.Message(invite.AsSpan(0, length), out ParseFault fault);
            fault.Should().NotBe(ParseFault.None, $"{length} of {invite.Length} bytes are no message");
            if (length >= headers)
            {
                fault.Should().Be(ParseFault.ContentLengthBeyondMessage);
            }
        }
    }

    /// <summary>CsCheck prints the seed of a failure; CsCheck_Seed repeats it.</summary>
    [Fact]
    public void Changed_bytes_never_throw()
    {
        Gen<byte> telling = OneOf("\r\n\t \0\"\\<>;:,=@[]()*%?/"u8);
        Gen<(int At, byte Value)> change = Gen.Select(Gen.Int[0, 4000], Gen.OneOf(Gen.Byte, telling));
        Gen.Select(Gen.Int[0, Seeds.Length - 1], change.Array[1, 8]).Sample(
            (seed, changes) =>
            {
                byte[] bytes = [.. Seeds[seed]];
                foreach ((int at, byte value) in changes)
                {
                    bytes[at % bytes.Length] = value;
                }

                Visit(bytes);
            },
            iter: 20_000);
    }

    [Fact]
    public void Pieces_taken_out_or_doubled_never_throw()
    {
        Gen.Select(Gen.Int[0, Seeds.Length - 1], Gen.Int[0, 4000], Gen.Int[0, 60], Gen.Int[0, 3]).Sample(
            (seed, at, length, times) =>
            {
                byte[] bytes = Seeds[seed];
                int from = at % bytes.Length;
                int to = Math.Min(from + length, bytes.Length);
                IEnumerable<byte> pieces = Enumerable.Repeat(bytes[from..to], times).SelectMany(piece => piece);
                Visit([.. bytes[..from], .. pieces, .. bytes[to..]]);
            },
            iter: 10_000);
    }

    [Fact]
    public void Noise_never_throws_in_a_view() =>
        OneOf("sip:tel+@[]<>\"\\;=, \t()%?&.*0129aAzZ/-"u8).Array[0, 40].Sample(VisitViews, iter: 50_000);

    private static Gen<byte> OneOf(ReadOnlySpan<byte> bytes)
    {
        byte[] all = bytes.ToArray();
        return Gen.Int[0, all.Length - 1].Select(at => all[at]);
    }

    private static void Visit(byte[] bytes)
    {
        SipMessage message = new() { Buffer = bytes, Length = bytes.Length };
        ParseFault fault = SipParser.Parse(message);
        ParseFaults.StatusFor(fault).Should().BeOneOf(0, 400, 414, 505, 513);
        _ = message.CanAnswer;
        _ = message.TopVia.Host.Length + message.TopVia.Parameters.Length + message.FromTag.Length + message.ToTag.Length;
        _ = message.MethodName.Length + message.RequestUri.Length;
        _ = message.Body.Length;
        if (fault == ParseFault.None)
        {
            message.TopVia.Host.IsEmpty.Should().BeFalse();
            message.CallId.IsEmpty.Should().BeFalse();
            (message.BodyAt + message.BodyLength).Should().BeLessThanOrEqualTo(bytes.Length);
        }

        SipWriter writer = new();
        writer.StatusLine(400, default);
        foreach (HeaderLine line in message.Lines)
        {
            line.Value.IndexOfAny((byte)'\r', (byte)'\n').Should().Be(-1);
            writer.Header(line.Name, line.Value);
            VisitViews(line.Value.ToArray());
        }

        foreach (HeaderId id in Enum.GetValues<HeaderId>())
        {
            foreach (ReadOnlySpan<byte> value in message.Values(id))
            {
                value.IsEmpty.Should().BeFalse();
            }
        }

        // What was read is written again as so many lines, and no more.
        SipMessage again = Parsed.Message(writer.NoBody().Written, out _);
        again.LineCount.Should().Be(Math.Min(message.LineCount + 1, SipLimits.Headers));
    }

    private static void VisitViews(byte[] value)
    {
        Span<byte> room = stackalloc byte[16];
        if (NameAddrView.TryRead(value, out NameAddrView address))
        {
            _ = address.Display.Length + address.Parameters.Length + address.Tag.Length;
            address.Uri.IsEmpty.Should().BeFalse();
        }

        if (SipUriView.TryRead(value, out SipUriView uri))
        {
            _ = uri.User.Length + uri.UserParameters.Length + uri.Host.Length + uri.Parameters.Length + uri.Headers.Length;
            _ = uri.TryUnescapeUser(room, out _);
            _ = UriComparison.AreEqual(uri, uri);
        }

        if (ViaView.TryRead(value, out ViaView via))
        {
            via.Host.IsEmpty.Should().BeFalse();
        }

        if (AuthView.TryRead(value, out AuthView auth))
        {
            _ = auth.TryFind("nonce"u8, out _);
        }

        _ = ContactView.TryRead(value, out ContactView contact) && contact.Expires > 0;
        _ = CSeqView.TryRead(value, out _);
        _ = RAckView.TryRead(value, out _);
        _ = RSeq.TryRead(value, out _);
        _ = SessionExpiresView.TryRead(value, out _);
        _ = RetryAfterView.TryRead(value, out _);
        _ = ReasonView.TryRead(value, out _);
        _ = Privacy.Read(value);
        _ = Parameters.AreWellFormed(value);
    }
}
