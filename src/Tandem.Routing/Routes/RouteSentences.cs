namespace Tandem.Routing.Routes;

/// <summary>The sentence that a person reads for each fact.</summary>
public static class RouteSentences
{
    /// <summary>The stored JSON array as sentences, in order.</summary>
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> json) =>
        [.. RouteReasons.Read(json).Select(static reason => Say(reason))];

    /// <summary>One fact in words.</summary>
    public static string Say(in RouteReason reason)
    {
        (_, string subject, string value, decimal? number, decimal? limit) = reason;
        return reason.Code switch
        {
            ReasonCode.None => "",

            ReasonCode.TrunkMatched => $"The call came in on trunk {subject}; account {value} pays.",
            ReasonCode.PhoneMatched => $"The call came from phone {subject}; account {value} pays.",
            ReasonCode.DigestAsked => $"{subject} has to prove itself by password.",
            ReasonCode.DigestProven => $"User {subject} proved itself by password.",
            ReasonCode.DigestWrong => $"{subject} at {value} did not prove itself by password.",
            ReasonCode.RequestRefused => $"The INVITE itself was refused with {number}: {subject}.",
            ReasonCode.SourceUnknown => $"No trunk or phone calls from {subject}: an illegal call.",
            ReasonCode.OutsideGeofence => $"{subject} may not come from {value}: its geofence.",
            ReasonCode.AttemptsFolded when value.Length == 0 => $"{number} attempts of {subject} in one record.",
            ReasonCode.AttemptsFolded => $"{number} attempts of {subject} in one record, to {value}.",
            ReasonCode.IngressLocked => $"{subject} is locked.",
            ReasonCode.AccountLocked => $"Account {subject} is locked.",
            ReasonCode.AccountExpired => $"Account {subject} was valid until {value}.",
            ReasonCode.BadCallingNumber =>
                $"The caller's number '{value}' can't be used: at most {number} digits, letters, +, *, #, '.', '-' or '_'.",
            ReasonCode.BadCalledNumber => $"The called number '{value}' can't be used: 1 to {number} digits, letters, +, * or #.",
            ReasonCode.CallerNotAllowed => $"Trunk {subject} takes no calls from caller '{value}'.",
            ReasonCode.CalledNotAllowed => $"Trunk {subject} takes no calls to {value}.",
            ReasonCode.CallingRewritten => $"The caller's number {subject} was rewritten to {value}.",
            ReasonCode.CalledRewritten => $"The called number {subject} was rewritten to {value}.",
            ReasonCode.RewrittenBadly =>
                $"The dial rules of {subject} made '{value}' of the called number; 1 to {number} characters are allowed.",
            ReasonCode.RoutePrefixDropped => $"For rating, {subject} counts as {value}: routing prefixes are not rated.",
            ReasonCode.FreeNumber => $"Calls to {subject} are free.",
            ReasonCode.NoRateTable => $"Neither {subject} nor account {value} has a rate table.",
            ReasonCode.RateNotFound => $"Rate table {subject} has no rate for {value}.",
            ReasonCode.RateLocked => $"The rate for {value} in table {subject} is locked.",
            ReasonCode.RateFound => $"Rate table {subject}, prefix {value}: {number} for each {limit} s.",
            ReasonCode.CallClassTooHigh =>
                $"Prefix {value} is of call class {number}; {subject} may call up to class {limit}.",

            ReasonCode.IngressLinesFull => $"All {limit} lines of {subject} are in use.",
            ReasonCode.IngressTooManyPerSecond => $"{subject} may start {limit} calls a second, and did.",
            ReasonCode.SystemTooManyPerSecond => $"The switch takes {limit} new calls a second, and has.",
            ReasonCode.CallerBlacklisted => $"The caller {subject} is on the black list: {value}.",
            ReasonCode.CalleeBlacklisted => $"The called number {subject} is on the black list: {value}.",
            ReasonCode.CreditHeld => $"{number} of account {subject} is held for the call.",
            ReasonCode.CreditRefused => $"Account {subject} would have to hold {number} and has {limit} left.",
            ReasonCode.CreditExtended => $"{number} more of account {subject} was held while the call ran.",
            ReasonCode.CreditEnded => $"The credit of account {subject} ended after {number} s.",

            ReasonCode.CalledPhone when value == subject => $"{subject} is a phone of this switch.",
            ReasonCode.CalledPhone => $"{value} is a number of phone {subject}.",
            ReasonCode.FreeToPhone => $"{subject} calls other phones of this switch for free.",
            ReasonCode.PhoneLocked => $"Phone {subject} is locked for calls to it.",
            ReasonCode.PhoneDoNotDisturb => $"Phone {subject} is not to be disturbed.",
            ReasonCode.PhoneOffline => $"Phone {subject} is not online.",
            ReasonCode.PhoneLinesFull => $"Phone {subject} is busy: all its lines are in use.",
            ReasonCode.PhoneRings when number == 1 => $"Phone {subject} rings.",
            ReasonCode.PhoneRings => $"Phone {subject} rings at {number} places.",
            ReasonCode.Forwarded => $"Phone {subject} forwards its calls {value}.",
            ReasonCode.ForwardPaidBy => $"Phone {subject} forwards the call; account {value} pays for that.",
            ReasonCode.ForwardLoop => $"Phone {subject} is left out: the call has been there already.",
            ReasonCode.ForwardLimitReached => $"Phone {subject} would forward the call again; {limit} times are allowed.",
            ReasonCode.LeftOutOfGroup => $"{subject} does not ring with the others: {value}.",
            ReasonCode.CarriersForOfflinePhone => $"Phone {subject} is not online, so carriers are tried.",
            ReasonCode.AnsweredFirst => $"Of those that rang, {subject} answered first.",

            ReasonCode.OtherPrefixes => $"{subject}: takes other numbers ({value}).",
            ReasonCode.NoPrefixMatched => $"No egress trunk takes calls to {value}.",
            ReasonCode.NotAllowedForCustomer => $"{subject}: not among the trunks that {value} may use.",
            ReasonCode.EgressLocked => $"{subject}: locked.",
            ReasonCode.VendorLocked => $"{subject}: its account {value} is locked.",
            ReasonCode.VendorExpired => $"{subject}: its account {value} has expired.",
            ReasonCode.VendorCreditUsedUp => $"{subject}: the credit of its account {value} is used up ({number} left).",
            ReasonCode.CallerNotTaken => $"{subject}: takes no calls from caller '{value}'.",
            ReasonCode.EgressBlacklisted => $"{subject}: {value} is on the standalone black list, which this trunk goes by.",
            ReasonCode.EgressSilent => $"{subject}: none of its addresses answers OPTIONS.",
            ReasonCode.OutAfterRetry => $"{subject}: asked for no calls until {value} (Retry-After).",
            ReasonCode.EgressLinesFull => $"{subject}: {number} of {limit} lines are in use.",
            ReasonCode.EgressTooManyPerSecond => $"{subject}: has had its {limit} calls of this second.",
            ReasonCode.EgressRewrittenBadly => $"{subject}: its dial rules made '{value}' of the called number.",
            ReasonCode.CostNotFound => $"{subject}: no cost is known for {value}.",
            ReasonCode.CostLocked => $"{subject}: its rate for {value} is locked.",
            ReasonCode.CurrencyMismatch => $"{subject}: is paid in {value}, another currency than the customer's.",
            ReasonCode.CostTooHigh => $"{subject}: costs {number} a second; at most {limit} is allowed.",
            ReasonCode.ProfitTooLow => $"{subject}: the profit would be {number} percent; at least {limit} is asked.",
            ReasonCode.ShorterPrefixesLeftOut =>
                $"{subject} ends the search at prefix {value}: trunks with shorter prefixes are left out.",
            ReasonCode.RouteOffered =>
                $"Route {number}: {subject}{(value.Length > 0 ? $" by prefix '{value}'" : ", which takes any number")}{(limit is null ? "" : $", {limit} a second")}.",
            ReasonCode.AfterAsBackup => $"{subject} comes after {value}: it is a backup, and {value} is none.",
            ReasonCode.AfterByPrefix => $"{subject} comes after {value}: its prefix has {number} digits, that of {value} {limit}; the longest goes first.",
            ReasonCode.AfterByPriority => $"{subject} comes after {value}: its priority is {number}, that of {value} {limit}; the smallest goes first.",
            ReasonCode.AfterByPolicyCost => $"{subject} comes after {value}: it costs {number} a second, {value} {limit}; the customer's routing policy is least cost.",
            ReasonCode.AfterByPolicyRatio => $"{subject} comes after {value}: {number} % of its calls are answered, of those of {value} {limit} %; the customer's routing policy is the answer ratio.",
            ReasonCode.AfterByCost => $"{subject} comes after {value}: it costs {number} a second, {value} {limit}; the cheapest goes first.",
            ReasonCode.AfterByRatio => $"{subject} comes after {value}: {number} % of its calls are answered, of those of {value} {limit} %; the most goes first.",
            ReasonCode.AfterByFreeLines => $"{subject} comes after {value}: {number} % of its lines are free, of those of {value} {limit} %; the most goes first.",
            ReasonCode.AfterByLot => $"{subject} comes after {value}: nothing tells them apart, so lots are drawn, anew for each call.",
            ReasonCode.TestCallInName => $"A test call: the switch has placed it, in the name of {subject}, who pays for it as for any other.",
            ReasonCode.RouteOfTestCall => $"A test call: it goes to {subject} and to no other trunk.",
            ReasonCode.VoiceCallPlaced => $"The switch itself calls {value} with a message: no customer pays.",
            ReasonCode.NoRouteLeft => $"No egress trunk is left for {value}.",

            ReasonCode.AttemptStarted => $"Attempt {number}: {subject}{At(value)}.",
            ReasonCode.AttemptFailed => $"{subject} answered {number}.",
            ReasonCode.AttemptTimedOut => $"{subject} took longer than {number} s ({value}).",
            ReasonCode.AttemptUnreachable => $"{subject} could not be reached: {value}.",
            ReasonCode.TakenOutAfterRetry => $"{subject} asked for no calls for {number} s.",
            ReasonCode.Answered => $"{subject} answered the call.",
            ReasonCode.MovedOn when number is null => $"{subject} has given no answer: the next route may be tried.",
            ReasonCode.MovedOn => $"After {number} from {subject} the next route may be tried.",
            ReasonCode.StoppedBySwitchLimit => $"The hunt ended after {subject}: {limit} changes of route are allowed.",
            ReasonCode.StoppedByBusy => $"The hunt ended at {subject}: the callee is busy.",
            ReasonCode.StoppedByCode => $"The hunt ended at {subject}: {number} is a code that ends it.",
            ReasonCode.StoppedBySdp => $"The hunt ended at {subject}: early media had begun.",
            ReasonCode.StoppedByRtp => $"The hunt ended at {subject}: sound had come from it.",
            ReasonCode.StoppedByInviteTimeout => $"The hunt ended at {subject}: it left the INVITE without an answer, and we are registered there.",
            ReasonCode.StoppedByRinging => $"The hunt ended at {subject}: the callee's phone had rung.",
            ReasonCode.ProtectRouteTooLate =>
                $"{subject} is a backup and comes in within {limit} s of the call's start; {number} s had passed.",
            ReasonCode.RoutesUsedUp => "No further route was left.",

            ReasonCode.MediaRelayedByFeature => $"{subject}: the media goes through the switch, for a feature works on it{(value.Length == 0 ? "" : $": {value}")}.",
            ReasonCode.MediaRelayedByMustOn => $"{subject}: the media goes through the switch, for one side's setting is 'must on'.",
            ReasonCode.MediaDirectByOff => $"{subject}: the media goes direct, for one side's setting is 'off'.",
            ReasonCode.MediaRelayedByOn => $"{subject}: the media goes through the switch, for one side's setting is 'on'.",
            ReasonCode.MediaRelayedByEncryption => $"{subject}: the media goes through the switch, for a side is encrypted.",
            ReasonCode.MediaRelayedBetweenNetworks => $"{subject}: the media goes through the switch, for the sides are on different networks.",
            ReasonCode.MediaRelayedBehindNat => $"{subject}: the media goes through the switch, for a side is behind a NAT.",
            ReasonCode.MediaDirect => $"{subject}: the media goes direct, for nothing asks for the switch.",
            ReasonCode.MediaNodeMissing => $"{subject}: the media goes direct, for no media node could take it ({value}).",
            ReasonCode.MediaNodePassedOver => $"Media node {subject} was passed over ({value}).",
            ReasonCode.MediaRefused => $"{subject}: the media can't go through the switch ({value}), and must.",
            ReasonCode.MediaAddressRefused => $"{(subject.Length == 0 ? "The caller" : subject)}: its description wants the media at {value}.",
            ReasonCode.NotRecorded => $"{subject}: the call is not recorded, for its media node ({(value.Length == 0 ? "none" : value)}) can't.",
            ReasonCode.Announced => $"The caller heard: {Words(value)}.",
            ReasonCode.NotAnnounced => $"The caller was to hear {Words(subject)}, and could not: {value}.",
            ReasonCode.MediaSilent => $"No media came from the {subject} for {number} s; {limit} s are allowed.",

            ReasonCode.TakenBack => $"The switch had to be restarted: the call was taken back after restart at {value}, with {number} s of talk behind it.",

            ReasonCode.NatFault => $"Between {subject} and the switch: {value} (see /api/v1/nat-findings/{subject}).",

            ReasonCode.ChargedToProof => $"The {subject} gave its last sign of life at {value}: the call is charged for {number} s of talk, and not for the {limit} s until that was noticed.",
            ReasonCode.CallerCancelled => "The caller gave up before the answer.",
            ReasonCode.CallerHungUp => "The caller hung up.",
            ReasonCode.CalleeHungUp => "The callee hung up.",
            ReasonCode.SwitchHungUp => $"The switch ended the call{(value.Length > 0 ? ": " + value : "")}.",
            ReasonCode.MaxDurationReached => $"The longest allowed talk time of {limit} s was reached.",
            ReasonCode.TestCallDone => $"The {limit} s that the switch has placed the call for are over.",
            ReasonCode.VoiceCallConfirmed => $"The callee has confirmed the message by the key {value}.",
            ReasonCode.FailureReplaced => $"{subject} is told {limit} instead of {number}.",
            ReasonCode.MoreReasons => $"{number} more facts were not kept.",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason.Code, "A fact without words."),
        };
    }

    /// <summary>The language, where there is one, and the sounds, as they were played.</summary>
    private static string Words(string sounds) => sounds.TrimStart('/').Replace('/', ' ');

    private static string At(string address) => address.Length == 0 ? "" : $" at {address}";
}
