using Microsoft.AspNetCore.Http;
using Tandem.Api.Cdrs;
using Tandem.Api.Ladders;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Store.Cdrs;
using Tandem.Store.Shares;

namespace Tandem.Api.Shares;

/// <summary>A call as whoever has its link sees it: whatever the link hides is out of it before anything is made of it.</summary>
internal sealed class SharedCall
{
    private readonly Cdr _cdr;
    private readonly IReadOnlyList<LadderMessage> _messages;
    private readonly Explanation _explanation;

    private SharedCall(Cdr cdr, IReadOnlyList<LadderMessage> messages, Explanation explanation) => (_cdr, _messages, _explanation) = (cdr, messages, explanation);

    /// <summary>Null when the record is there no more.</summary>
    public static async Task<SharedCall?> OpenAsync(ShareLink link, CdrQuery query, ILiveSwitch live, CancellationToken stop)
    {
        if (!OwnRecords.TryRead(link.Subject, out long id) || await query.FindAsync(id, stop) is not { } cdr)
        {
            return null;
        }

        IReadOnlyList<LadderMessage> messages = await LadderApi.MessagesAsync(cdr, link.IsOwn, live, stop);
        if (link.IsOwn)
        {
            OwnRecords.Bound(cdr);
        }

        Func<string, string>? hide = null;
        if (link.IsMasked)
        {
            NumberMask mask = new(cdr, messages);
            CarrierNames carriers = new(cdr, messages, name => mask.Value(name) != name);
            carriers.Hide(cdr);
            mask.Hide(cdr);
            messages = [.. messages.Select(carriers.Message).Select(mask.Message)];
            hide = value => mask.Value(carriers.Of(value));
        }

        cdr.Vendor.Clear();
        Explanation explanation = SharedExplanation.Of(cdr, link.IsOwn, link.HasCharge, hide);
        if (!link.HasCharge)
        {
            string account = cdr.Customer.Account;
            cdr.Customer.Clear();
            cdr.Customer.Account = account;
        }

        return new(cdr, messages, explanation);
    }

    public CdrView View => CdrView.Of(_cdr) with { Margin = 0m };

    public Explanation Explanation => _explanation;

    public LadderView Ladder => LadderView.Of(_messages, leg => LadderApi.PeerOf(_cdr, leg));

    /// <summary>The messages as a capture.</summary>
    public IResult Capture(HttpRequest request, string? format) =>
        LadderAnswers.Capture(request, format, _messages, View.Id, LadderApi.About(_cdr), leg => LadderApi.PeerOf(_cdr, leg));
}
