using System.Net;
using Tandem.Wire.Flows;

namespace Tandem.Calls.Live;

/// <summary>Reads what <see cref="Ladder"/> packed. Trusts nothing: damage ends the list, and references cannot make it grow without bound.</summary>
internal ref struct LadderReader(ReadOnlySpan<byte> packed)
{
    private const int MostUnpacked = 4 << 20;
    private readonly ReadOnlySpan<byte> _packed = packed;
    private readonly List<IPEndPoint> _addresses = [];
    private int _at;
    private int _unpacked;
    private long _microseconds;

    public List<LadderMessage> All()
    {
        var messages = new List<LadderMessage>();
        if (_packed is [LadderPacking.Version, ..])
        {
            _at = 1;
            while (_at < _packed.Length && TryOne(out LadderMessage? message))
            {
                messages.Add(message);
            }
        }

        return messages;
    }

    private bool TryOne([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LadderMessage? message)
    {
        message = null;
        if (!TryNumber(out ulong leg)
            || leg > int.MaxValue
            || !TryNumber(out ulong flags)
            || flags >> LadderPacking.TransportShift > (ulong)TransportKind.Wss
            || !TryNumber(out ulong step)
            || !TryTime(LadderPacking.Unzigzag(step), out DateTimeOffset at)
            || !TryAddress(out IPEndPoint? local)
            || !TryAddress(out IPEndPoint? remote)
            || !TryNumber(out ulong length)
            || length > (ulong)(MostUnpacked - _unpacked)
            || !TryBytes((int)length, out byte[] bytes))
        {
            return false;
        }

        message = new LadderMessage(
            (int)leg,
            (flags & LadderPacking.Sent) != 0,
            at,
            (TransportKind)(flags >> LadderPacking.TransportShift),
            local.ToString(),
            remote.ToString(),
            bytes,
            (flags & LadderPacking.Cut) != 0);
        return true;
    }

    private bool TryBytes(int length, out byte[] bytes)
    {
        bytes = new byte[length];
        _unpacked += length;
        int filled = 0;
        while (filled < length)
        {
            if (!TryNumber(out ulong run) || run >> 1 == 0 || run >> 1 > (ulong)(length - filled))
            {
                return false;
            }

            int count = (int)(run >> 1);
            ulong from = (ulong)_at;
            if ((run & 1) != 0 && !TryNumber(out from))
            {
                return false;
            }

            if (from > (ulong)_packed.Length || (ulong)_packed.Length - from < (ulong)count)
            {
                return false;
            }

            _packed.Slice((int)from, count).CopyTo(bytes.AsSpan(filled));
            filled += count;
            _at += (run & 1) == 0 ? count : 0;
        }

        return true;
    }

    private bool TryTime(long step, out DateTimeOffset at)
    {
        at = default;
        _microseconds = unchecked(_microseconds + step);
        const long Most = 253_402_300_799_999_999; // the end of the year 9999
        if (_microseconds is < 0 or > Most)
        {
            return false;
        }

        at = DateTimeOffset.UnixEpoch.AddTicks(_microseconds * TimeSpan.TicksPerMicrosecond);
        return true;
    }

    private bool TryAddress([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPEndPoint? address)
    {
        address = null;
        if (!TryNumber(out ulong place))
        {
            return false;
        }

        if (place < LadderPacking.MostAddresses)
        {
            address = place < (ulong)_addresses.Count ? _addresses[(int)place] : null;
            return address is not null;
        }

        if (_packed.Length - _at < LadderPacking.AddressLength)
        {
            return false;
        }

        address = LadderPacking.ReadAddress(_packed[_at..]);
        _at += LadderPacking.AddressLength;
        _addresses.Add(address);
        return true;
    }

    private bool TryNumber(out ulong number)
    {
        number = 0;
        for (int shift = 0; shift < 64 && _at < _packed.Length; shift += 7)
        {
            byte one = _packed[_at++];
            number |= (ulong)(one & 0x7f) << shift;
            if (one < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
