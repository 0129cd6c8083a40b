namespace Tandem.Sip.Headers;

/// <summary>One Contact value: RFC 3261 §20.10.</summary>
public readonly ref struct ContactView
{
    private ContactView(bool isStar, NameAddrView address)
    {
        IsStar = isStar;
        Address = address;
    }

    /// <summary>The <c>*</c> of a REGISTER that removes everything (RFC 3261 §10.2.2); then there is no address.</summary>
    public bool IsStar { get; }

    public NameAddrView Address { get; }

    /// <summary>Seconds of the expires parameter, or −1 when absent or unreadable; more than 32 bits count as 2³¹−1.</summary>
    public int Expires => !IsStar && Parameters.TryFind(Address.Parameters, "expires"u8, out ReadOnlySpan<byte> value)
        && DeltaSeconds.TryRead(value, out int seconds) ? seconds : -1;

    public static bool TryRead(ReadOnlySpan<byte> value, out ContactView contact)
    {
        ReadOnlySpan<byte> trimmed = Grammar.Trim(value);
        if (trimmed.Length == 1 && trimmed[0] == (byte)'*')
        {
            contact = new(isStar: true, default);
            return true;
        }

        bool read = NameAddrView.TryRead(value, out NameAddrView address);
        contact = new(isStar: false, address);
        return read;
    }
}
