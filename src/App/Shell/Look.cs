namespace Stadtfunk.App.Shell;

/// <summary>Light or dark, as this browser wants it: a cookie, so that the first byte already has it and nothing flashes. No cookie: as the system has it.</summary>
internal static class Look
{
    public const string Cookie = "stadtfunk-ansicht";
    public const string Light = "light";
    public const string Dark = "dark";

    public static string? Of(HttpRequest request) => request.Cookies[Cookie] is Light or Dark ? request.Cookies[Cookie] : null;
}
