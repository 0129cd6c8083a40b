using System.Runtime.CompilerServices;
using Tandem.Media.Relay.Wire;

namespace Tandem.Tests.Media.Relay.Wire;

/// <summary>Two processes of different versions may meet. What one says must not be read by the other as something else.</summary>
public sealed class RelayMessagesTests
{
    /// <summary>A size that changes, or a message that comes to be, is another version: raise <see cref="RelayHeader.Signature"/>, and say here what it is of.</summary>
    [Fact]
    public void The_signature_is_raised_when_a_message_changes()
    {
        int[] sizes =
        [
            Unsafe.SizeOf<RelayHeader>(), Unsafe.SizeOf<HelloBody>(), Unsafe.SizeOf<RecorderBody>(), Unsafe.SizeOf<OrderBody>(), Unsafe.SizeOf<PeerEntry>(), Unsafe.SizeOf<PortsEntry>(),
            Unsafe.SizeOf<ListBody>(), Unsafe.SizeOf<RelayListed>(), Unsafe.SizeOf<IceBody>(), Unsafe.SizeOf<EventBody>(), Unsafe.SizeOf<WorkBody>(), Unsafe.SizeOf<KeyBody>(),
            Unsafe.SizeOf<PlayBody>(), Unsafe.SizeOf<RelaySideStatistics>(), Unsafe.SizeOf<SampleBody>(), Unsafe.SizeOf<RelaySample>(),
        ];

        (RelayHeader.Signature >> 24, string.Join(' ', sizes)).Should().Be((3, "40 32 29 4 80 37 4 36 4 3 130 14 8 208 80 92"));
    }
}
