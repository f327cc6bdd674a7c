using System.Globalization;
using Microsoft.AspNetCore.Components;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Media.Mailbox;

/// <summary>To which mailbox pictures are sent, and by whom.</summary>
public sealed partial class MailboxPage
{
    private MailboxDraft? draft;
    private string? host, port, security, user, password, folder, senders, judge, unit, answer;
    private bool answerGood, asking;

    [Inject] private CityTime City { get; set; } = default!;

    protected override async Task Load()
    {
        draft = (await Reading.Now((read, actor) => read.Run(actor, Ct), Ct)).Value;
        if (draft is null)
            return;
        var data = draft.Mailbox?.Data ?? new MailboxData("", 993, MailSecurity.Tls, "", "INBOX", "", "", draft.Units.Count > 0 ? draft.Units[0].Id : default);
        (host, port, security, user, folder) = (data.Host, data.Port.ToString(CultureInfo.InvariantCulture), data.Security.ToString(), data.User, data.Folder);
        (senders, judge, unit, password) = (data.Senders, data.Judge, data.Unit.ToString(), null);
    }

    private async Task Save()
    {
        answer = null;
        var data = new MailboxData(
            host ?? "",
            int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
            Enum.TryParse<MailSecurity>(security, out var chosen) ? chosen : MailSecurity.Tls,
            user ?? "",
            folder ?? "",
            senders ?? "",
            judge ?? "",
            UnitId.TryParse(unit, null, out var whose) ? whose : default);
        var given = string.IsNullOrEmpty(password) ? null : password;
        await Show(await Changing.Now((change, actor) => change.Run(actor, data, given, draft?.Mailbox?.Version, Ct), Ct), "Media.Mailbox.Saved");
    }

    private async Task Test()
    {
        Clear();
        var tried = await Trying.Now((attempt, actor) => attempt.Run(actor, Ct), Ct);
        (answerGood, answer) = (tried.Ok, tried.Match(count => T["Media.Mailbox.Tested", count], refusals => string.Join(' ', refusals.Select(T.Of))));
    }

    private async Task Drop()
    {
        answer = null;
        await Show(await Removing.Now((remove, actor) => remove.Run(actor, Ct), Ct), "Media.Mailbox.Removed");
    }
}
