namespace Tandem.Store.Backups;

/// <summary>A backup can't be made, or is not one that can be restored: one line for the operator.</summary>
public sealed class BackupUnusableException(string message, Exception? inner = null) : Exception(message, inner);
