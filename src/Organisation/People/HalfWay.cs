using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Stadtfunk.Kernel.Access;

namespace Stadtfunk.Organisation.People;

/// <summary>Who has given the right password and still owes the second step: a cookie of its own, for five minutes, worth nothing at the desk.</summary>
internal static class HalfWay
{
    public static Task Set(HttpContext http, Shown shown) =>
        http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, Claims.Principal(shown, IdentityConstants.TwoFactorUserIdScheme));

    public static async Task<Identity?> Get(HttpContext http) =>
        Claims.Identity((await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal);

    public static Task Clear(HttpContext http) => http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
}
