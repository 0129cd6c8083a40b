using System.Text;
using Tandem.Routing.Plan;
using Tandem.Sip.Messages;
using Tandem.Wire.Flows;
using Tandem.Wire.Udp;

namespace Tandem.Calls.Registration;

/// <summary>
/// Keeps the NATs of registered phones open: in each round of SS_SIP_NAT_KEEP_ALIVE_PERIOD every phone that may be behind one gets a datagram or an OPTIONS, SS_SIP_NAT_KEEP_ALIVE_SEND_ONE_TIME of them in
/// SS_SIP_NAT_KEEP_ALIVE_SEND_INTERVAL. Where phones have periods of their own, rounds are short, and each gets one in those that it is due in. A batch leaves in slices, so that calls on the same socket and processor wait for a fraction of a millisecond at most. A round that takes longer than its
/// period is followed by the next at once.
/// </summary>
public sealed class KeepAlives : IAsyncDisposable
{
    private const int Slices = 10;
    private const int ShortestSlicedMs = 100;

    /// <summary>A round while phones have periods of their own.</summary>
    private const int ShortRoundMs = 2000;

    private readonly RegistrationTable _table;
    private readonly IWire _wire;
    private readonly SendBatch? _batch;
    private readonly PlanHolder _plan;
    private readonly TimeProvider _time;
    private readonly PeriodicTimer _tick;
    private readonly List<NatPhone> _phones = [];
    private readonly SipWriter _writer = new();
    private readonly string _node;
    private SwitchPlan _followed;
    private byte[] _message = [];
    private int _at;
    private int _part = RegistrationParts.Count;
    private int _slice;
    private long _roundBegan;
    private bool _hasBegun;
    private long _sent;
    private Task _sending = Task.CompletedTask;

    public KeepAlives(RegistrationTable table, IWire wire, PlanHolder plan, string node, TimeProvider time)
    {
        _table = table;
        _wire = wire;
        _batch = wire.NewBatch(static () => { });
        _plan = plan;
        _node = node;
        _time = time;
        _followed = plan.Current;
        _tick = new(TickOf(_followed.Parameters, isSending: true), time);
        Follow(_followed);
    }

    /// <summary>Datagrams sent so far.</summary>
    public long Sent => Volatile.Read(ref _sent);

    public void Start() => _sending = SendAsync();

    public async ValueTask DisposeAsync()
    {
        _tick.Dispose();
        await _sending;
    }

    /// <summary>One slice of a batch; what a tick of the timer does. False when there was nobody to send to.</summary>
    internal bool Step()
    {
        SwitchPlan plan = _plan.Current;
        if (!ReferenceEquals(plan, _followed))
        {
            Follow(plan);
        }

        if (_table.Reach.Rules.IsOff)
        {
            return false;
        }

        bool hasSent = false;
        for (int left = NextSlice(plan.Parameters); left > 0 && TryNext(out NatPhone phone); left--)
        {
            if (phone.Asks)
            {
                KeepAliveOptions.Write(_writer, phone, _node, _table.Reach.NowMs);
                Send(phone.Way, _writer.Written);
            }
            else
            {
                Send(phone.Way, _message);
            }

            Volatile.Write(ref _sent, _sent + 1);
            hasSent = true;
        }

        _batch?.Flush();
        return hasSent;
    }

    private void Send(in Flow way, ReadOnlySpan<byte> message)
    {
        if (_batch is null)
        {
            _wire.Send(way, message);
        }
        else
        {
            _batch.Post(way, message);
        }
    }

    private void Follow(SwitchPlan plan)
    {
        _followed = plan;
        _message = Encoding.UTF8.GetBytes(plan.Parameters.NatKeepAliveMessage);
        _table.Reach.Rules = KeepAliveRules.Of(plan);
    }

    private async Task SendAsync()
    {
        while (await _tick.WaitForNextTickAsync())
        {
            bool hasSent = Step();
            TimeSpan tick = TickOf(_plan.Current.Parameters, hasSent);
            if (_tick.Period != tick)
            {
                _tick.Period = tick;
            }
        }
    }

    private bool TryNext(out NatPhone phone)
    {
        phone = default;
        while (_at >= _phones.Count)
        {
            if (_part >= RegistrationParts.Count && !TryBeginRound())
            {
                return false;
            }

            _phones.Clear();
            _at = 0;
            _table.Reach.AddDue(_part++, RoundMs, _phones);
            if (_phones.Count == 0 && _part >= RegistrationParts.Count)
            {
                return false;
            }
        }

        phone = _phones[_at++];
        return true;
    }

    private long RoundMs => _table.Reach.Rules.IsEachByItself ? ShortRoundMs : _table.Reach.Rules.Period * 1000L;

    private bool TryBeginRound()
    {
        if (_hasBegun && _time.GetElapsedTime(_roundBegan) < TimeSpan.FromMilliseconds(RoundMs))
        {
            return false;
        }

        _hasBegun = true;
        _roundBegan = _time.GetTimestamp();
        _part = 0;
        return true;
    }

    private int NextSlice(SystemParameters parameters)
    {
        if (parameters.NatKeepAliveSendInterval < ShortestSlicedMs)
        {
            return parameters.NatKeepAliveSendOneTime;
        }

        int before = parameters.NatKeepAliveSendOneTime * _slice / Slices;
        _slice++;
        int now = parameters.NatKeepAliveSendOneTime * _slice / Slices;
        _slice %= Slices;
        return now - before;
    }

    /// <summary>Slices while there is something to send; between rounds a look in each interval is enough.</summary>
    private static TimeSpan TickOf(SystemParameters parameters, bool isSending)
    {
        int ms = parameters.NatKeepAliveSendInterval;
        return TimeSpan.FromMilliseconds(ms < ShortestSlicedMs || !isSending ? ms : ms / Slices);
    }
}
