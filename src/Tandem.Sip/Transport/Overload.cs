using System.IO.Hashing;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Sip.Transport;

/// <summary>
/// Answers 503 with Retry-After from the reader thread, without a transaction (RFC 3261 §8.2.7), when a shard is full: so many a
/// second at most, for a switch that can't keep up must not spend itself on saying so.
/// </summary>
internal sealed class Overload(IWire wire, TimeProvider time)
{
    private const int MostPerSecond = 500;
    private const int RetryAfterSeconds = 5;
    private readonly long _ticksPerSecond = time.TimestampFrequency;
    private readonly Lock _gate = new();
    private readonly SipMessage _request = new() { Buffer = new byte[65_536] };
    private readonly SipWriter _writer = new();
    private long _second;
    private int _inSecond;
    private long _answered;

    public long Answered => Volatile.Read(ref _answered);

    public void Answer(in Flow flow, ReadOnlySpan<byte> message)
    {
        if (message.Length > _request.Buffer.Length || message.StartsWith("SIP/"u8) || message.StartsWith("ACK "u8))
        {
            return;
        }

        lock (_gate)
        {
            if (!MayAnswer())
            {
                return;
            }

            message.CopyTo(_request.Buffer);
            _request.Length = message.Length;
            if (SipParser.Parse(_request) != ParseFault.None || !IsBetterThanSilence(flow))
            {
                return;
            }

            // The same tag for each repeat of the request: RFC 3261 §8.2.7.
            var tag = DialogTag.WithoutDialog(XxHash32.HashToUInt32(_request.CallId));
            ResponseStart.Write(_writer, _request, flow, 503, default, tag);
            _writer.Header(HeaderId.RetryAfter, RetryAfterSeconds).NoBody();
            if (wire.Send(ResponseStart.AddressFor(_request, flow), _writer.Written))
            {
                _answered++;
            }
        }
    }

    /// <summary>
    /// A request within a dialog, or a CANCEL, comes again by itself over UDP, and then there may be room; 503 would end a call
    /// that is up. On a stream nothing is repeated, so there it needs an answer.
    /// </summary>
    private bool IsBetterThanSilence(in Flow flow) => flow.IsStream || (_request.ToTag.IsEmpty && _request.Method != SipMethod.Cancel);

    private bool MayAnswer()
    {
        long second = time.GetTimestamp() / _ticksPerSecond;
        if (second != _second)
        {
            _second = second;
            _inSecond = 0;
        }

        return _inSecond++ < MostPerSecond;
    }
}
