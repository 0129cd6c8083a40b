using Tandem.Calls.Control;
using Tandem.Calls.Live;
using Tandem.Calls.Recovery;
using Tandem.Media.Nodes;

namespace Tandem.Calls.Media;

internal enum ErrandKind : byte
{
    /// <summary>The offer for the route in hand; the INVITE waits for it.</summary>
    AttemptOffer,

    /// <summary>The description in the first message of the call's queue.</summary>
    HeldMessage,

    /// <summary>The description in a request that is carried across.</summary>
    CarriedRequest,

    /// <summary>Is there media? (SW §6.5)</summary>
    Watch,

    /// <summary>The caller is to hear a ring tone, without a word of the callee's.</summary>
    Ring,

    /// <summary>A session for a voice alone.</summary>
    AnnouncementOffer,

    /// <summary>The caller is to hear a voice.</summary>
    Announcement,

    /// <summary>The sound is worked on; nobody waits, but the session is still the call's.</summary>
    Work,

    /// <summary>The call's record waits for the statistics.</summary>
    Close,

    /// <summary>Nobody waits.</summary>
    Delete,

    /// <summary>How is the media now? For the quality series.</summary>
    Sample,

    /// <summary>Somebody looks at the call.</summary>
    Show,

    /// <summary>Is the session of a call still there that another process has begun?</summary>
    Recovery,
}

/// <summary>One question to a media node, and what is to be done with its answer. Pooled by the shard.</summary>
internal sealed class Errand
{
    public Errand() => Request = new() { Token = this };

    public MediaRequest Request { get; }

    public ErrandKind Kind { get; set; }

    public CallMedia? Media { get; set; }

    /// <summary>The <see cref="CallMedia.Generation"/> that it was sent in; an older one's answer comes too late.</summary>
    public int Generation { get; set; }

    public Relay? Relay { get; set; }

    public int RelayGeneration { get; set; }

    /// <summary>Of a recovery: who waits.</summary>
    public GoOnWith? Question { get; set; }

    /// <summary>Of a look at the call: who looks.</summary>
    public ShowCall? Shown { get; set; }

    /// <summary>Of a carried PRACK: what it acknowledges.</summary>
    public uint RSeq { get; set; }

    public void Clear()
    {
        Media = null;
        Relay = null;
        Question = null;
        Shown = null;
    }
}
