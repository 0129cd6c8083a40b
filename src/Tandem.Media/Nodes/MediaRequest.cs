using Tandem.Media.Relay.Wire;
using Tandem.Media.Sdp;
using Tandem.Wire.Flows;
using Tandem.Wire.Shards;

namespace Tandem.Media.Nodes;

/// <summary>What is asked of a media node.</summary>
public enum MediaAsk : byte
{
    /// <summary>A side's offer; the answer is what the other side is to be offered.</summary>
    Offer,

    /// <summary>A side's answer; the answer is what the offerer is told.</summary>
    Answer,

    /// <summary>How is the media?</summary>
    Query,

    /// <summary>How the sound is to be worked on has changed: <see cref="MediaSession.Work"/>.</summary>
    Work,

    /// <summary>The caller is to hear <see cref="MediaRequest.Sound"/> before it hears the callee; what is said is the caller's own offer, the answer what it is told.</summary>
    Ring,

    /// <summary>
    /// A side is to hear <see cref="MediaRequest.Sound"/> once, instead of the side <see cref="MediaRequest.From"/>; the answer is how long it is, and before the two have agreed, which only a caller can
    /// be told before, what the caller is told, as with Ring.
    /// </summary>
    Announce,

    /// <summary>A key is to be played to the side <see cref="MediaRequest.From"/>: <see cref="MediaRequest.Key"/>.</summary>
    Key,

    /// <summary>The session is over; the answer is its statistics.</summary>
    Delete,
}

/// <summary>What came of it.</summary>
public enum MediaOutcome : byte
{
    Done,

    /// <summary>The node did not answer in its time.</summary>
    NodeSilent,

    /// <summary>No ports are left.</summary>
    PortsUsedUp,

    /// <summary>The node takes no more sessions, or said no.</summary>
    NodeRefused,

    /// <summary>The node does not know the session (any more).</summary>
    UnknownSession,

    /// <summary>The description can't be read, or does not fit the one before (488).</summary>
    BadDescription,

    /// <summary>No format that both sides have (488).</summary>
    NoCommonFormat,

    /// <summary>The description names a place where media may not go (488): <see cref="MediaPlaces"/>.</summary>
    BadAddress,
}

/// <summary>
/// One question to a node, and its answer. The shard that asks owns it; from <see cref="IMediaNode.Ask"/> until it comes back to the shard as a posted object it is the node's. Pooled.
/// </summary>
public sealed class MediaRequest
{
    private byte[] _said = [];
    private int _saidLength;
    private byte[] _told = [];
    private int _toldLength;

    public MediaAsk Ask { get; private set; }

    public MediaSession Session { get; private set; } = MediaSession.None;

    /// <summary>Whose description it is.</summary>
    public MediaSide From { get; private set; }

    /// <summary>Which of the callee's forks speaks or is spoken to.</summary>
    public byte Fork { get; set; }

    /// <summary>Our own address in the signalling with the side that is to get the description: what the description shows when the node has no address of its own to show.</summary>
    public NetAddress Near { get; set; }

    /// <summary>The same with the side that speaks.</summary>
    public NetAddress NearSpeaker { get; set; }

    /// <summary>Where the signalling of the side that speaks comes from.</summary>
    public NetAddress Peer { get; set; }

    /// <summary>Where that of the side that is told comes from.</summary>
    public NetAddress Hearer { get; set; }

    /// <summary>Type-of-service byte of the media's packets.</summary>
    public byte Tos { get; set; }

    /// <summary>What the caller hears; empty is the ring-back tone. See <see cref="RelayPlay.Sound"/>.</summary>
    public string Sound { get; set; } = "";

    /// <summary>Of an announcement: the number that its end is told by. 1 to 255.</summary>
    public byte Mark { get; set; }

    /// <summary>Of an announcement: how long it is, in milliseconds. 0: nobody knows.</summary>
    public int SoundMs { get; set; }

    /// <summary>A key to be played, and for how long.</summary>
    public char Key { get; set; }

    public int KeyMs { get; set; }

    /// <summary>The shard that gets the answer.</summary>
    public Shard? Asker { get; private set; }

    /// <summary>What the asker wants to remember with it.</summary>
    public object? Token { get; set; }

    public int Generation { get; set; }

    public MediaOutcome Outcome { get; set; }

    /// <summary>What the node said of a failure; empty when its outcome says all.</summary>
    public string Problem { get; set; } = "";

    /// <summary>The side's description.</summary>
    public ReadOnlySpan<byte> Said => _said.AsSpan(0, _saidLength);

    /// <summary>The description for the other side; after <see cref="IMediaNode.Finish"/>.</summary>
    public ReadOnlySpan<byte> Told => _told.AsSpan(0, _toldLength);

    /// <summary>Of a query and a delete.</summary>
    public MediaStatistics Statistics { get; } = new();

    /// <summary>What the node keeps with the question: its reply in its own form. Left over from the question before when the object is used again.</summary>
    public object? Reply { get; set; }

    public void Begin(MediaAsk ask, MediaSession session, MediaSide from, ReadOnlySpan<byte> said, Shard asker)
    {
        (Ask, Session, From, Asker) = (ask, session, from, asker);
        Set(ref _said, ref _saidLength, said);
        _toldLength = 0;
        Outcome = MediaOutcome.Done;
        Problem = "";
        Fork = 0;
        SoundMs = 0;
        Statistics.Clear();
    }

    public void Tell(ReadOnlySpan<byte> description) => Set(ref _told, ref _toldLength, description);

    /// <summary>From any thread: the node is done with it, for now or at all.</summary>
    public void Return(MediaOutcome outcome, string problem = "")
    {
        Outcome = outcome;
        Problem = problem;
        Asker?.Post(this);
    }

    private static void Set(ref byte[] bytes, ref int length, ReadOnlySpan<byte> text)
    {
        if (bytes.Length < text.Length)
        {
            bytes = new byte[Math.Max(1024, text.Length)];
        }

        text.CopyTo(bytes);
        length = text.Length;
    }
}
