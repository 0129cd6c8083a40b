using CsCheck;
using Tandem.Media.Dtmf;

namespace Tandem.Tests.Media.Dtmf;

public sealed class TelephoneEventTests
{
    private const string Keys = "0123456789*#ABCD";

    [Fact]
    public void Every_key_sent_is_heard_once_whatever_is_lost_but_one_packet()
    {
        Gen.Select(Gen.Int[0, 15], Gen.Int[40, 600], Gen.Int[0, 20]).Sample((code, ms, lostButOne) =>
        {
            List<byte[]> packets = Packets((byte)code, ms);
            var receiver = new EventReceiver();
            int only = lostButOne % packets.Count;
            receiver.Hear(8000, packets[only]).Should().Be(Keys[code]);
            packets.Skip(only).Select(packet => receiver.Hear(8000, packet)).Should().OnlyContain(static key => key == '\0');
        });
    }

    [Fact]
    public void A_key_is_sent_with_growing_duration_and_its_end_three_times()
    {
        List<byte[]> packets = Packets(5, 100);
        packets.Select(static packet => Read(packet).Duration).Should().Equal(160, 320, 480, 640, 800, 800, 800);
        packets.Select(static packet => Read(packet).IsEnd).Should().Equal(false, false, false, false, true, true, true);
    }

    [Fact]
    public void The_same_key_twice_is_two_keys()
    {
        var receiver = new EventReceiver();
        byte[] packet = Packets(7, 60)[0];
        receiver.Hear(1000, packet).Should().Be('7');
        receiver.Hear(1000, packet).Should().Be('\0');
        receiver.Hear(3000, packet).Should().Be('7');
        receiver.Hear(1000, packet).Should().Be('\0', "it was overtaken");
    }

    [Fact]
    public void Timestamps_may_begin_again_at_zero()
    {
        var receiver = new EventReceiver();
        byte[] packet = Packets(1, 60)[0];
        receiver.Hear(uint.MaxValue - 100, packet).Should().Be('1');
        receiver.Hear(60, packet).Should().Be('1');
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 16, 10, 0, 160 })]
    [InlineData(new byte[] { 255, 255, 255, 255 })]
    public void What_is_no_key_is_passed_over(byte[] payload) => new EventReceiver().Hear(1, payload).Should().Be('\0');

    private static TelephoneEvent Read(byte[] packet)
    {
        TelephoneEvent.TryRead(packet, out TelephoneEvent read).Should().BeTrue();
        return read;
    }

    private static List<byte[]> Packets(byte code, int ms)
    {
        EventSender sender = default;
        sender.Begin(code, ms, 8000, 20);
        List<byte[]> packets = [];
        byte[] payload = new byte[TelephoneEvent.Size];
        while (sender.TryNext(payload, out bool isFirst))
        {
            isFirst.Should().Be(packets.Count == 0);
            packets.Add([.. payload]);
        }

        sender.IsBusy.Should().BeFalse();
        return packets;
    }
}
