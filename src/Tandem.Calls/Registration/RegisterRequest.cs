using System.IO.Hashing;
using Tandem.Sip.Headers;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Registration;

/// <summary>
/// What a REGISTER asks for, read once and kept no longer than it is worked on: RFC 3261 §10.2, RFC 3327 (Path), RFC 5626 (flows). Everything in it is bounded. One for each shard.
/// </summary>
internal sealed class RegisterRequest
{
    /// <summary>Longest URI of a contact; what phones write has 30 to 200 bytes.</summary>
    public const int LongestUri = 512;

    private const int LongestInstance = 128;
    private const int LongestPath = 1024;
    private const int WholeQuality = 1000;
    private readonly List<AskedContact> _contacts = [];
    private readonly byte[] _path = new byte[LongestPath];
    private int _pathLength;
    private int _firstPathLength;

    public IReadOnlyList<AskedContact> Contacts => _contacts;

    /// <summary><c>Contact: *</c>: remove all.</summary>
    public bool IsStar { get; private set; }

    /// <summary>No Contact at all: which are there?</summary>
    public bool IsQuery => !IsStar && _contacts.Count == 0;

    /// <summary>A flow of RFC 5626 was asked for, and will be kept.</summary>
    public bool KeepsFlow { get; private set; }

    /// <summary>It can read a Path in the answer (RFC 3327 §5.3).</summary>
    public bool TakesPath { get; private set; }

    /// <summary>A hash of the Call-ID: what comes in order is told by it and <see cref="CSeq"/>.</summary>
    public UInt128 CallId { get; private set; }

    public uint CSeq { get; private set; }

    public Flow Source { get; private set; }

    public string UserAgent { get; private set; } = "";

    /// <summary>Null when it can be worked on.</summary>
    public RegistrationResult? Read(SipMessage request, in Flow source, string userAgent)
    {
        _contacts.Clear();
        _pathLength = 0;
        _firstPathLength = 0;
        IsStar = false;
        KeepsFlow = false;
        CallId = XxHash128.HashToUInt128(request.CallId);
        CSeq = request.CSeq;
        Source = source;
        UserAgent = userAgent;
        TakesPath = request.ContainsToken(HeaderId.Supported, "path"u8) || request.ContainsToken(HeaderId.Require, "path"u8);
        return ReadPath(request) ? ReadContacts(request) : RegistrationResult.BadContact;
    }

    private bool ReadPath(SipMessage request)
    {
        foreach (ReadOnlySpan<byte> value in request.Values(HeaderId.Path))
        {
            bool fits = value.Length + 1 <= LongestPath - _pathLength && NameAddrView.TryRead(value, out NameAddrView address)
                && SipUriView.TryRead(address.Uri, out SipUriView uri) && uri.Scheme == UriScheme.Sip;
            if (!fits)
            {
                return false;
            }

            if (_pathLength > 0)
            {
                _path[_pathLength++] = (byte)'\n';
            }

            value.CopyTo(_path.AsSpan(_pathLength));
            _pathLength += value.Length;
            _firstPathLength = _firstPathLength == 0 ? _pathLength : _firstPathLength;
        }

        return true;
    }

    private RegistrationResult? ReadContacts(SipMessage request)
    {
        int expires = request.Has(HeaderId.Expires) && DeltaSeconds.TryRead(request.Header(HeaderId.Expires), out int seconds) ? seconds : -1;
        bool asksForFlow = request.ContainsToken(HeaderId.Supported, "outbound"u8) || request.ContainsToken(HeaderId.Require, "outbound"u8);
        int count = 0;
        foreach (ReadOnlySpan<byte> value in request.Values(HeaderId.Contact))
        {
            count++;
            if (!ContactView.TryRead(value, out ContactView contact))
            {
                return RegistrationResult.BadContact;
            }

            if (contact.IsStar)
            {
                IsStar = true;
            }
            else if (ReadContact(request, contact, expires, asksForFlow) is { } fault)
            {
                return fault;
            }
        }

        // RFC 3261 §10.3 step 6.
        if (IsStar && (count > 1 || expires != 0))
        {
            return RegistrationResult.BadStar;
        }

        // RFC 5626 §6: flows come one at a time.
        return KeepsFlow && count > 1 ? RegistrationResult.BadContact : null;
    }

    private RegistrationResult? ReadContact(SipMessage request, in ContactView contact, int expires, bool asksForFlow)
    {
        ReadOnlySpan<byte> uri = contact.Address.Uri;
        if (uri.Length > LongestUri || !SipUriView.TryRead(uri, out SipUriView view) || view.Scheme != UriScheme.Sip)
        {
            return RegistrationResult.BadContact;
        }

        ReadOnlySpan<byte> parameters = contact.Address.Parameters;
        Parameters.TryFind(parameters, "+sip.instance"u8, out ReadOnlySpan<byte> instance);
        if (instance.Length > LongestInstance)
        {
            return RegistrationResult.BadContact;
        }

        uint regId = 0;
        if (asksForFlow && !instance.IsEmpty && Parameters.TryFind(parameters, "reg-id"u8, out ReadOnlySpan<byte> number)
            && DeltaSeconds.TryRead(number, out int value) && value > 0)
        {
            if (request.ViaCount > 1 && !FirstHopKeepsFlows())
            {
                return RegistrationResult.NoOutboundOnTheWay;
            }

            regId = (uint)value;
            KeepsFlow = true;
        }

        byte[] text = new byte[uri.Length + instance.Length + _pathLength];
        uri.CopyTo(text);
        instance.CopyTo(text.AsSpan(uri.Length));
        _path.AsSpan(0, _pathLength).CopyTo(text.AsSpan(uri.Length + instance.Length));
        bool isBehindNat = PhoneWay.IsBehindNat(request, Source, view);
        Flow way = PhoneWay.Of(request, Source, view, _path.AsSpan(0, _firstPathLength), isBehindNat);
        bool isMovedPort = !Source.IsStream && PhoneWay.IsMovedPort(request, Source);
        int asked = contact.Expires >= 0 ? contact.Expires : expires;
        _contacts.Add(new(text, uri.Length, instance.Length, asked, QualityOf(parameters), regId, isBehindNat, request.ViaCount == 1 && _pathLength == 0, isMovedPort, way));
        return null;
    }

    /// <summary>The proxy next to the phone, whose Path is the last one, says <c>ob</c> (RFC 5626 §5.1).</summary>
    private bool FirstHopKeepsFlows()
    {
        ReadOnlySpan<byte> last = _path.AsSpan(0, _pathLength);
        last = last[(last.LastIndexOf((byte)'\n') + 1)..];
        return NameAddrView.TryRead(last, out NameAddrView address) && SipUriView.TryRead(address.Uri, out SipUriView uri) && uri.TryGetParameter("ob"u8, out _);
    }

    /// <summary>RFC 3261 §20.10: 0 to 1 with three decimals; what is none counts as 1.</summary>
    internal static int QualityOf(ReadOnlySpan<byte> parameters)
    {
        if (!Parameters.TryFind(parameters, "q"u8, out ReadOnlySpan<byte> text) || text.IsEmpty || text.Length > 5 || text[0] != (byte)'0')
        {
            return WholeQuality;
        }

        int quality = 0;
        for (int digit = 2; digit < 5; digit++)
        {
            byte b = digit < text.Length ? text[digit] : (byte)'0';
            quality = quality * 10 + (char.IsAsciiDigit((char)b) ? b - '0' : 0);
        }

        return quality;
    }
}
