using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tandem.Media.Relay.Wire;

namespace Tandem.Media.Relay;

/// <summary>Reads what media answers and gives it to who asked. On the client's reader thread.</summary>
internal sealed class RelayReports(IRelayAnswers answers)
{
    private readonly RelayPorts[] _ports = new RelayPorts[RelayPeer.MostLines];

    /// <summary>One answer, or its absence: an empty message and a status that is not Ok.</summary>
    public void Report(RelayVerb verb, RelayKey key, RelayHeader header, ReadOnlySpan<byte> message)
    {
        switch (verb)
        {
            case RelayVerb.List:
                answers.OnListed(header.Request, header.Status, [], isLast: true);
                break;
            case RelayVerb.Sample:
                answers.OnSampled(header.Request, header.Status, [], default, isLast: true);
                break;
            case RelayVerb.Close:
                answers.OnClosed(key, header.Request, header.Status, Entries<RelaySideStatistics>(message, RelayFrame.HeaderSize, header.Count));
                break;
            case RelayVerb.Query:
                answers.OnStatistics(key, header.Request, header.Status, Entries<RelaySideStatistics>(message, RelayFrame.HeaderSize, header.Count));
                break;
            case RelayVerb.Play:
                ReadOnlySpan<RelayPorts> read = ReadPorts(header, message);
                RelayFrame.TryRead(message, RelayFrame.HeaderSize + (read.Length * Unsafe.SizeOf<PortsEntry>()), out PlaysBody plays);
                answers.OnPlays(key, header.Request, header.Status, read, plays.Milliseconds);
                break;
            default:
                answers.OnPorts(key, header.Request, header.Status, ReadPorts(header, message));
                break;
        }
    }

    /// <summary>The whole entries of a page, at most as many as it says.</summary>
    public static ReadOnlySpan<T> Entries<T>(ReadOnlySpan<byte> message, int at, int count)
        where T : unmanaged
    {
        int whole = Math.Min(count, Math.Max(0, message.Length - at) / Unsafe.SizeOf<T>());
        return whole == 0 ? [] : MemoryMarshal.Cast<byte, T>(message.Slice(at, whole * Unsafe.SizeOf<T>()));
    }

    private ReadOnlySpan<RelayPorts> ReadPorts(RelayHeader header, ReadOnlySpan<byte> message)
    {
        int lines = 0;
        while (lines < Math.Min(header.Count, _ports.Length) && RelayFrame.TryReadEntry(message, RelayFrame.HeaderSize, lines, out PortsEntry entry))
        {
            _ports[lines++] = new(entry.Line, entry.A.ToAddress(), entry.B.ToAddress());
        }

        return _ports.AsSpan(0, lines);
    }
}
