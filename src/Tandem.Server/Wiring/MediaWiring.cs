using Tandem.Media.Nodes;
using Tandem.Server.Options;

namespace Tandem.Server.Wiring;

/// <summary>The nodes that relay media.</summary>
internal sealed class MediaWiring : IDisposable
{
    private readonly List<RtpengineNode> _engines;

    public MediaWiring(UpOptions options, TimeProvider time)
    {
        _engines = [.. options.MediaNodes.Select(node => new RtpengineNode(node.Name, node.Address, time))];
        Nodes = new([.. _engines.Zip(options.MediaNodes, static (node, option) => new WeightedNode(node, option.Weight))]);
    }

    public MediaNodes Nodes { get; }

    public void Start() => _engines.ForEach(static engine => engine.Start());

    public void Dispose() => _engines.ForEach(static engine => engine.Dispose());
}
