using static Tandem.Calls.Control.CallEffects;
using static Tandem.Calls.Control.CallEvent;
using static Tandem.Calls.Control.CallState;

namespace Tandem.Calls.Control;

/// <summary>Where a call stands.</summary>
public enum CallState : byte
{
    /// <summary>The call is admitted; no INVITE is out at this moment.</summary>
    Locating,

    /// <summary>The caller hears what it is told before its call goes out; nothing has been dialled.</summary>
    Prefacing,

    /// <summary>An INVITE is out and nobody rings yet.</summary>
    Dialing,

    /// <summary>The caller has been told that the callee is reached (18x).</summary>
    Ringing,

    /// <summary>The callee has answered and has its ACK; the caller has the 200 and owes its ACK.</summary>
    Answered,

    /// <summary>As Answered, but the 200 carried the offer: the callee's ACK waits for the answer in the caller's (RFC 3264 §4).</summary>
    Offered,

    /// <summary>Both sides have their ACK.</summary>
    Talking,

    /// <summary>The call has failed, and the caller hears why; nothing is out any more, and the refusal follows.</summary>
    Failing,

    /// <summary>The record is closed; the legs finish by themselves.</summary>
    Over,
}

/// <summary>What can happen to a call.</summary>
public enum CallEvent : byte
{
    /// <summary>The caller is to hear something before its call goes out.</summary>
    HearsFirst,

    /// <summary>The caller has heard what it was told, or can't.</summary>
    Heard,

    /// <summary>The address of the next route is known.</summary>
    Located,

    /// <summary>The attempt in hand has failed, and there is a next route.</summary>
    AttemptFailed,

    /// <summary>The attempt in hand has failed, and the hunt is over.</summary>
    RoutesUsedUp,

    /// <summary>The call fails, for whatever reason before the answer, and the caller is to hear why first.</summary>
    FailsAloud,

    /// <summary>100 from the callee's side.</summary>
    Trying,

    /// <summary>18x from the callee's side.</summary>
    Progress,

    /// <summary>2xx from the callee's side.</summary>
    Answer,

    /// <summary>2xx from the callee's side that carries the offer, for the INVITE had none.</summary>
    AnswerWithOffer,

    CallerAck,

    /// <summary>The caller's ACK did not come for 64·T1 (RFC 3261 §13.3.1.4).</summary>
    NoCallerAck,
    CallerCancel,
    CallerBye,
    CalleeBye,

    /// <summary>The switch ends it: credit, duration, session timer, operator, a leg that is gone.</summary>
    SwitchEnds,
}

/// <summary>What the machine asks to be done. <see cref="Call"/> acts, in the order of this list.</summary>
[Flags]
public enum CallEffects
{
    None = 0,

    /// <summary>Leave the attempt in hand: CANCEL it; should it be answered all the same, ACK and BYE.</summary>
    DropAttempt = 1 << 0,

    /// <summary>Talk time begins; the journal knows it before the caller does.</summary>
    StartTalk = 1 << 1,
    AckCallee = 1 << 2,
    PassAnswer = 1 << 3,
    PassProgress = 1 << 4,
    RefuseCaller = 1 << 5,
    ByeCallee = 1 << 6,
    ByeCaller = 1 << 7,

    /// <summary>(Re)start the progress timer that fits what was last heard (SW §1.3).</summary>
    WatchProgress = 1 << 8,
    SendInvite = 1 << 9,
    Close = 1 << 10,
    TryNext = 1 << 11,

    /// <summary>The journal learns what it takes to go on with the call in another process.</summary>
    Keep = 1 << 12,

    /// <summary>The caller hears a voice; <see cref="CallEvent.Heard"/> follows.</summary>
    Announce = 1 << 13,

    /// <summary>Dial the routes, from the first.</summary>
    BeginHunt = 1 << 14,
}

/// <summary>The life of a call, from its first route to its end. Pure; the hunt's own question — is there a next route? — is in the event.</summary>
public static class CallMachine
{
    public static (CallState Next, CallEffects Do) Step(CallState state, CallEvent seen) => (state, seen) switch
    {
        (Locating, HearsFirst) => (Prefacing, Announce),
        (Prefacing, Heard) => (Locating, DropAttempt | BeginHunt),
        (Locating, Located) => (Dialing, SendInvite | WatchProgress),
        (Locating, AttemptFailed) => (Locating, TryNext),
        (Dialing, Trying) => (Dialing, WatchProgress),
        (Dialing or Ringing, Progress) => (Ringing, PassProgress | WatchProgress),
        (Dialing or Ringing, AttemptFailed) => (Locating, DropAttempt | TryNext),
        (Dialing or Ringing, Answer) => (Answered, StartTalk | AckCallee | PassAnswer),
        (Dialing or Ringing, AnswerWithOffer) => (Offered, StartTalk | PassAnswer),
        (Locating or Dialing or Ringing, FailsAloud) => (Failing, DropAttempt | Announce),
        (Locating or Dialing or Ringing, RoutesUsedUp) => (Over, DropAttempt | RefuseCaller | Close),
        (Locating or Prefacing or Dialing or Ringing, CallerCancel or CallerBye) => (Over, DropAttempt | RefuseCaller | Close),
        (Locating or Prefacing or Dialing or Ringing, SwitchEnds) => (Over, DropAttempt | RefuseCaller | Close),
        (Failing, Heard or CallerCancel or CallerBye or SwitchEnds) => (Over, RefuseCaller | Close),
        (Answered, CallerAck) => (Talking, Keep),
        (Offered, CallerAck) => (Talking, AckCallee | Keep),
        (Answered or Talking, CallerBye) => (Over, ByeCallee | Close),
        (Answered or Talking, CalleeBye) => (Over, ByeCaller | Close),
        (Answered or Talking, SwitchEnds or NoCallerAck) => (Over, ByeCallee | ByeCaller | Close),
        (Offered, CallerBye) => (Over, AckCallee | ByeCallee | Close),
        (Offered, CalleeBye) => (Over, ByeCaller | Close),
        (Offered, SwitchEnds or NoCallerAck) => (Over, AckCallee | ByeCallee | ByeCaller | Close),
        _ => (state, None),
    };
}
