using Tandem.Sip.Dialogs;
using Tandem.Wire.Buffers;

namespace Tandem.Calls.Control;

/// <summary>What <see cref="EarlyOffers"/> remembers of a caller's leg.</summary>
internal struct EarlyOffer
{
    /// <summary>The description that the caller has reliably, in an answer that was not reliable on the callee's side.</summary>
    public PooledText Told;

    /// <summary>The dialog it was told in.</summary>
    public Dialog? ToldIn;

    /// <summary>The offer that we have answered by that description; the callee is to have it once the call is up.</summary>
    public PooledText Owed;

    public void Clear(BufferPool buffers)
    {
        Told.Clear(buffers);
        Owed.Clear(buffers);
        ToldIn = null;
    }
}
