using System.Runtime.InteropServices;

namespace Tandem.Wire.Interop;

/// <summary>struct mmsghdr: a struct msghdr and the length received or sent, as the 64-bit kernels lay it out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public byte* Name;
    public uint NameLength;
    public IoVector* Vectors;
    public nuint VectorCount;
    public byte* Control;
    public nuint ControlLength;
    public int Flags;
    private readonly uint _endOfHeader;
    public uint Received;
    private readonly uint _end;
}
