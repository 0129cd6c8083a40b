using System.Collections.Concurrent;
using Tandem.Media.Codecs;
using Tandem.Media.Sdp;
using Tandem.Media.Sounds;

namespace Tandem.Media.Nodes;

/// <summary>
/// Voices that an rtpengine plays to callers (<c>play media</c>). The sounds are ours and go there in pieces, as a datagram has an end; it does not tell when one is over, so the clock does.
/// Thread-safe.
/// </summary>
internal sealed class NgVoices(NgExchange exchange, SoundLibrary sounds, string name, Func<long> nowMs)
{
    private readonly ConcurrentDictionary<UInt128, NgVoice> _playing = new();

    /// <summary>From the thread that keeps the time: the sound with this mark has been played to its end.</summary>
    public Action<UInt128, byte>? Played { get; set; }

    /// <summary>There is something to play.</summary>
    public bool HasSounds => sounds.Count > 1;

    /// <summary>Begins. Where the callee has not answered yet, the caller's ports are learnt by an answer of nobody's; one that talks does not hear the callee meanwhile.</summary>
    public void Ask(MediaRequest request)
    {
        VoiceFormat format = RingBack.FormatFor(request, out int line);
        if (format.Codec == VoiceCodec.None)
        {
            request.Return(MediaOutcome.NoCommonFormat);
            return;
        }

        short[][] pieces = new short[Working.SoundPlayer.MostPieces][];
        int count = sounds.Find(request.Sound, pieces);
        if (count == 0)
        {
            request.Return(MediaOutcome.NodeRefused, $"{name}: no such sound");
            return;
        }

        bool talks = request.Session.Talk.HasAnswer;
        var voice = new NgVoice(request.Session.Key, request.Session.Fork, request.Mark, talks, [.. pieces.Take(count).SelectMany(static piece => piece)]);
        request.SoundMs = voice.LengthMs;
        byte[] first = talks ? NgVoiceMessages.Block(voice, isOn: true) : NgVoiceMessages.Answer(request, line, format);
        Send(first, request, answer => Begin(voice, request, answer));
    }

    /// <summary>The session is over.</summary>
    public void Forget(UInt128 session) => _playing.TryRemove(session, out _);

    /// <summary>Sends on what comes next, and ends what is over.</summary>
    public void OnTime(long now)
    {
        foreach ((UInt128 session, NgVoice voice) in _playing)
        {
            if (now < voice.NextMs)
            {
                continue;
            }

            if (voice.HasMore)
            {
                // A piece that gets lost is a gap, no more: the end comes in its time all the same.
                exchange.Ask(voice.NextPiece(now), now, static _ => { }, static () => { });
            }
            else if (_playing.TryRemove(new(session, voice)))
            {
                Unblock(voice);
                Played?.Invoke(session, voice.Mark);
            }
        }
    }

    private void Begin(NgVoice voice, MediaRequest request, byte[] answer)
    {
        if (!NgMessages.IsDone(answer))
        {
            request.Reply = answer; // says why not
            request.Return(MediaOutcome.Done);
            return;
        }

        long now = nowMs();
        Send(voice.NextPiece(now), request, played =>
        {
            bool isPlaying = NgMessages.IsDone(played);
            if (isPlaying)
            {
                _playing[voice.Session] = voice; // in the place of the one before, which has no end then
            }
            else
            {
                Unblock(voice);
            }

            request.Reply = isPlaying ? answer : played;
            request.Return(MediaOutcome.Done);
        });
    }

    private void Unblock(NgVoice voice)
    {
        if (voice.Talks)
        {
            exchange.Ask(NgVoiceMessages.Block(voice, isOn: false), nowMs(), static _ => { }, static () => { });
        }
    }

    private void Send(byte[] message, MediaRequest request, Action<byte[]> answered) => exchange.Ask(
        message, nowMs(), answered,
        () =>
        {
            exchange.TakeDown();
            request.Return(MediaOutcome.NodeSilent, $"{name} does not answer");
        });
}
