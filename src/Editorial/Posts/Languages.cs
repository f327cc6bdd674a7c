using System.Text.RegularExpressions;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Language marks after BCP 47, as far as the public pages and the networks need them.</summary>
internal static partial class Languages
{
    public static bool Valid(string mark) => mark.Length <= 35 && Shape().IsMatch(mark);

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    private static partial Regex Shape();
}
