using System.Buffers.Binary;
using Tandem.Media.Ice;
using Tandem.Wire.Flows;
using Tandem.Wire.Interop;

namespace Tandem.Media.Turn;

/// <summary>What reaches a client, by whichever way it has come.</summary>
internal interface ITurnSender
{
    /// <summary>False when the kernel did not take it.</summary>
    bool Send(in TurnClient client, ReadOnlySpan<byte> message);
}

/// <summary>
/// White: each relayed packet. From a client by channel or by Send indication, from a peer by channel or as Data indication; the header is written in front of the packet where it lies. RFC 8656 §11, §12.
/// </summary>
internal sealed class TurnRelay(TurnTable table, TurnPeers peers, ITurnSender sender, TurnCounts counts) : IDisposable
{
    public const int ChannelHeader = 4;
    public const ushort SendIndication = 0x0016;

    private const ushort DataIndication = 0x0017;

    // Header, XOR-PEER-ADDRESS of IPv6, header of DATA.
    private const int Headroom = StunMessage.HeaderLength + 24 + StunMessage.AttributeHeader;
    private const int Tailroom = 3;
    private readonly PacketMemory _packet = new();
    private readonly byte[] _transaction = Transaction();
    private ulong _indications;

    /// <summary>Whether a datagram is one of a channel: the first two bits are 01. RFC 8656 §12.</summary>
    public static bool IsChannelData(ReadOnlySpan<byte> datagram) => datagram.Length >= ChannelHeader && (datagram[0] & 0xC0) == 0x40;

    public void OnChannelData(in TurnClient client, ReadOnlySpan<byte> datagram, long nowMs)
    {
        int length = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        if (table.Find(client) is not { } allocation)
        {
            counts.Add(TurnCount.NoAllocation);
        }
        else if (ChannelHeader + length > datagram.Length)
        {
            counts.Add(TurnCount.Malformed);
        }
        else if (!allocation.TryFindPeer(BinaryPrimitives.ReadUInt16BigEndian(datagram), nowMs, out NetAddress peer))
        {
            counts.Add(TurnCount.NoChannel);
        }
        else
        {
            ToPeer(allocation, peer, datagram.Slice(ChannelHeader, length), nowMs);
        }
    }

    /// <summary>An indication is not answered: what is wrong with it is only counted.</summary>
    public void OnSend(in TurnClient client, ReadOnlySpan<byte> message, long nowMs)
    {
        if (table.Find(client) is not { } allocation)
        {
            counts.Add(TurnCount.NoAllocation);
            return;
        }

        ReadOnlySpan<byte> data = default;
        NetAddress peer = default;
        bool hasData = false;
        bool hasPeer = false;
        int next = StunMessage.HeaderLength;
        while (StunMessage.TryNext(message, ref next, out StunAttribute type, out ReadOnlySpan<byte> value, out _))
        {
            switch (type)
            {
                case StunAttribute.XorPeerAddress:
                    hasPeer = StunMessage.TryReadAddress(message, value, out peer);
                    break;
                case StunAttribute.Data:
                    data = value;
                    hasData = true;
                    break;
                default:
                    if ((ushort)type < 0x8000)
                    {
                        counts.Add(TurnCount.UnknownAttribute);
                        return;
                    }

                    break;
            }
        }

        if (!hasData || !hasPeer || peer.IsIPv4 != allocation.Relayed.IsIPv4)
        {
            counts.Add(TurnCount.Malformed);
        }
        else if (!peers.MayReach(peer))
        {
            counts.Add(TurnCount.ForbiddenPeer);
        }
        else
        {
            ToPeer(allocation, peer, data, nowMs);
        }
    }

    /// <summary>Takes one packet from an allocation's port; false when there is none.</summary>
    public bool OnPeer(TurnAllocation allocation, long nowMs)
    {
        int length = allocation.Socket.Receive(_packet, out NetAddress source, Headroom);
        if (length < 0)
        {
            return false;
        }

        if (length > PacketMemory.Size - Headroom - Tailroom)
        {
            counts.Add(TurnCount.TooLong);
        }
        else if (!allocation.MayPass(source.Ip, nowMs))
        {
            counts.Add(TurnCount.NoPermission);
        }
        else if (!sender.Send(allocation.Client, allocation.ChannelOf(source, nowMs) is var number and not 0 ? OnChannel(number, length, allocation.Client.IsStream) : AsIndication(source, length)))
        {
            counts.Add(TurnCount.NotSent);
        }
        else
        {
            counts.Add(TurnCount.PacketsToClients);
            counts.Add(TurnCount.OctetsToClients, length);
        }

        return true;
    }

    public void Dispose() => _packet.Dispose();

    private void ToPeer(TurnAllocation allocation, in NetAddress peer, ReadOnlySpan<byte> data, long nowMs)
    {
        if (!allocation.MayPass(peer.Ip, nowMs))
        {
            counts.Add(TurnCount.NoPermission);
        }
        else if (!allocation.Socket.Send(data, peer))
        {
            counts.Add(TurnCount.NotSent);
        }
        else
        {
            counts.Add(TurnCount.PacketsToPeers);
            counts.Add(TurnCount.OctetsToPeers, data.Length);
        }
    }

    /// <summary>On streams padded to four. RFC 8656 §12.5.</summary>
    private ReadOnlySpan<byte> OnChannel(ushort number, int length, bool isPadded)
    {
        int padding = isPadded ? -length & 3 : 0;
        Span<byte> message = _packet.Span(Headroom - ChannelHeader, ChannelHeader + length + padding);
        BinaryPrimitives.WriteUInt16BigEndian(message, number);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], (ushort)length);
        message[(ChannelHeader + length)..].Clear();
        return message;
    }

    private ReadOnlySpan<byte> AsIndication(in NetAddress source, int length)
    {
        int before = StunMessage.HeaderLength + StunMessage.AttributeHeader + (source.IsIPv4 ? 8 : 20) + StunMessage.AttributeHeader;
        int padding = -length & 3;
        Span<byte> message = _packet.Span(Headroom - before, before + length + padding);
        BinaryPrimitives.WriteUInt64BigEndian(_transaction.AsSpan(8), ++_indications);
        var writer = new StunWriter(message, DataIndication, _transaction);
        writer.AddXorAddress(StunAttribute.XorPeerAddress, source);
        writer.Begin(StunAttribute.Data, length);
        return writer.End();
    }

    private static byte[] Transaction()
    {
        byte[] transaction = new byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(transaction, StunMessage.MagicCookie);
        System.Security.Cryptography.RandomNumberGenerator.Fill(transaction.AsSpan(4, 4));
        return transaction;
    }
}
