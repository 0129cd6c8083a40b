using Tandem.Billing.Cdrs;
using Tandem.Billing.Rating;

namespace Tandem.Store.Journal;

/// <summary>
/// A call record as bytes, for the journal. Versioned; the two long parts (why, ladder) come last and only at the end of a call,
/// so that a reader may leave them.
/// </summary>
internal static class CdrCodec
{
    private const byte Version = 4;

    /// <summary>Before the media's first packet and its changes of codec.</summary>
    private const byte WithoutFirstPacket = 3;

    /// <summary>Before recordings, the last sign of life, the quality over time, and the media's reordered and repeated packets and round trips.</summary>
    private const byte WithFewerCounts = 2;

    /// <summary>Before the media's counts; a journal left by that version is still read.</summary>
    private const byte WithoutMedia = 1;

    public static void Write(Cdr record, ByteSink sink, bool withWhy, bool withLadder)
    {
        WriteId(record.Id, sink);
        sink.Text(record.CallId);
        sink.Number(record.CallIds.Count);
        foreach (string callId in record.CallIds)
        {
            sink.Text(callId);
        }

        sink.Text(record.Node);
        sink.Number(record.PlanRevision);
        sink.Number(record.Attempts);
        sink.Text(record.CallingNumber);
        sink.Text(record.CalledNumber);
        sink.Text(record.CallingNumberIn);
        sink.Text(record.CalledNumberIn);
        sink.Text(record.CallingNumberOut);
        sink.Text(record.CalledNumberOut);
        sink.Text(record.SourceIp);
        sink.Number(record.SourcePort);
        sink.Text(record.DestinationIp);
        sink.Text(record.IngressTrunk);
        sink.Text(record.EgressTrunk);
        sink.Text(record.Phone);
        sink.Text(record.CallerUserAgent);
        sink.Text(record.CalleeUserAgent);
        sink.Time(record.StartedAt);
        sink.Time(record.RingingAt);
        sink.Time(record.AnsweredAt);
        sink.Time(record.EndedAt);
        sink.Number(record.PddMs);
        sink.Number(record.TalkMs);
        sink.Number(record.HoldTime);
        sink.Number(record.ClockStepMs);
        sink.Number((int)record.EndDirection);
        sink.Number(record.EndReason);
        sink.Number(record.SipStatus);
        sink.Number(record.Q850Cause);
        sink.Number(record.Tried.Count);
        foreach (TriedRoute tried in record.Tried)
        {
            sink.Text(tried.Trunk);
            sink.Number(tried.Answer);
            sink.Number(tried.Milliseconds);
        }

        sink.Number((int)record.BillingMode);
        sink.Number(record.FundedSeconds);
        Party(record.Customer, sink);
        Party(record.Vendor, sink);
        RateCodec.Basis(record, sink);
        sink.Text(record.MediaMode);
        sink.Text(record.CallerCodec);
        sink.Text(record.CalleeCodec);
        Media(record, sink);
        sink.Byte(record.IsRecorded ? (byte)1 : (byte)0);
        sink.Time(record.ProvenAt);
        sink.Blob(withWhy ? record.Why.Span : default);
        sink.Blob(withLadder ? record.Ladder.Span : default);
        sink.Blob(withWhy ? record.Quality.Span : default);
    }

    /// <summary>How each record begins.</summary>
    public static void WriteId(long id, ByteSink sink)
    {
        sink.Byte(Version);
        sink.Number(id);
    }

    public static long ReadId(ReadOnlySpan<byte> payload)
    {
        var source = new ByteSource(payload);
        source.Byte();
        return source.Number();
    }

    /// <summary>What stands behind the id of a mark that has no record.</summary>
    public static byte[] ReadAfterId(ReadOnlySpan<byte> payload)
    {
        var source = new ByteSource(payload);
        source.Byte();
        source.Number();
        return source.Blob().ToArray();
    }

