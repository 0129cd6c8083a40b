using BenchmarkDotNet.Running;
using Tandem.Bench;

if (args is ["quick", ..])
{
    QuickRun.All(args is [_, string only] ? only : "");
    return 0;
}

if (args is ["stalls", string seconds])
{
    Stalls.Measure(TimeSpan.FromSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)));
    return 0;
}

if (args is ["relay-calls", string socketPath, string count, string pairs, .. string[] work])
{
    return RelayCalls.Run(socketPath, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), pairs, work is [string kind, ..] ? kind : "");
}

if (args is ["turn-users", string users])
{
    return TurnCalls.WriteUsers(users);
}

if (args is ["turn-calls", string turn, string clients, string lines])
{
    return TurnCalls.Run(turn, int.Parse(clients, System.Globalization.CultureInfo.InvariantCulture), lines);
}

if (args is ["stun-flood", string stun, string duration, string window])
{
    return TurnCalls.Flood(stun, int.Parse(duration, System.Globalization.CultureInfo.InvariantCulture), int.Parse(window, System.Globalization.CultureInfo.InvariantCulture));
}

if (args is ["records", string directory, string rows])
{
    return await RecordRun.RunAsync(directory, int.Parse(rows, System.Globalization.CultureInfo.InvariantCulture));
}

if (args is ["console", string consoleData, string records])
{
    return await ConsoleRun.RunAsync(consoleData, int.Parse(records, System.Globalization.CultureInfo.InvariantCulture));
}

if (args is ["registrations", string phones])
{
    return await RegistrationRun.RunAsync(int.Parse(phones, System.Globalization.CultureInfo.InvariantCulture));
}

if (args is ["phones-plan", string planFile, string planned])
{
    LivePhones.WritePlan(planFile, int.Parse(planned, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["phones", string at, .. string[] figures])
{
    int[] numbers = [.. figures.Select(static text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
    return await LivePhones.RunAsync(System.Net.IPEndPoint.Parse(at), numbers[0], numbers[1], numbers[2], numbers.Length > 3 ? numbers[3] : 0);
}

if (args is ["bad-packets", string target, string rate, string sources, string howLong, .. string[] bad])
{
    int[] amounts = [.. new[] { rate, sources, howLong }.Select(static text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
    return BadPackets.Send(System.Net.IPEndPoint.Parse(target), amounts[0], amounts[1], amounts[2], bad is [string badKind] ? badKind : "mixed");
}

if (args is ["tls", string tls, .. string[] streams])
{
    int[] amounts = [.. streams.Select(static text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
    return await TlsStreams.RunAsync(System.Net.IPEndPoint.Parse(tls), amounts[0], amounts[1], amounts[2], amounts[3]);
}

if (args is ["soak", string hours, .. string[] folder])
{
    return await Tandem.Bench.Soak.SoakRun.RunAsync(double.Parse(hours, System.Globalization.CultureInfo.InvariantCulture), folder is [string into] ? into : "artifacts/soak");
}

// `rating`, `lpm`, `parse`: short for the class; anything else goes to BenchmarkDotNet as it is.
string[] arguments = args is [string word, .. string[] rest] && !word.StartsWith('-') ? ["--filter", $"*{word}*", .. rest] : args;
BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(arguments);
return 0;
