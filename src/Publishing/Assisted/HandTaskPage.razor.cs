using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Assisted;

/// <summary>Made for a phone that comes back after a while: forms of the server, no connection that has to stay open.</summary>
public sealed partial class HandTaskPage
{
    private HandTaskView? task;

    [Parameter] public string Id { get; set; } = "";

    [Inject] private Use<ReadHandTask> Reading { get; set; } = default!;
    [Inject] private Use<TakeHandTask> Taking { get; set; } = default!;
    [Inject] private Use<AnswerHandTask> Answering { get; set; } = default!;

    [SupplyParameterFromForm(Name = "link")] private string? Link { get; set; }
    [SupplyParameterFromForm(Name = "done")] private string? Did { get; set; }
    [SupplyParameterFromForm(Name = "over")] private string? Over { get; set; }
    [SupplyParameterFromForm(Name = "shown")] private int Shown { get; set; }

    private string Title => T[task is null ? "Publishing.Hand.Title" : $"Publishing.Hand.Title.{task.Kind}"];

    private DeliveryId Delivery => DeliveryId.TryParse(Id, null, out var id) ? id : default;

    protected override Task OnInitializedAsync() => Read();

    // A task that is not there is said with the page: an answer "404" from here would come without a body.
    private async Task Read() => task = (await Reading.Now((read, actor) => read.Run(actor, Delivery, Ct), Ct)).Value;

    private async Task TakeOver() => await Ended(await Taking.Now((use, actor) => use.Run(actor, Delivery, Over == "true", Ct), Ct));

    private async Task Answer() =>
        await Ended(await Answering.Now((use, actor) => use.Run(actor, Delivery, new HandAnswer(Did == "true", Link, Shown), Ct), Ct));

    private async Task Ended(Outcome<Done> outcome)
    {
        if (outcome.Ok)
            Navigation.NavigateTo(HandTasks.PathOf(Delivery));
        Refuse(outcome.Refusals);
        await Read();
    }
}
