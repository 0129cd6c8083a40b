using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;

namespace Tandem.Sip.Transactions;

/// <summary>A stream to where a datagram would go. False: no listener of ours reaches it so.</summary>
public delegate bool FindStream(in Flow datagram, out Flow stream);

/// <summary>
/// Requests that are too large for a datagram go by TCP (RFC 3261 §18.1.1): beyond some 1,300 bytes one is cut into fragments,
/// which firewalls drop. Many peers take no TCP. So when the connection fails, or nothing at all is heard on it for two T1, the
/// request goes by UDP as it would have, with the same branch, and that peer gets no stream for an hour.
/// </summary>
internal sealed class LargeRequests(TransactionMeans means)
{
    /// <summary>Milliseconds for the peer to say anything on the stream.</summary>
    public const int Patience = 2 * SipTimers.T1;

    /// <summary>How long a peer without TCP is remembered, in milliseconds.</summary>
    public const long Memory = 3_600_000;

    private const int MostRemembered = 4096;
    private readonly Dictionary<NetAddress, long> _withoutUntilMs = [];
    private readonly SipWriter _writer = new();

    /// <inheritdoc cref="TransactionTable.LongestDatagram"/>
    public int LongestDatagram { get; set; }

    /// <inheritdoc cref="TransactionTable.FindStream"/>
    public FindStream? FindStream { get; set; }

    /// <summary>
    /// Puts the request onto a stream when it is too large: it is written anew, with a Via that says so. False: it stays as it
    /// is.
    /// </summary>
    public bool TryMove(ClientTransaction transaction, ReadOnlySpan<byte> request, out ReadOnlySpan<byte> moved)
    {
        moved = request;
        Flow datagram = transaction.Flow;
        if (LongestDatagram <= 0 || request.Length <= LongestDatagram || datagram.IsStream || IsWithoutStream(datagram.Remote)
            || FindStream is not { } find || !find(datagram, out Flow stream))
        {
            return false;
        }

        OwnVia.Restamp(_writer, request, stream);
        moved = _writer.Written;
        transaction.Datagram = datagram;
        transaction.Flow = stream;
        return true;
    }

    /// <summary>The stream came to nothing: the request is a datagram again, and its peer is remembered.</summary>
    public void MoveBack(ClientTransaction transaction)
    {
        Flow datagram = transaction.Datagram;
        transaction.Datagram = default;
        transaction.Flow = datagram;
        if (_withoutUntilMs.Count >= MostRemembered)
        {
            _withoutUntilMs.Clear();
        }

        _withoutUntilMs[datagram.Remote] = means.NowMs + Memory;
        if (transaction.Request is { } request)
        {
            OwnVia.Restamp(_writer, request.AsSpan(0, transaction.RequestLength), datagram);
            means.Buffers.Return(request);
            transaction.Request = means.Copy(_writer.Written);
            transaction.RequestLength = _writer.Written.Length;
        }
    }

    private bool IsWithoutStream(in NetAddress peer)
    {
        if (!_withoutUntilMs.TryGetValue(peer, out long untilMs))
        {
            return false;
        }

        if (means.NowMs < untilMs)
        {
            return true;
        }

        _withoutUntilMs.Remove(peer);
        return false;
    }
}
