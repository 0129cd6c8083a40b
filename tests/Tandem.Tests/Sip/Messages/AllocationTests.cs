using Tandem.Sip.Headers;
using Tandem.Sip.Messages;

namespace Tandem.Tests.Sip.Messages;

/// <summary>Hot code owns nothing: 0 bytes a message, once warm.</summary>
public sealed class AllocationTests
{
    private readonly SipMessage _invite = Parsed.Good(Parsed.Invite);
    private readonly SipWriter _writer = new();

    [Fact]
    public void Parsing_allocates_nothing()
    {
        BytesFor(() => SipParser.Parse(_invite)).Should().Be(0);
    }

    [Fact]
    public void Refusing_allocates_nothing()
    {
        IEnumerable<TortureCase> bad = TortureCases.Rfc4475.Where(c => c.Fault != ParseFault.None);
        SipMessage[] refused = [.. bad.Select(c => Parsed.Message(TortureCases.Bytes(c.Name), out _))];
        BytesFor(() =>
        {
            foreach (SipMessage message in refused)
            {
                ParseFault fault = SipParser.Parse(message);
                _ = ParseFaults.StatusFor(fault) + ParseFaults.PhraseFor(fault).Length;
            }
        }).Should().Be(0);
    }

    [Fact]
    public void Looking_up_and_enumerating_allocates_nothing()
    {
        BytesFor(() =>
        {
            _ = _invite.Has(HeaderId.Contact);
            _ = _invite.Header(HeaderId.UserAgent);
            _ = _invite.ContainsToken(HeaderId.Supported, "100rel"u8);
            foreach (ReadOnlySpan<byte> value in _invite.Values(HeaderId.Allow))
            {
                _ = SipMethods.Find(value);
            }

            foreach (HeaderLine line in _invite.Lines)
            {
                _ = HeaderNames.Find(line.Name);
            }

            SipUriView.TryRead(_invite.RequestUri, out SipUriView uri);
            uri.TryGetParameter("user"u8, out _);
            _ = _invite.FromAddress.Display.Length + _invite.TopVia.Branch.Length;
            NameAddrView.TryRead(_invite.Header(HeaderId.PAssertedIdentity), out _);
        }).Should().Be(0);
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        BytesFor(() => _writer.Clear()
            .StatusLine(200, default)
            .CopyHeaders(_invite, HeaderId.Via)
            .Header(HeaderId.From, _invite.From)
            .Begin(HeaderId.To).Raw(_invite.To).Raw(";tag="u8).Raw(4711).End()
            .Header(HeaderId.Subject, "größer")
            .Begin(HeaderId.Contact).Quoted("a \"b\"").Raw(" <sip:x@y>").End()
            .CopyUnknownHeaders(_invite, static name => name.Length > 2)
            .Body("application/sdp"u8, _invite.Body)).Should().Be(0);
    }

    private static long BytesFor(Action work) => TestKit.Allocated.By(() =>
    {
        for (int i = 0; i < 1000; i++)
        {
            work();
        }
    });
}
