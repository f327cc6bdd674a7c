using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Organisation.People;

public sealed partial class SecondStepPage
{
    private AccountView? account;
    private SecondStepOffer? offer;
    private IReadOnlyList<string>? codes;

    [Inject] private Use<ReadAccount> Account { get; set; } = default!;
    [Inject] private Use<OfferSecondStep> Offers { get; set; } = default!;
    [Inject] private Use<ConfirmSecondStep> Confirming { get; set; } = default!;
    [Inject] private Use<RemoveSecondStep> Removing { get; set; } = default!;
    [Inject] private Use<NewRecoveryCodes> Renewing { get; set; } = default!;

    [SupplyParameterFromForm(Name = "ticket")] private string? Ticket { get; set; }
    [SupplyParameterFromForm(Name = "code")] private string? Code { get; set; }
    [SupplyParameterFromForm(Name = "current")] private string? Current { get; set; }
    [SupplyParameterFromForm(Name = "what")] private string? What { get; set; }

    protected override async Task OnInitializedAsync()
    {
        account = await Account.Now((read, actor) => read.Run(actor, Ct), Ct);
        if (account is null || account.SecondStep)
            return;
        // After a wrong code the same QR code again: the app already has it.
        if (Ticket is { } ticket && HttpMethods.IsPost(Http.Request.Method))
            offer = await Offers.Now((offers, actor) => offers.Again(actor, ticket, Ct), Ct);
        offer ??= (await Offers.Now((offers, actor) => offers.Run(actor, Ct), Ct)).Value;
    }

    private async Task Confirm()
    {
        var set = await Confirming.Now((confirm, actor) => confirm.Run(actor, Ticket ?? "", Code ?? "", Current ?? "", Ct), Ct);
        if (!set.Ok)
        {
            Refuse(set.Refusals);
            return;
        }
        codes = set.Value.RecoveryCodes;
        await Enter(set.Value.Session);
    }

    private async Task Alter()
    {
        if (What == "off")
        {
            var off = await Removing.Now((remove, actor) => remove.Run(actor, Current ?? "", Ct), Ct);
            if (off.Ok)
            {
                await Enter(off.Value);
                Navigation.NavigateTo("/desk/konto?stand=schritt");
                return;
            }
            Refuse(off.Refusals);
            return;
        }
        var renewed = await Renewing.Now((renew, actor) => renew.Run(actor, Current ?? "", Ct), Ct);
        if (renewed.Ok)
            codes = renewed.Value;
        else
            Refuse(renewed.Refusals);
    }
}
