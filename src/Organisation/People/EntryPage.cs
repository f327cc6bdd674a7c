using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Sessions;

namespace Stadtfunk.Organisation.People;

/// <summary>
/// A page before or about the sign-in: rendered by the server alone, its forms work without script, and only here cookies are given. Field names are
/// those of the refusals, so that an error finds its field.
/// </summary>
public abstract class EntryPage : ComponentBase
{
    public const string Home = "/desk";

    [Inject] protected Words T { get; set; } = default!;
    [Inject] protected NavigationManager Navigation { get; set; } = default!;
    [CascadingParameter] protected HttpContext Http { get; set; } = default!;

    protected IReadOnlyList<KeyValuePair<string, string>> Errors { get; private set; } = [];

    protected CancellationToken Ct => Http.RequestAborted;

    protected string? Error(string field) => Errors.FirstOrDefault(error => error.Key == field).Value;

    protected void Refuse(params IReadOnlyList<Refusal> refusals) =>
        Errors = [.. refusals.Select(refusal => KeyValuePair.Create(refusal.Field ?? "", T.Of(refusal)))];

    // Secrets and one-time links of these pages belong into no cache and to no other site.
    protected override void OnInitialized()
    {
        Http.Response.Headers.CacheControl = "no-store";
        Http.Response.Headers["Referrer-Policy"] = "no-referrer";
    }

    [Inject] private Use<SessionDoor> Sessions { get; set; } = default!;

    private protected async Task Enter(Shown shown)
    {
        DeviceCookie.Write(Http, shown);
        var begun = await Sessions.Now((door, _) => door.Begin(shown, Http.Request.Headers.UserAgent, Claims.Identity(Http.User)?.Session, Ct), Ct);
        shown = shown with { Session = begun };
        await Http.SignInAsync(IdentityConstants.ApplicationScheme, Claims.Principal(shown, IdentityConstants.ApplicationScheme));
    }

    /// <summary>Only to a place in this house, whatever the address says.</summary>
    protected void Go(string? to) => Navigation.NavigateTo(IsHere(to) ? to! : Home);

    internal static bool IsHere(string? to) =>
        to is { Length: > 0 } && to[0] == '/' && (to.Length == 1 || (to[1] != '/' && to[1] != '\\')) && !to.Any(char.IsControl);
}
