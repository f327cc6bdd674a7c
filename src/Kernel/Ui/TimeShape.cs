namespace Stadtfunk.Kernel.Ui;

/// <summary>How much of a moment is said: "23. November 2026, 10:00 Uhr", "10:00", "23. November 2026", "23.11., 10:00".</summary>
public enum TimeShape { Full, Clock, Day, Short }
