using System.Text;
using System.Text.Json;
using Tandem.Api.Cdrs;
using Tandem.Api.Documents;
using Tandem.Api.Firewall;
using Tandem.Api.Json;
using Tandem.Billing.Cdrs;
using Tandem.Calls.Live;
using Tandem.Routing.Access;
using Tandem.Store.Audit;
using Tandem.Store.Cdrs;
using Tandem.Store.Evidence;
using Tandem.Store.Firewall;
using Tandem.Store.Sqlite;

namespace Tandem.Api.IllegalCalls;

/// <summary>Packages of evidence about the illegal calls of a period: their records, the messages of those that have kept some, the bans, the audit trail. Made into a file that is gone when it has been fetched.</summary>
internal sealed class EvidenceFiles(CdrQuery records, ILiveMessages live, BanStore bans, IPlaces places, SqliteStore store, EvidenceKey key, TimeProvider time)
{
    /// <summary>Records that a package may have.</summary>
    public const int MostRecords = 200_000;

    private const int MostOpen = 2;
    private const int PageRecords = 1000;
    private readonly EvidenceMessages _messages = new(records, live);
    private readonly FetchedFiles _files = new(MostOpen);

    /// <summary>A package, from its beginning; null while others are made or fetched.</summary>
    /// <param name="period">What it is about.</param>
    /// <param name="isLeftOut">Sources that are not in it.</param>
    /// <param name="author">Who wants it.</param>
    /// <param name="stop">Ends the making.</param>
    public async Task<Stream?> MakeAsync(IllegalPeriod period, Func<string, bool> isLeftOut, Author author, CancellationToken stop)
    {
        Stream? file = _files.Open();
        if (file is null)
        {
            return null;
        }

        try
        {
            using (var package = new EvidencePackage(file))
            {
                // What is written while the package is made belongs to none of its files, rather than to some.
                HashSet<long> ids = [];
                HashSet<string> sources = new(StringComparer.Ordinal);
                foreach (Cdr cdr in Records(period, isLeftOut, null, stop).Take(MostRecords))
                {
                    ids.Add(cdr.Id);
                    sources.Add(cdr.SourceIp);
                }

                IReadOnlyList<RecentMessage> kept = _messages.Kept(period, sources);
                string node = "";
                package.Add("records.jsonl", output =>
                {
                    foreach (Cdr cdr in Records(period, isLeftOut, ids, stop))
                    {
                        node = cdr.Node;
                        JsonSerializer.Serialize(output, CdrView.Of(cdr), ApiJson.Default.CdrView);
                        output.Write("\n"u8);
                    }
                });
                package.Add("records.csv", output => Lines(output, Records(period, isLeftOut, ids, stop).Select(static cdr => CdrCsv.Line(CdrView.Of(cdr))).Prepend(CdrCsv.Header)));
                package.Add("messages.jsonl", output =>
                {
                    foreach (EvidenceMessage message in Stored(period, isLeftOut, ids, stop).Select(static one => EvidenceMessage.Of(one.Cdr, one.Message)).Concat(kept.Select(EvidenceMessage.Of)))
                    {
                        JsonSerializer.Serialize(output, message, ApiJson.Default.EvidenceMessage);
                        output.Write("\n"u8);
                    }
                });
                package.Add("messages.pcap", output => Pcap.Write(Stored(period, isLeftOut, ids, stop).Select(static one => one.Message).Concat(kept.Select(static one => one.ToLadder())), output));
                package.Add("bans.jsonl", output =>
                {
                    DateTimeOffset now = time.GetUtcNow();
                    foreach (Ban ban in bans.Begun(period.From, period.To, period.Address, stop))
                    {
                        JsonSerializer.Serialize(output, BanView.Of(ban, ban.Until > now, places.Of(ban.Source.Ip)), ApiJson.Default.BanView);
                        output.Write("\n"u8);
                    }
                });
                package.Add("README.txt", static output => output.Write(Encoding.UTF8.GetBytes(ReadMe)));
                var about = new EvidenceManifest(0, node, period.From, period.To, period.Source ?? "", author.Name, time.GetUtcNow(), "", [], new(0, ""));
                await package.SealAsync(store, key, about, author, stop);
            }

            file.Position = 0;
            Stream made = file;
            file = null;
            return made;
        }
        finally
        {
            if (file is not null)
            {
                await file.DisposeAsync();
            }
        }
    }

    /// <summary>Newest first.</summary>
    /// <param name="period">When, and from where.</param>
    /// <param name="isLeftOut">Sources that are passed over.</param>
    /// <param name="among">Ids that are looked for; null: all.</param>
    /// <param name="stop">Ends it.</param>
    private IEnumerable<Cdr> Records(IllegalPeriod period, Func<string, bool> isLeftOut, HashSet<long>? among, CancellationToken stop)
    {
        var filter = new CdrFilter { From = period.From, To = period.To, SourceIp = period.Source, BillingMode = (int)BillingMode.IllegalCall };
        long cursor = 0;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            IReadOnlyList<Cdr> page = records.Find(filter, PageRecords, cursor);
            foreach (Cdr cdr in page)
            {
                if (!isLeftOut(cdr.SourceIp) && among?.Contains(cdr.Id) != false)
                {
                    yield return cdr;
                }
            }

            if (page.Count < PageRecords)
            {
                yield break;
            }

            cursor = page[^1].Id;
        }
    }

    private IEnumerable<(Cdr Cdr, LadderMessage Message)> Stored(IllegalPeriod period, Func<string, bool> isLeftOut, HashSet<long> among, CancellationToken stop) =>
        _messages.Stored(Records(period, isLeftOut, among, stop), stop);

    private static void Lines(Stream output, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            output.Write(Encoding.UTF8.GetBytes(line));
            output.Write("\r\n"u8);
        }
    }

    private const string ReadMe =
        """
        Evidence of illegal calls: calls from addresses that the switch does not know, and from callers who did not prove themselves. Each was refused
        before anything was dialled, and charged to nobody. Times are UTC.

        records.jsonl, records.csv   the call records, newest first. 'attempts' above 1: so many attempts of a flood in one record
        messages.jsonl               the SIP messages that were still kept: those of a record, and the last ones of its source that the switch had in memory
        messages.pcap                the same for Wireshark, their very octets
        bans.jsonl                   sources that were banned in the period
        audit.jsonl                  who did what at the switch in the period; each line has a hash over itself and the hash of the line before
        manifest.json                period, maker, and the SHA-256 of each of these files
        manifest.json.sig            its signature: ECDSA on P-256 with SHA-256
        anchor.json                  the line of the switch's audit trail that names the SHA-256 of the manifest; with its signature
        public-key.pem               the switch's public key. Compare it with what the switch itself says: GET /api/v1/illegal-calls/evidence/key

        To look at it:  ./tandem evidence FILE --key PUBLIC-KEY
        Without it:     openssl dgst -sha256 -verify public-key.pem -signature manifest.json.sig manifest.json

        """;
}
