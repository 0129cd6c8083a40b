using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Sip.Auth;
using Tandem.Sip.Messages;
using Tandem.TestKit;

namespace Tandem.Scenarios.Processes;

/// <summary>A phone on a socket of its own, which thinks that it has a private address. SIPp can't be it: it stumbles over the challenge for SHA-256.</summary>
internal sealed class UdpPhone : IDisposable
{
    private const int Tries = 20;
    private const string Inside = "192.168.1.20:5060";
    private readonly UdpClient _socket;
    private readonly IPEndPoint _switch;
    private readonly string _number;
    private readonly DigestClient _login;
    private readonly string _callId = Guid.NewGuid().ToString();
    private int _cseq;

    public UdpPhone(string address, int switchPort, string number, string password)
    {
        _socket = new(new IPEndPoint(IPAddress.Parse(address), 5061));
        _switch = new(IPAddress.Loopback, switchPort);
        _number = number;
        _login = new(number, password, Random.Shared);
    }

    /// <summary>Registers, with its password when it is asked; the last status.</summary>
    public async Task<int> RegistersAsync(int seconds)
    {
        while (true)
        {
            byte[] answer = await AsksAsync(seconds);
            var message = new SipMessage { Buffer = answer, Length = answer.Length };
            SipParser.Parse(message);
            if (message.StatusCode != 401 || !_login.TryTake(message))
            {
                return message.StatusCode;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<byte[]> AsksAsync(int seconds)
    {
        var credentials = new SipWriter();
        _login.Write(credentials, "REGISTER"u8, "sip:127.0.0.1"u8);
        string text = $"REGISTER sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP {Inside};branch=z9hG4bK{_callId}{++_cseq};rport\r\nMax-Forwards: 70\r\n"
            + $"From: <sip:{_number}@127.0.0.1>;tag=1\r\nTo: <sip:{_number}@127.0.0.1>\r\nCall-ID: {_callId}\r\nCSeq: {_cseq} REGISTER\r\n"
            + $"{Encoding.UTF8.GetString(credentials.Written)}Contact: <sip:{_number}@{Inside}>\r\nExpires: {seconds}\r\nUser-Agent: scenario phone\r\nContent-Length: 0\r\n\r\n";
        for (int left = Tries; left > 0; left--)
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(text), _switch);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            try
            {
                while (true)
                {
                    byte[] answer = (await _socket.ReceiveAsync(patience.Token)).Buffer;
                    if (SipText.Header(Encoding.UTF8.GetString(answer), "CSeq") == $"{_cseq} REGISTER")
                    {
                        return answer;
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // It is sent again.
            }
        }

        throw new TimeoutException("The switch does not answer.");
    }
}
