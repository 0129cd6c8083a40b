using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tandem.TestKit;

/// <summary>Writes small databases in the MaxMind DB format 2.0: a tree over the bits of addresses, the records that it leads to, and the description behind them.</summary>
public sealed class PlaceDatabase(string type = "Test-Country", bool isIPv4Only = false)
{
    private const int DataSeparator = 16;
    private readonly List<(UInt128 Bits, int Length, byte[] Record)> _networks = [];

    /// <summary>A network of a country, as GeoLite2 writes it.</summary>
    public PlaceDatabase Country(string network, string code) => Put(network, Map(("country", Map(("iso_code", Text(code))))));

    /// <summary>A network of an autonomous system, as GeoLite2 writes it.</summary>
    public PlaceDatabase System(string network, uint asn, string name) =>
        Put(network, Map(("autonomous_system_number", Number(asn)), ("autonomous_system_organization", Text(name))));

    /// <summary>Both, as IPinfo writes it.</summary>
    public PlaceDatabase Flat(string network, string country, string asn, string name) => Put(network, Map(("country", Text(country)), ("asn", Text(asn)), ("as_name", Text(name))));

    /// <summary>Writes it beside, and puts it in the place of what is there.</summary>
    public void WriteTo(string path)
    {
        File.WriteAllBytes(path + ".new", ToArray());
        File.Move(path + ".new", path, overwrite: true);
    }

    public byte[] ToArray()
    {
        var nodes = new List<int[]> { new[] { 0, 0 } };
        var data = new MemoryStream();
        var leaves = new List<(int Node, int Side, int Offset)>();
        foreach ((UInt128 bits, int length, byte[] record) in _networks.OrderBy(static one => one.Length))
        {
            int node = 0;
            for (int i = 0; i < length - 1; i++)
            {
                int side = (int)((bits >> (127 - i)) & 1);
                if (nodes[node][side] <= 0)
                {
                    nodes.Add([0, 0]);
                    nodes[node][side] = nodes.Count - 1;
                }

                node = nodes[node][side];
            }

            leaves.Add((node, (int)((bits >> (128 - length)) & 1), (int)data.Length));
            data.Write(record);
        }

        foreach ((int node, int side, int offset) in leaves)
        {
            nodes[node][side] = -1 - offset;
        }

        var file = new MemoryStream();
        Span<byte> word = stackalloc byte[4];
        foreach (int value in nodes.SelectMany(static pair => pair))
        {
            BinaryPrimitives.WriteInt32BigEndian(word, value > 0 ? value : value == 0 ? nodes.Count : nodes.Count + DataSeparator - 1 - value);
            file.Write(word);
        }

        file.Write(new byte[DataSeparator]);
        data.WriteTo(file);
        file.Write([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        file.Write(Map(
            ("binary_format_major_version", Short(2)), ("binary_format_minor_version", Short(0)), ("build_epoch", Long(1_767_225_600)), ("database_type", Text(type)),
            ("description", Map(("en", Text("made by a test")))), ("ip_version", Short((byte)(isIPv4Only ? 4 : 6))), ("languages", [0, 4]), ("node_count", Number((uint)nodes.Count)), ("record_size", Short(32))));
        return file.ToArray();
    }

    private PlaceDatabase Put(string network, byte[] record)
    {
        IPNetwork parsed = IPNetwork.Parse(network);
        Span<byte> bytes = stackalloc byte[16];
        bool isIPv4 = parsed.BaseAddress.AddressFamily == AddressFamily.InterNetwork;
        parsed.BaseAddress.TryWriteBytes(isIPv4 ? bytes[12..] : bytes, out _);
        UInt128 bits = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _networks.Add(isIPv4Only ? (bits << 96, parsed.PrefixLength, record) : (bits, parsed.PrefixLength + (isIPv4 ? 96 : 0), record));
        return this;
    }

    private static byte[] Map(params (string Key, byte[] Value)[] pairs) => [(byte)((7 << 5) | pairs.Length), .. pairs.SelectMany(static pair => Text(pair.Key).Concat(pair.Value))];

    private static byte[] Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length < 29 ? [(byte)((2 << 5) | bytes.Length), .. bytes] : [(2 << 5) | 29, (byte)(bytes.Length - 29), .. bytes];
    }

    private static byte[] Short(byte number) => [(5 << 5) | 1, number];

    private static byte[] Number(uint number)
    {
        byte[] bytes = new byte[5];
        bytes[0] = (6 << 5) | 4;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), number);
        return bytes;
    }

    private static byte[] Long(ulong number)
    {
        byte[] bytes = new byte[10];
        (bytes[0], bytes[1]) = (8, 2);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(2), number);
        return bytes;
    }
}
