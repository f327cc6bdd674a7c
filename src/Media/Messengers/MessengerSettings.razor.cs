using Microsoft.AspNetCore.Components;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Media.Messengers;

public sealed partial class MessengerSettings
{
    private MessengerDraft? draft;
    private string? account, token, secret, senders, unit, answer;
    private bool answerGood, asking;

    [Parameter, EditorRequired] public Messenger Which { get; set; }
    [Inject] private CityTime City { get; set; } = default!;

    protected override async Task Load()
    {
        draft = (await Reading.Now((read, actor) => read.Run(actor, Which, Ct), Ct)).Value;
        if (draft is null)
            return;
        var data = draft.Messenger?.Data ?? new MessengerData("", "", draft.Units.Count > 0 ? draft.Units[0].Id : default);
        (account, senders, unit, token, secret) = (data.Account, data.Senders, data.Unit.ToString(), null, null);
    }

    // The same word means one thing of a number or a bot, and another of a picture.
    private string WordsOf(FetchFault fault) =>
        fault is FetchFault.Gone or FetchFault.HashWrong or FetchFault.Elsewhere ? $"Media.Messenger.Picture.{Which}.{fault}" : $"Media.Messenger.Fault.{fault}";

    private async Task Save()
    {
        answer = null;
        var data = new MessengerData(account ?? "", senders ?? "", UnitId.TryParse(unit, null, out var whose) ? whose : default);
        await Show(await Changing.Now((change, actor) => change.Run(actor, Which, data, token, secret, draft?.Messenger?.Version, Ct), Ct), "Media.Mailbox.Saved");
    }

    private async Task Test()
    {
        Clear();
        var tried = await Trying.Now((attempt, actor) => attempt.Run(actor, Which, Ct), Ct);
        (answerGood, answer) = (tried.Ok, tried.Match(name => T["Media.Messenger.Tested", name], refusals => string.Join(' ', refusals.Select(T.Of))));
    }

    private async Task Drop()
    {
        answer = null;
        await Show(await Removing.Now((remove, actor) => remove.Run(actor, Which, Ct), Ct), "Media.Messenger.Removed");
    }
}
