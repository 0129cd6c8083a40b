using System.Diagnostics.CodeAnalysis;

namespace Tandem.Billing.Rating;

/// <summary>Rates that cost the same are the same: by value, sections one by one.</summary>
internal sealed class RateComparer : IEqualityComparer<Rate>
{
    public static readonly RateComparer Instance = new();

    private RateComparer()
    {
    }

    public bool Equals(Rate? x, Rate? y) =>
        ReferenceEquals(x, y)
        || (x is not null
            && y is not null
            && x.Price == y.Price
            && x.CycleSeconds == y.CycleSeconds
            && x.ConnectFee == y.ConnectFee
            && x.TaxPercent == y.TaxPercent
            && x.Class == y.Class
            && x.Locked == y.Locked
            && x.Sections.SequenceEqual(y.Sections));

    public int GetHashCode([DisallowNull] Rate obj) => HashCode.Combine(obj.Price, obj.CycleSeconds, obj.ConnectFee, obj.Sections.Count);
}
