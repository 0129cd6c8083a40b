using System.Globalization;

namespace Tandem.Routing.Attacks;

/// <summary>
/// Sources that walk numbers one after another. The numbers of one length that a source has tried are put in order of value: a stretch of them with the same step between neighbours is a walk, in whatever order it was
/// gone, so that several walks at once, or one with holes, are found too.
/// </summary>
internal static class SequentialDialling
{
    private const int FewestNumbers = 6;
    private const int SureNumbers = 20;
    private const int WidestStep = 10;
    private const int MostDigits = 18;

    /// <summary>Part of a walk's steps that are its usual one. Numbers that were drawn by lot have no usual step, however dense they are; but a few of them may have one by accident.</summary>
    private const double SameSteps = 0.6;

    private const double SureSteps = 0.9;
    private const int ManyNumbers = 12;

    public static IEnumerable<AttackPattern> Find(IReadOnlyList<IllegalAttempt> ordered, CancellationToken stop) =>
        ordered.Where(static attempt => attempt.SourceIp.Length > 0).GroupBy(static attempt => attempt.SourceIp, StringComparer.Ordinal).SelectMany(source => Find(source.Key, source, stop));

    private static IEnumerable<AttackPattern> Find(string source, IEnumerable<IllegalAttempt> attempts, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        Dictionary<string, int> seen = new(StringComparer.Ordinal); // a number, and the how many-th new one it was
        foreach (string number in attempts.SelectMany(static attempt => attempt.Numbers).Where(static number => number.Length <= MostDigits && DialledNumber.IsPlain(number)))
        {
            seen.TryAdd(number, seen.Count);
        }

        List<Walk> walks = [];
        foreach (IGrouping<int, string> length in seen.Keys.GroupBy(static number => number.Length))
        {
            List<Step> steps = [.. length.Select(number => new Step(long.Parse(DialledNumber.Digits(number), CultureInfo.InvariantCulture), number, seen[number])).OrderBy(static step => step.Value)];
            walks.AddRange(Stretches(steps).Select(static stretch => new Walk(stretch)).Where(static walk => walk.Same >= (walk.Steps.Count >= ManyNumbers ? SameSteps : SureSteps)));
        }

        Dictionary<string, Walk> walkOf = new(StringComparer.Ordinal);
        foreach (Walk walk in walks)
        {
            walk.Steps.ForEach(step => walkOf[step.Number] = walk);
        }

        foreach (IllegalAttempt attempt in walks.Count == 0 ? [] : attempts)
        {
            foreach (string number in attempt.Numbers)
            {
                if (walkOf.TryGetValue(number, out Walk? walk))
                {
                    walk.Trace.Add(attempt, number);
                }
            }
        }

        return walks.Select(walk => walk.Told(source));
    }

    private static IEnumerable<List<Step>> Stretches(List<Step> sorted)
    {
        int begin = 0;
        for (int i = 1; i <= sorted.Count; i++)
        {
            if (i == sorted.Count || sorted[i].Value - sorted[i - 1].Value > WidestStep)
            {
                if (i - begin >= FewestNumbers)
                {
                    yield return sorted.GetRange(begin, i - begin);
                }

                begin = i;
            }
        }
    }

    /// <summary>A number of a walk, and the how many-th new number of its source it was.</summary>
    private readonly record struct Step(long Value, string Number, int Turn);

    private sealed class Walk
    {
        private readonly long _width;
        private readonly int _times;
        private readonly double _upwards;

        public Walk(List<Step> steps)
        {
            Steps = steps;
            List<(Step Low, Step High)> pairs = [.. steps.Zip(steps.Skip(1))];
            (_width, _times) = pairs.CountBy(static pair => pair.High.Value - pair.Low.Value).OrderByDescending(static one => one.Value).ThenBy(static one => one.Key).First();
            _upwards = (double)pairs.Count(static pair => pair.High.Turn > pair.Low.Turn) / pairs.Count;
            Same = (double)_times / pairs.Count;
        }

        public List<Step> Steps { get; }

        public Trace Trace { get; } = new();

        /// <summary>Part of its steps that are as wide as most are.</summary>
        public double Same { get; }

        public AttackPattern Told(string source)
        {
            string way = _upwards >= SureSteps ? "upwards" : _upwards <= 1 - SureSteps ? "downwards" : "in no order";
            PatternConfidence confidence = (way != "in no order" || Steps.Count >= SureNumbers, Same >= SureSteps) switch
            {
                (true, true) => PatternConfidence.High,
                (false, false) => PatternConfidence.Low,
                _ => PatternConfidence.Medium,
            };
            return Trace.Told(
                PatternKind.SequentialDialling,
                confidence,
                string.Create(CultureInfo.InvariantCulture, $"{source} dialled {Steps.Count:N0} numbers from {Steps[0].Number} to {Steps[^1].Number}, {_times:N0} of {Steps.Count - 1:N0} steps by {_width}, {way}."));
        }
    }
}
