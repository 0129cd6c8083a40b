using Tandem.Billing.Cdrs;
using Tandem.Routing.Routes;

namespace Tandem.Routing.Phones;

/// <summary>The fact that a verdict about a phone leaves in the explanation; of a forward, what sent it there, the forwarding itself is told where it is followed.</summary>
public static class PhoneWords
{
    public static void Note(RouteReasons why, CompiledPhone phone, PhoneVerdict verdict, PhoneState state)
    {
        switch (verdict)
        {
            case { Step: PhoneStep.Refuse, Reason: EndReason.TrunkLocked }:
                why.Add(ReasonCode.PhoneLocked, phone.Number);
                break;
            case { Step: PhoneStep.Carriers }:
                why.Add(ReasonCode.CarriersForOfflinePhone, phone.Number);
                break;
            case { Reason: EndReason.CalleeNotOnline }:
                why.Add(ReasonCode.PhoneOffline, phone.Number);
                break;
            case { Reason: EndReason.CalleeBusy } when phone.Phone.DoNotDisturb:
                why.Add(ReasonCode.PhoneDoNotDisturb, phone.Number);
                break;
            case { Reason: EndReason.CalleeBusy } when !state.HasFreeLine:
                why.Add(ReasonCode.PhoneLinesFull, phone.Number);
                break;
            default:
                break;
        }
    }
}
