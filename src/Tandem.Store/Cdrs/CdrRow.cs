using System.Globalization;
using System.Text;
using Tandem.Billing.Cdrs;
using Tandem.Store.Journal;
using Tandem.Store.Sqlite;

namespace Tandem.Store.Cdrs;

/// <summary>Where in the journals a record stands.</summary>
internal readonly record struct JournalPlace(int Shard, long Segment, long Offset);

/// <summary>A call record as a row of <c>cdr</c>: the one list of its columns, how they are bound and how they are read.</summary>
internal static class CdrRow
{
    public const string Columns =
        """
        id, shard, segment, offset, call_id, call_ids, node, plan_revision, attempts,
        calling_number, called_number, calling_in, called_in, calling_out, called_out, source_ip, source_port, destination_ip,
        ingress_trunk, egress_trunk, phone, caller_user_agent, callee_user_agent,
        started_at, ringing_at, answered_at, ended_at, pdd_ms, talk_ms, hold_time, clock_step_ms,
        end_direction, end_reason, sip_status, q850_cause, tried, billing_mode,
        account, rate_table, currency, rate_prefix, area, fee_time, fee, tax,
        vendor, vendor_rate_table, vendor_currency, vendor_prefix, vendor_area, vendor_fee_time, cost, cost_tax,
        basis, funded_seconds, media_mode, caller_codec, callee_codec, media, proven_at, why
        """;

    /// <summary>A replay meets its own id and changes nothing. Any other conflict is an error.</summary>
    public static readonly string Insert =
        $"INSERT INTO cdr ({Columns}, quality) VALUES ({string.Join(',', Enumerable.Repeat('?', Columns.Count(static c => c == ',') + 2))}) ON CONFLICT (id) DO NOTHING";

    // Stands before the counts since there are more of them. An older row begins with the length of its node's name, which is even (ByteSink.Number).
    private const byte AllCounts = 3;
    private const byte AllButFirstPacket = 1;

    public static void Bind(Statement row, long id, JournalPlace place, Cdr cdr, ByteSink scratch, StringBuilder text)
    {
        row.Bind(id).Bind(place.Shard).Bind(place.Segment).Bind(place.Offset)
            .BindOrNull(cdr.CallId).BindOrNull(string.Join('\n', cdr.CallIds)).BindOrNull(cdr.Node).Bind(cdr.PlanRevision).Bind(cdr.Attempts)
            .BindOrNull(cdr.CallingNumber).BindOrNull(cdr.CalledNumber)
            .BindOrNull(cdr.CallingNumberIn).BindOrNull(cdr.CalledNumberIn)
            .BindOrNull(cdr.CallingNumberOut).BindOrNull(cdr.CalledNumberOut)
            .BindOrNull(cdr.SourceIp).Bind(cdr.SourcePort).BindOrNull(cdr.DestinationIp)
            .BindOrNull(cdr.IngressTrunk).BindOrNull(cdr.EgressTrunk).BindOrNull(cdr.Phone)
            .BindOrNull(cdr.CallerUserAgent).BindOrNull(cdr.CalleeUserAgent)
            .Bind(cdr.StartedAt).Bind(cdr.RingingAt).Bind(cdr.AnsweredAt).Bind(cdr.EndedAt)
            .Bind(cdr.PddMs).Bind(cdr.TalkMs).Bind(cdr.HoldTime).Bind(cdr.ClockStepMs)
            .Bind((int)cdr.EndDirection).Bind(cdr.EndReason).Bind(cdr.SipStatus).Bind(cdr.Q850Cause)
            .BindOrNull(Tried(cdr, text)).Bind((int)cdr.BillingMode);
        Bind(row, cdr.Customer);
        Bind(row, cdr.Vendor);
        scratch.Clear();
        RateCodec.Basis(cdr, scratch);
        row.BindBlob(scratch.Written).Bind(cdr.FundedSeconds)
            .BindOrNull(cdr.MediaMode).BindOrNull(cdr.CallerCodec).BindOrNull(cdr.CalleeCodec);
        if (cdr.MediaNode.Length == 0)
        {
            row.BindNull();
        }
        else
        {
            scratch.Clear();
            scratch.Byte(AllCounts);
            CdrCodec.Media(cdr, scratch);
            scratch.Byte(cdr.IsRecorded ? (byte)1 : (byte)0);
            row.BindBlob(scratch.Written);
        }

        row.Bind(cdr.ProvenAt);
        if (cdr.Why.IsEmpty)
        {
            row.BindNull();
        }
        else
        {
            row.BindBlob(cdr.Why.Span);
        }

        if (cdr.Quality.IsEmpty)
        {
            row.BindNull();
        }
        else
        {
            row.BindBlob(cdr.Quality.Span);
        }
    }

