using System.Buffers.Binary;
using Tandem.Billing.Cdrs;
using Tandem.Store.Journal;

namespace Tandem.Fuzz.Targets;

/// <summary>
/// A shard's journal as a disk may give it back. The first byte says what is sealed anew before it is read: bit 0 the header, bit 1 each mark whose length can be followed. So the search gets past the hashes.
/// </summary>
internal sealed class JournalTarget : FuzzTarget
{
    private readonly string _folder = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"tandem-fuzz-{Environment.ProcessId}");

    public override IEnumerable<byte[]> Seeds()
    {
        byte[] whole = Whole();
        return [[0, .. whole], [3, .. whole], [3, .. whole.AsSpan(0, whole.Length - 9)], [1, .. whole.AsSpan(0, JournalFormat.HeaderLength)], .. Carried("Seeds/journal")];
    }

    public override void Take(byte[] input)
    {
        if (input.Length < 2)
        {
            return;
        }

        byte[] file = input[1..];
        Seal(file, header: (input[0] & 1) != 0, marks: (input[0] & 2) != 0);
        string journal = Path.Combine(_folder, "journal");
        Directory.CreateDirectory(journal);
        File.WriteAllBytes(Path.Combine(journal, "0-1.log"), file);
        try
        {
            using JournalFolder folder = JournalFolder.Open(_folder, 1, TimeProvider.System);
            RecoveryNote first = folder.Recover();
            Must(folder.ForShard(0).IsWritable, "a switch starts on a damaged journal");
            Must(first.Open.Count == 0, "nothing goes on when nothing may");
        }
        catch (Store.Sqlite.StoreUnusableException)
        {
            // Said in one clear line.
        }
        finally
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static void Seal(byte[] file, bool header, bool marks)
    {
        if (file.Length < JournalFormat.HeaderLength)
        {
            return;
        }

        if (header)
        {
            JournalFormat.WriteHeader(file, new(0, 1, DateTimeOffset.UnixEpoch, 0, BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(40)), BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(48))));
        }

        long salt = BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(48));
        int at = JournalFormat.HeaderLength;
        while (marks && at + JournalFormat.MarkLength <= file.Length)
        {
            int length = JournalFormat.LengthOf(file.AsSpan(at));
            if (length == 0 || at + length > file.Length)
            {
                return;
            }

            Span<byte> mark = file.AsSpan(at, length);
            JournalFormat.Seal(mark, JournalFormat.KindOf(mark), JournalFormat.MonotonicOf(mark), salt, at);
            at += length;
        }
    }

    /// <summary>A journal with a call that ended and one that is up.</summary>
    private byte[] Whole()
    {
        using (JournalFolder folder = JournalFolder.Open(_folder, 1, TimeProvider.System))
        {
            folder.Recover();
            ICallJournal journal = folder.ForShard(0);
            for (int id = 1; id <= 2; id++)
            {
                var record = new Cdr
                {
                    Id = id,
                    CallId = "a@b",
                    Node = "n",
                    CallingNumber = "1",
                    CalledNumber = "44",
                    IngressTrunk = "c",
                    EgressTrunk = "d",
                    StartedAt = DateTimeOffset.UnixEpoch,
                    AnsweredAt = DateTimeOffset.UnixEpoch,
                    EndedAt = DateTimeOffset.UnixEpoch,
                    CallerMediaIn = new MediaLeg(1, 2, 3, 4, 5, DateTimeOffset.UnixEpoch),
                };
                record.CallIds.Add("x@n");
                record.Tried.Add(new TriedRoute("d", 200, 0));
                record.Customer.Account = "c";
                record.Customer.Fee = 1.5m;
                journal.Answered(record);
                if (id == 1)
                {
                    journal.Ended(record);
                }
            }

            journal.Alive(DateTimeOffset.UnixEpoch);
        }

        byte[] whole = File.ReadAllBytes(Path.Combine(_folder, "journal", "0-1.log"));
        Directory.Delete(_folder, recursive: true);
        return whole.AsSpan().TrimEnd((byte)0).Length is var length && whole.Length - length > 64 ? whole[..(length + 8)] : whole;
    }
}
