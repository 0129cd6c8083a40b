namespace Tandem.Routing.Alarms;

/// <summary>How grave an alarm is (VOS3000: 0 general, 1 minor, 2 major, 3 critical).</summary>
public enum AlarmLevel
{
    General = 0,
    Minor = 1,
    Major = 2,
    Critical = 3,
}
