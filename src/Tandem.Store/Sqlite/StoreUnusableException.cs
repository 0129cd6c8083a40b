namespace Tandem.Store.Sqlite;

/// <summary>The data directory or the database can't be used: one line for the operator.</summary>
public sealed class StoreUnusableException(string message, Exception? inner = null) : Exception(message, inner);
