namespace Tandem.Sip.Messages;

/// <summary>The methods we know by name; all others are <see cref="Other"/> and kept as they came.</summary>
public enum SipMethod : byte
{
    Other,
    Invite,
    Ack,
    Cancel,
    Bye,
    Register,
    Options,
    Update,
    Prack,
    Info,
    Refer,
    Notify,
    Subscribe,
    Message,
    Publish,
}

public static class SipMethods
{
    public static ReadOnlySpan<byte> Name(SipMethod method) => method switch
    {
        SipMethod.Invite => "INVITE"u8,
        SipMethod.Ack => "ACK"u8,
        SipMethod.Cancel => "CANCEL"u8,
        SipMethod.Bye => "BYE"u8,
        SipMethod.Register => "REGISTER"u8,
        SipMethod.Options => "OPTIONS"u8,
        SipMethod.Update => "UPDATE"u8,
        SipMethod.Prack => "PRACK"u8,
        SipMethod.Info => "INFO"u8,
        SipMethod.Refer => "REFER"u8,
        SipMethod.Notify => "NOTIFY"u8,
        SipMethod.Subscribe => "SUBSCRIBE"u8,
        SipMethod.Message => "MESSAGE"u8,
        SipMethod.Publish => "PUBLISH"u8,
        _ => default,
    };

    /// <summary>
    /// Methods are compared with their case (RFC 3261 §7.1): <c>invite</c> is another method than <c>INVITE</c>.
    /// </summary>
    public static SipMethod Find(ReadOnlySpan<byte> name)
    {
        SipMethod likely = (name.Length, name.IsEmpty ? 0 : name[0]) switch
        {
            (3, 'A') => SipMethod.Ack,
            (3, 'B') => SipMethod.Bye,
            (4, 'I') => SipMethod.Info,
            (5, 'P') => SipMethod.Prack,
            (5, 'R') => SipMethod.Refer,
            (6, 'I') => SipMethod.Invite,
            (6, 'C') => SipMethod.Cancel,
            (6, 'U') => SipMethod.Update,
            (6, 'N') => SipMethod.Notify,
            (7, 'O') => SipMethod.Options,
            (7, 'M') => SipMethod.Message,
            (7, 'P') => SipMethod.Publish,
            (8, 'R') => SipMethod.Register,
            (9, 'S') => SipMethod.Subscribe,
            _ => SipMethod.Other,
        };
        return name.SequenceEqual(Name(likely)) ? likely : SipMethod.Other;
    }
}
