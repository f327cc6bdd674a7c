using System.Globalization;

namespace Stadtfunk.Kernel.Ui;

/// <summary>The first letter of a name for its small sign: a whole character as people see it, also when it takes several code units.</summary>
public static class Initial
{
    public static string Of(string? name) => string.IsNullOrEmpty(name) ? "" : StringInfo.GetNextTextElement(name);
}
