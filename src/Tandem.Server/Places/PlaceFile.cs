using System.Globalization;
using System.Net;
using MaxMind.Db;
using Tandem.Routing.Access;

namespace Tandem.Server.Places;

/// <summary>
/// A database of countries or autonomous systems in the MaxMind DB format (maxmind.github.io/MaxMind-DB): GeoLite2, DB-IP, IPinfo and others of that form. Mapped into memory from a copy of our own
/// that has no name any more: whoever cuts the file short while he writes a new one can't take the pages from under us.
/// </summary>
internal sealed class PlaceFile : IDisposable
{
    private readonly Reader _reader;
    private readonly bool _isIPv4Only;

    private PlaceFile(Reader reader, Stamp stamp)
    {
        _reader = reader;
        _isIPv4Only = reader.Metadata.IPVersion == 4;
        Taken = stamp;
    }

    /// <summary>What the file was like when it was taken.</summary>
    public Stamp Taken { get; }

    /// <summary>What its maker calls it, and when he made it.</summary>
    public string Kind => string.Create(CultureInfo.InvariantCulture, $"{_reader.Metadata.DatabaseType} of {_reader.Metadata.BuildDate:yyyy-MM-dd}");

    /// <summary>Takes the file as it is now; <paramref name="scratch"/> is a folder for the copy. Throws what <see cref="IsFault"/> knows.</summary>
    public static PlaceFile Open(string path, string scratch)
    {
        Stamp before = Stamp.Of(path);
        string copy = Path.Combine(scratch, $".places-{Guid.NewGuid():n}");
        try
        {
            File.Copy(path, copy);
            if (Stamp.Of(path) != before)
            {
                throw new InvalidDatabaseException("it is being written at this moment");
            }

            var reader = new Reader(copy, FileAccessMode.MemoryMapped);
            try
            {
                var opened = new PlaceFile(reader, before);
                opened.Try();
                return opened;
            }
            catch
            {
                reader.Dispose();
                throw;
            }
        }
        catch (Exception failure) when (IsFault(failure) && failure.Message.Contains(copy, StringComparison.Ordinal))
        {
            throw new InvalidDatabaseException(failure.Message.Replace(copy, path, StringComparison.Ordinal), failure);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    /// <summary>Whether the file, not the program, is at fault.</summary>
    public static bool IsFault(Exception failure) =>
        failure is InvalidDatabaseException or IOException or UnauthorizedAccessException or DeserializationException or ArgumentException or OverflowException or IndexOutOfRangeException or InvalidCastException;

    /// <summary>What it says of an address; null: nothing. Throws what <see cref="IsFault"/> knows when it is broken there.</summary>
    public Place? Find(IPAddress address)
    {
        if (_isIPv4Only && address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork)
        {
            return null;
        }

        return _reader.Find<Dictionary<string, object>>(address) is { } found ? PlaceOf(found) : null;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>A file whose tree leads nowhere is said at once, not at the first call.</summary>
    private void Try()
    {
        foreach (string address in (string[])["1.1.1.1", "8.8.8.8", "127.0.0.1", "198.51.100.1", "223.255.255.1", "2001:db8::1", "2a00::1"])
        {
            Find(IPAddress.Parse(address));
        }
    }

    /// <summary>The makers differ in the names: a country is a map with iso_code, or its code itself.</summary>
    private static Place PlaceOf(Dictionary<string, object> found)
    {
        string country = CountryOf(found, "country");
        country = country.Length > 0 ? country : CountryOf(found, "registered_country");
        country = country.Length > 0 ? country : CountryOf(found, "country_code");
        string name = Text(found, "autonomous_system_organization");
        return new(country, AsnOf(found), name.Length > 0 ? name : Text(found, "as_name"));
    }

    private static string CountryOf(Dictionary<string, object> found, string key)
    {
        string code = found.GetValueOrDefault(key) switch
        {
            string text => text,
            Dictionary<string, object> map => Text(map, "iso_code"),
            _ => "",
        };
        return code.Length == 2 && char.IsAsciiLetter(code[0]) && char.IsAsciiLetter(code[1]) ? code.ToUpperInvariant() : "";
    }

    private static long AsnOf(Dictionary<string, object> found) => (found.GetValueOrDefault("autonomous_system_number") ?? found.GetValueOrDefault("asn")) switch
    {
        string text when text.StartsWith("AS", StringComparison.OrdinalIgnoreCase) && uint.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out uint asn) => asn,
        long or int or uint or ushort or ulong => Convert.ToInt64(found.GetValueOrDefault("autonomous_system_number") ?? found.GetValueOrDefault("asn"), CultureInfo.InvariantCulture),
        _ => 0,
    };

    private static string Text(Dictionary<string, object> found, string key) => found.GetValueOrDefault(key) as string ?? "";

    /// <summary>By what a file's change is seen.</summary>
    internal readonly record struct Stamp(DateTime Written, long Length)
    {
        public static Stamp Of(string path)
        {
            var file = new FileInfo(path);
            return file.Exists ? new(file.LastWriteTimeUtc, file.Length) : throw new FileNotFoundException("there is no such file");
        }
    }
}