    /// <summary>Reads a row of <see cref="Columns"/>; ladder and quality aren't in it.</summary>
    public static Cdr Read(Statement row, out JournalPlace place)
    {
        int at = 0;
        var cdr = new Cdr { Id = row.Long(at++) };
        place = new JournalPlace(row.Int(at++), row.Long(at++), row.Long(at++));
        cdr.CallId = row.Text(at++);
        string callIds = row.Text(at++);
        if (callIds.Length > 0)
        {
            cdr.CallIds.AddRange(callIds.Split('\n'));
        }

        cdr.Node = row.Text(at++);
        cdr.PlanRevision = row.Long(at++);
        cdr.Attempts = row.Int(at++);
        cdr.CallingNumber = row.Text(at++);
        cdr.CalledNumber = row.Text(at++);
        cdr.CallingNumberIn = row.Text(at++);
        cdr.CalledNumberIn = row.Text(at++);
        cdr.CallingNumberOut = row.Text(at++);
        cdr.CalledNumberOut = row.Text(at++);
        cdr.SourceIp = row.Text(at++);
        cdr.SourcePort = row.Int(at++);
        cdr.DestinationIp = row.Text(at++);
        cdr.IngressTrunk = row.Text(at++);
        cdr.EgressTrunk = row.Text(at++);
        cdr.Phone = row.Text(at++);
        cdr.CallerUserAgent = row.Text(at++);
        cdr.CalleeUserAgent = row.Text(at++);
        cdr.StartedAt = row.Time(at++);
        cdr.RingingAt = row.TimeOrNull(at++);
        cdr.AnsweredAt = row.TimeOrNull(at++);
        cdr.EndedAt = row.Time(at++);
        cdr.PddMs = row.Int(at++);
        cdr.TalkMs = row.Long(at++);
        cdr.HoldTime = row.Long(at++);
        cdr.ClockStepMs = row.Long(at++);
        cdr.EndDirection = (EndDirection)row.Int(at++);
        cdr.EndReason = row.Int(at++);
        cdr.SipStatus = row.Int(at++);
        cdr.Q850Cause = row.Int(at++);
        Tried(cdr, row.Text(at++));
        cdr.BillingMode = (BillingMode)row.Int(at++);
        Read(row, cdr.Customer, ref at);
        Read(row, cdr.Vendor, ref at);
        var basis = new ByteSource(row.Blob(at++));
        RateCodec.Basis(cdr, ref basis);
        cdr.FundedSeconds = row.Long(at++);
        cdr.MediaMode = row.Text(at++);
        cdr.CallerCodec = row.Text(at++);
        cdr.CalleeCodec = row.Text(at++);
        ReadOnlySpan<byte> media = row.Blob(at++);
        if (!media.IsEmpty)
        {
            MediaCounts which = media[0] switch { AllCounts => MediaCounts.All, AllButFirstPacket => MediaCounts.NoFirstPacket, _ => MediaCounts.Few };
            var counts = new ByteSource(which == MediaCounts.Few ? media : media[1..]);
            CdrCodec.Media(cdr, ref counts, which);
            cdr.IsRecorded = which != MediaCounts.Few && counts.Byte() != 0;
        }

        cdr.ProvenAt = row.TimeOrNull(at++);
        cdr.Why = row.Blob(at).ToArray();
        return cdr;
    }

    private static void Bind(Statement row, PartyCharge party) =>
        row.BindOrNull(party.Account).BindOrNull(party.RateTable).BindOrNull(party.Currency).BindOrNull(party.RatePrefix)
            .BindOrNull(party.Area).Bind(party.FeeTime).Bind(MoneyUnits.From(party.Fee)).Bind(MoneyUnits.From(party.Tax));

    private static void Read(Statement row, PartyCharge into, ref int at)
    {
        into.Account = row.Text(at++);
        into.RateTable = row.Text(at++);
        into.Currency = row.Text(at++);
        into.RatePrefix = row.Text(at++);
        into.Area = row.Text(at++);
        into.FeeTime = row.Long(at++);
        into.Fee = row.Money(at++);
        into.Tax = row.Money(at++);
    }

    private static string Tried(Cdr cdr, StringBuilder text)
    {
        if (cdr.Tried.Count == 0)
        {
            return "";
        }

        text.Clear();
        foreach (TriedRoute route in cdr.Tried)
        {
            if (text.Length > 0)
            {
                text.Append('\n');
            }

            text.Append(route.Trunk).Append('\t').Append(route.Answer).Append('\t').Append(route.Milliseconds);
        }

        return text.ToString();
    }

    private static void Tried(Cdr into, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        foreach (string line in text.Split('\n'))
        {
            string[] parts = line.Split('\t');
            into.Tried.Add(new TriedRoute(
                parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture)));
        }
    }
}
