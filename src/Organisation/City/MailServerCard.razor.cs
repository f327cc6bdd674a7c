using System.Globalization;
using Microsoft.AspNetCore.Components;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Organisation.City;

public sealed partial class MailServerCard
{
    private MailServerDraft? draft;
    private string? host, port, security, user, password, from, fromName, answer;
    private bool answerGood, asking;

    [Inject] private CityTime City { get; set; } = default!;

    /// <summary>Suggested as the sender's name.</summary>
    [Parameter] public string CityName { get; set; } = "";

    protected override async Task Load()
    {
        draft = (await Reading.Now((read, actor) => read.Run(actor, Ct), Ct)).Value;
        var data = draft?.Server?.Data ?? new MailServerData("", 587, MailSecurity.StartTls, "", "", CityName);
        (host, port, security) = (data.Host, data.Port.ToString(CultureInfo.InvariantCulture), data.Security.ToString());
        (user, from, fromName, password) = (data.User, data.FromAddress, data.FromName, null);
    }

    private async Task Save()
    {
        answer = null;
        var data = new MailServerData(
            host ?? "", int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
            Enum.TryParse<MailSecurity>(security, out var chosen) ? chosen : MailSecurity.StartTls, user ?? "", from ?? "", fromName ?? "");
        var given = string.IsNullOrEmpty(password) ? null : password;
        await Show(await Changing.Now((change, actor) => change.Run(actor, data, given, draft?.Server?.Version, Ct), Ct), "Organisation.Saved");
    }

    private async Task Test()
    {
        Clear();
        answer = null;
        var sent = await Testing.Now((test, actor) => test.Run(actor, Ct), Ct);
        (answerGood, answer) = (sent.Ok, sent.Match(to => T["Organisation.MailServer.Tested", to], refusals => string.Join(' ', refusals.Select(T.Of))));
    }

    private async Task Drop()
    {
        answer = null;
        await Show(await Removing.Now((remove, actor) => remove.Run(actor, Ct), Ct), "Organisation.MailServer.Removed");
    }
}