    /// <summary>Fills a record that has been cleared.</summary>
    public static void Read(ReadOnlySpan<byte> payload, Cdr into, bool withLadder)
    {
        var source = new ByteSource(payload);
        byte version = source.Byte();
        if (version is not (Version or WithoutFirstPacket or WithFewerCounts or WithoutMedia))
        {
            throw new InvalidDataException($"a record of the journal has version {version}; this Tandem knows {Version}");
        }

        into.Id = source.Number();
        into.CallId = source.Text();
        for (int left = source.Int(); left > 0; left--)
        {
            into.CallIds.Add(source.Text());
        }

        into.Node = source.Text();
        into.PlanRevision = source.Number();
        into.Attempts = source.Int();
        into.CallingNumber = source.Text();
        into.CalledNumber = source.Text();
        into.CallingNumberIn = source.Text();
        into.CalledNumberIn = source.Text();
        into.CallingNumberOut = source.Text();
        into.CalledNumberOut = source.Text();
        into.SourceIp = source.Text();
        into.SourcePort = source.Int();
        into.DestinationIp = source.Text();
        into.IngressTrunk = source.Text();
        into.EgressTrunk = source.Text();
        into.Phone = source.Text();
        into.CallerUserAgent = source.Text();
        into.CalleeUserAgent = source.Text();
        into.StartedAt = source.Time();
        into.RingingAt = source.TimeOrNull();
        into.AnsweredAt = source.TimeOrNull();
        into.EndedAt = source.Time();
        into.PddMs = source.Int();
        into.TalkMs = source.Number();
        into.HoldTime = source.Number();
        into.ClockStepMs = source.Number();
        into.EndDirection = (EndDirection)source.Int();
        into.EndReason = source.Int();
        into.SipStatus = source.Int();
        into.Q850Cause = source.Int();
        for (int left = source.Int(); left > 0; left--)
        {
            into.Tried.Add(new TriedRoute(source.Text(), source.Int(), source.Int()));
        }

        into.BillingMode = (BillingMode)source.Int();
        into.FundedSeconds = source.Number();
        Party(into.Customer, ref source);
        Party(into.Vendor, ref source);
        RateCodec.Basis(into, ref source);
        into.MediaMode = source.Text();
        into.CallerCodec = source.Text();
        into.CalleeCodec = source.Text();
        if (version != WithoutMedia)
        {
            Media(into, ref source, version switch { Version => MediaCounts.All, WithoutFirstPacket => MediaCounts.NoFirstPacket, _ => MediaCounts.Few });
        }

        if (version >= WithoutFirstPacket)
        {
            into.IsRecorded = source.Byte() != 0;
            into.ProvenAt = source.TimeOrNull();
        }

        into.Why = source.Blob().ToArray();
        ReadOnlySpan<byte> ladder = source.Blob();
        if (withLadder)
        {
            into.Ladder = ladder.ToArray();
        }

        if (version >= WithoutFirstPacket)
        {
            into.Quality = source.Blob().ToArray();
        }
    }

    /// <summary>Node and counts of both legs.</summary>
    public static void Media(Cdr record, ByteSink sink)
    {
        sink.Text(record.MediaNode);
        WriteLeg(record.CallerMediaIn, sink);
        WriteLeg(record.CallerMediaOut, sink);
        WriteLeg(record.CalleeMediaIn, sink);
        WriteLeg(record.CalleeMediaOut, sink);
    }

    public static void Media(Cdr into, ref ByteSource source, MediaCounts counts)
    {
        into.MediaNode = source.Text();
        into.CallerMediaIn = ReadLeg(ref source, counts);
        into.CallerMediaOut = ReadLeg(ref source, counts);
        into.CalleeMediaIn = ReadLeg(ref source, counts);
        into.CalleeMediaOut = ReadLeg(ref source, counts);
    }

    private static void Party(PartyCharge party, ByteSink sink)
    {
        sink.Text(party.Account);
        sink.Text(party.RateTable);
        sink.Text(party.Currency);
        sink.Text(party.RatePrefix);
        sink.Text(party.Area);
        sink.Number(party.FeeTime);
        sink.Decimal(party.Fee);
        sink.Decimal(party.Tax);
    }

    private static void Party(PartyCharge into, ref ByteSource source)
    {
        into.Account = source.Text();
        into.RateTable = source.Text();
        into.Currency = source.Text();
        into.RatePrefix = source.Text();
        into.Area = source.Text();
        into.FeeTime = source.Number();
        into.Fee = source.Decimal();
        into.Tax = source.Decimal();
    }

    private static void WriteLeg(MediaLeg? leg, ByteSink sink)
    {
        sink.Byte(leg is null ? (byte)0 : (byte)1);
        if (leg is { } flow)
        {
            sink.Number(flow.Packets);
            sink.Number(flow.Octets);
            sink.Number(flow.Lost);
            sink.Number(flow.JitterMicroseconds);
            sink.Number(flow.MosHundredths);
            sink.Time(flow.LastPacketAt);
            sink.Number(flow.Reordered);
            sink.Number(flow.Duplicates);
            sink.Number(flow.RoundTripMicroseconds);
            sink.Time(flow.FirstPacketAt);
            sink.Number(flow.CodecChanges);
        }
    }

    private static MediaLeg? ReadLeg(ref ByteSource source, MediaCounts counts)
    {
        if (source.Byte() == 0)
        {
            return null;
        }

        var leg = new MediaLeg(source.Number(), source.Number(), source.Number(), source.Int(), source.Int(), source.TimeOrNull());
        leg = counts == MediaCounts.Few ? leg : leg with { Reordered = source.Number(), Duplicates = source.Number(), RoundTripMicroseconds = source.Int() };
        return counts == MediaCounts.All ? leg with { FirstPacketAt = source.TimeOrNull(), CodecChanges = source.Int() } : leg;
    }
}

/// <summary>Which counts a packed leg has: more have come with time.</summary>
internal enum MediaCounts : byte
{
    Few,

    /// <summary>Reordered and repeated packets and the round trip too.</summary>
    NoFirstPacket,
    All,
}
