using System.Text;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Wire.Flows;

namespace Tandem.Tests.Sip.Dialogs;

/// <summary>Messages of a dialog as text, for facts about dialogs.</summary>
internal static class DialogTexts
{
    public static readonly NetAddress Us = NetAddress.FromIPv4(0xC0000201, 5060);
    public static readonly Flow Flow = new(TransportKind.Udp, 0, 0, Us, NetAddress.FromIPv4(0xC0000263, 5060));

    public static string Text(this ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    public static SipMessage Message(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var message = new SipMessage { Buffer = bytes, Length = bytes.Length };
        SipParser.Parse(message).Should().Be(ParseFault.None);
        return message;
    }

    /// <summary>An INVITE that a far side sends to us.</summary>
    public static SipMessage Invite(
        string more = "",
        string contact = "Contact: <sip:alice@192.0.2.99:5062>\r\n",
        string from = "\"Alice\" <sip:alice@example.com>") =>
        Message("INVITE sip:bob@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.99;branch=z9hG4bKa\r\nMax-Forwards: 70\r\n"
            + $"From: {from};tag=al-1\r\nTo: <sip:bob@192.0.2.1>;x=1\r\nCall-ID: theirs@example.com\r\n"
            + $"CSeq: 100 INVITE\r\n{contact}{more}Content-Length: 0\r\n\r\n");

    /// <summary>A request of theirs inside the dialog.</summary>
    public static SipMessage Within(
        Dialog dialog,
        string method,
        uint cseq,
        string? callId = null,
        string? localTag = null,
        string? remoteTag = null) =>
        Message($"{method} sip:us@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.99;branch=z9hG4bKb{cseq}\r\nMax-Forwards: 70\r\n"
            + $"From: {dialog.RemoteAddress.Text()};tag={remoteTag ?? dialog.RemoteTag.Text()}\r\n"
            + $"To: {dialog.LocalAddress.Text()};tag={localTag ?? dialog.LocalTag.ToString()}\r\n"
            + $"Call-ID: {callId ?? dialog.CallId.Text()}\r\nCSeq: {cseq} {method}\r\n"
            + "Contact: <sip:alice@192.0.2.99:5062>\r\nContent-Length: 0\r\n\r\n");

    /// <summary>An answer to the INVITE of ours that made the dialog.</summary>
    public static SipMessage Answer(
        Dialog dialog, int status, string tag, string more = "", string contact = "sip:carrier@198.51.100.7:5080") =>
        Message($"SIP/2.0 {status} Whatever\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx\r\n"
            + $"From: {dialog.LocalAddress.Text()};tag={dialog.LocalTag}\r\n"
            + $"To: {dialog.RemoteAddress.Text()}{(tag.Length > 0 ? $";tag={tag}" : "")}\r\nCall-ID: {dialog.CallId.Text()}\r\n"
            + $"CSeq: {dialog.InviteCSeq} INVITE\r\nContact: <{contact}>\r\n{more}Content-Length: 0\r\n\r\n");

    public static DialogTable NewTable(int shard = 3, int seed = 1) => new(new DialogIds("node-a", shard, new Random(seed)));

    public static Dialog BeginOurs(this DialogTable table, object? owner = null) =>
        table.BeginOurs(
            owner ?? "leg", "\"Tandem\" <sip:2000@192.0.2.1>"u8, "<sip:3000@198.51.100.7>"u8, "sip:3000@198.51.100.7"u8);

    /// <summary>What the dialog writes for a request, Via's branch put out of sight.</summary>
    public static string Write(Dialog dialog, SipMethod method, string methodName = "")
    {
        var bench = new Transactions.TransactionBench();
        ClientTransaction transaction = bench.Table.Begin(method, Flow, bench);
        var writer = new SipWriter();
        dialog.WriteRequestStart(writer, transaction, Us, 69, Encoding.ASCII.GetBytes(methodName));
        string text = writer.Written.Text();
        int branch = text.IndexOf(";branch=", StringComparison.Ordinal) + 8;
        text.Substring(branch, Branch.Length).Should().StartWith("z9hG4bK");
        bench.Table.Abandon(transaction);
        return text.Remove(branch, Branch.Length).Insert(branch, "B");
    }
}
