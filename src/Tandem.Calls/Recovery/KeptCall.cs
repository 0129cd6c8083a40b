using Tandem.Calls.Control;
using Tandem.Wire.Buffers;

namespace Tandem.Calls.Recovery;

/// <summary>
/// What a talking call leaves in the journal, so that the next process can go on with it should this one die: both legs' dialogs and ways, and its session on the media node. What the record
/// says (parties, rates, trunks) is not said again; what the plan says is taken from the plan of that time.
/// </summary>
internal static class KeptCall
{
    private const int Version = 1;

    /// <summary>
    /// False: nobody could go on with this call. Its media must go through a node, which can be asked whether it is still there; or both peers must take UPDATE, so that they can be asked.
    /// </summary>
    public static bool TryWrite(Call call, ulong machine, KeptWriter kept)
    {
        if (call is not { State: CallState.Talking, Caller: { State: LegState.Up, Dialog: not null } caller, Callee: { State: LegState.Up, Dialog: not null } callee })
        {
            return false;
        }

        if (call.Forwards.IsAny)
        {
            return false; // its forwardings have records of their own, which would not find back to it
        }

        bool isRelayed = call.Media.Session is not null;
        if (!isRelayed && !(caller.AllowsUpdate && callee.AllowsUpdate))
        {
            return false;
        }

        kept.Clear().Number(Version).Number(machine).Flag(call.HasOffer).Flag(isRelayed);
        if (call.Media.Session is { } session && !session.TryKeep(kept))
        {
            return false;
        }

        KeptLeg.Write(caller, kept);
        KeptLeg.Write(callee, kept);
        return true;
    }

    /// <summary>Reads up to the media session. False: written by another version, or before the machine was started.</summary>
    public static bool TryReadHead(ref KeptReader kept, ulong machine, out bool hasOffer, out bool isRelayed)
    {
        bool isOurs = kept.Number() == Version;
        isOurs &= kept.Number() == machine;
        hasOffer = kept.Flag();
        isRelayed = kept.Flag();
        return isOurs && kept.IsSound;
    }
}
