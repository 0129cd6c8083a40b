using CsCheck;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;

namespace Tandem.Tests.Sip.Dialogs;

public class InDialogRulesTests
{
    private static readonly Gen<SipMethod> Methods = Gen.Enum<SipMethod>();
    private static readonly Gen<DialogPending> Pendings = Gen.Int[0, 63].Select(i => (DialogPending)i);

    [Fact]
    public void Only_INVITE_and_UPDATE_meet_glare() =>
        Gen.Select(Methods, Pendings, Gen.Bool).Sample((method, pending, hasOffer) =>
            InDialogRules.Judge(method, 5, hasOffer, DialogState.Confirmed, 4, pending) == InDialogVerdict.Proceed
            || method is SipMethod.Invite or SipMethod.Update);

    [Fact]
    public void A_dialog_that_is_over_serves_nothing_but_ACK_and_CANCEL() =>
        Gen.Select(Methods, Pendings, Gen.Bool).Sample((method, pending, hasOffer) =>
            InDialogRules.Judge(method, 5, hasOffer, DialogState.Ended, 4, pending)
                == (method is SipMethod.Ack or SipMethod.Cancel ? InDialogVerdict.Proceed : InDialogVerdict.NoDialog));

    [Theory]
    [InlineData(DialogPending.OurOffer, InDialogVerdict.Glare)] // RFC 3311 §5.2
    [InlineData(DialogPending.TheirOffer, InDialogVerdict.TooSoon)]
    public void An_offer_waits_for_the_one_before_it(DialogPending pending, InDialogVerdict expected)
    {
        InDialogRules.Judge(SipMethod.Update, 5, true, DialogState.Early, 4, pending).Should().Be(expected);
        InDialogRules.Judge(SipMethod.Update, 5, false, DialogState.Early, 4, pending).Should().Be(InDialogVerdict.Proceed);
    }

    [Theory]
    [InlineData(InDialogVerdict.Proceed, 0)]
    [InlineData(InDialogVerdict.NoDialog, 481)]
    [InlineData(InDialogVerdict.OutOfOrder, 500)]
    [InlineData(InDialogVerdict.TooSoon, 500)]
    [InlineData(InDialogVerdict.Glare, 491)]
    public void Each_no_has_its_status(InDialogVerdict verdict, int status) =>
        InDialogRules.StatusOf(verdict).Should().Be(status);

    [Fact]
    public void After_glare_the_side_that_made_the_Call_ID_waits_longer() =>
        Gen.Int.Sample(seed =>
        {
            int maker = InDialogRules.GlareDelayMs(true, new Random(seed));
            int other = InDialogRules.GlareDelayMs(false, new Random(seed));
            int retry = InDialogRules.RetryAfterSeconds(new Random(seed));
            return maker is >= 2100 and <= 4000 && maker % 10 == 0
                && other is >= 0 and <= 2000 && other % 10 == 0
                && retry is >= 0 and <= 10;
        });

    [Theory]
    [InlineData(481, true)]
    [InlineData(408, true)]
    [InlineData(491, false)]
    [InlineData(500, false)]
    [InlineData(200, false)]
    public void Some_answers_end_the_dialog(int status, bool ends) => InDialogRules.EndsDialog(status).Should().Be(ends);
}
