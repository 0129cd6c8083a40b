namespace Tandem.Calls.Alarms;

/// <summary>What was measured for an alarm at a moment.</summary>
/// <param name="Object">The trunk or account; empty for the switch.</param>
/// <param name="Value">In the unit of the alarm's type.</param>
/// <param name="Detail">What is known beside the value, in words; may be empty.</param>
public readonly record struct AlarmReading(string Object, decimal Value, string Detail = "");
