using Tandem.Media.Relay.Wire;

namespace Tandem.Media.Nodes;

/// <summary>What the media process said, taken from the client's thread to the shard's. Kept with its request and used again.</summary>
internal sealed class RelayReply
{
    private RelayPorts[] _ports = [];
    private RelaySideStatistics[] _sides = [];
    private int _portCount;
    private int _sideCount;

    public RelayStatus Status { get; set; }

    /// <summary>Of a play: how long it is.</summary>
    public int Milliseconds { get; set; }

    public ReadOnlySpan<RelayPorts> Ports => _ports.AsSpan(0, _portCount);

    public ReadOnlySpan<RelaySideStatistics> Sides => _sides.AsSpan(0, _sideCount);

    public void SetPorts(ReadOnlySpan<RelayPorts> ports)
    {
        if (_ports.Length < ports.Length)
        {
            _ports = new RelayPorts[RelayPeer.MostLines];
        }

        ports.CopyTo(_ports);
        _portCount = ports.Length;
    }

    public void SetSides(ReadOnlySpan<RelaySideStatistics> sides)
    {
        if (_sides.Length < sides.Length)
        {
            _sides = new RelaySideStatistics[sides.Length];
        }

        sides.CopyTo(_sides);
        _sideCount = sides.Length;
    }
}
