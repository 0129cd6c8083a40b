using System.IO.Hashing;

namespace Tandem.Server.Wiring;

/// <summary>Names the machine's start that its monotonic clock counts from.</summary>
internal static class MachineStart
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    /// <summary>0 where it can't be told: then any monotonic time that is past counts as one of this start.</summary>
    public static ulong Read()
    {
        try
        {
            return XxHash3.HashToUInt64(File.ReadAllBytes(BootId));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
