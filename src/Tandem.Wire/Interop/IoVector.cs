using System.Runtime.InteropServices;

namespace Tandem.Wire.Interop;

/// <summary>struct iovec: a run of bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoVector
{
    public byte* Base;
    public nuint Length;
}
