using Tandem.Wire.Buffers;

namespace Tandem.Tests.Wire.Buffers;

public sealed class BufferPoolTests
{
    [Fact]
    public void An_array_is_large_enough_and_at_most_a_quarter_larger()
    {
        var pool = new BufferPool();
        for (int size = 512; size <= 64 * 1024; size++)
        {
            byte[] array = pool.Rent(size);
            array.Length.Should().BeInRange(size, Math.Max(512, size + (size / 4)));
            pool.Return(array);
        }
    }

    [Theory]
    [InlineData(1, 512)]
    [InlineData(513, 640)]
    [InlineData(1024, 1024)]
    [InlineData(2049, 2560)]
    [InlineData(65_536, 65_536)]
    [InlineData(65_537, 65_537)]
    public void Sizes_go_up_by_quarters(int size, int length) => new BufferPool().Rent(size).Length.Should().Be(length);

    [Fact]
    public void What_was_given_back_is_rented_again()
    {
        var pool = new BufferPool();
        byte[] array = pool.Rent(3000);
        pool.Return(array);
        pool.Rent(2900).Should().BeSameAs(array);
        pool.Rent(2900).Should().NotBeSameAs(array);
    }

    [Fact]
    public void Stock_is_bounded_and_takes_none_of_another_size()
    {
        var pool = new BufferPool(1024);
        byte[][] arrays = [pool.Rent(512), pool.Rent(512), pool.Rent(512)];
        Array.ForEach(arrays, pool.Return);
        pool.Return(new byte[600]);
        pool.Return(null);
        arrays.Should().Contain([pool.Rent(512), pool.Rent(512)]);
        arrays.Should().NotContain(pool.Rent(512));
    }
}
