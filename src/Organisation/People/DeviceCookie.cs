using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Stadtfunk.Organisation.People;

/// <summary>Carries the seal of a known device: one cookie per person, because colleagues share screens. It lets nobody in.</summary>
internal static class DeviceCookie
{
    private const string Name = "stadtfunk-geraet-";
    private const int Most = 8;

    public static IReadOnlyList<string> Read(HttpContext http) =>
        [.. http.Request.Cookies.Where(cookie => cookie.Key.StartsWith(Name, StringComparison.Ordinal) && cookie.Value.Length < 1000).Take(Most).Select(cookie => cookie.Value)];

    public static void Write(HttpContext http, Shown shown)
    {
        if (shown.Device is not { } seal)
            return;
        var always = http.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(IdentityConstants.ApplicationScheme).Cookie.SecurePolicy == CookieSecurePolicy.Always;
        http.Response.Cookies.Append(
            Name + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{shown.Person}")))[..12], seal,
            new CookieOptions
            {
                HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = always || http.Request.IsHttps, Path = "/anmelden", MaxAge = KnownDevice.Lifetime, IsEssential = true,
            });
    }
}
