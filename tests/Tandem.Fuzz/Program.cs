using System.Globalization;
using SharpFuzz;
using Tandem.Fuzz;

// list                    the targets, a line each
// seeds FOLDER            writes each target's seeds: FOLDER/TARGET/NAME
// instrument FOLDER       makes the assemblies of a copy of this program say where they branch
// replay TARGET FILE...   the inputs once, each by itself: what throws is told
// run TARGET              what afl-fuzz starts
switch (args)
{
    case ["list"]:
        foreach (string name in FuzzTargets.All.Keys)
        {
            Console.WriteLine(name);
        }

        return 0;
    case ["seeds", var folder]:
        foreach ((string name, Lazy<FuzzTarget> target) in FuzzTargets.All)
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            int number = 0;
            foreach (byte[] seed in target.Value.Seeds())
            {
                File.WriteAllBytes(Path.Combine(folder, name, string.Create(CultureInfo.InvariantCulture, $"seed-{number++:000}")), seed);
            }
        }

        return 0;
    case ["instrument", var folder]:
        foreach (string project in FuzzTargets.Instrumented)
        {
            Fuzzer.Instrument(Path.Combine(folder, project + ".dll"), static _ => true, Options.Value);
        }

        return 0;
    case ["replay", var name, .. var files]:
        return Replay(FuzzTargets.All[name].Value, files);
    case ["run", var name]:
        Run(FuzzTargets.All[name]);
        return 0;
    default:
        Console.Error.WriteLine("list | seeds FOLDER | instrument FOLDER | replay TARGET FILE... | run TARGET");
        return 2;
}

static int Replay(FuzzTarget target, string[] files)
{
    int faults = 0;
    foreach (string file in files)
    {
        try
        {
            target.Take(File.ReadAllBytes(file));
        }
        catch (Exception fault)
        {
            faults++;
            Console.WriteLine($"{file}: {fault}");
        }
    }

    Console.WriteLine($"{files.Length - faults} taken, {faults} faults");
    return faults == 0 ? 0 : 1;
}

static void Run(Lazy<FuzzTarget> target)
{
    byte[] room = new byte[1 << 16];
    Fuzzer.OutOfProcess.Run(input =>
    {
        int length = input.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
        try
        {
            target.Value.Take(room.AsSpan(0, length).ToArray());
        }
        catch (Exception fault)
        {
            // afl-fuzz keeps the input; what it threw is kept beside, for some faults need what came before it too.
            File.AppendAllText(Path.Combine(AppContext.BaseDirectory, "thrown.log"), fault + Environment.NewLine);
            throw;
        }
    });
}
