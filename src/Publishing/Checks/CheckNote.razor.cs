using Microsoft.AspNetCore.Components;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Checks;

public sealed partial class CheckNote
{
    private Asks asks;
    private string? link, error;
    private DateOnly? day;
    private TimeOnly? time;
    private bool busy;

    private enum Asks
    {
        Nothing,
        Link,
        Time,
    }

    [Parameter, EditorRequired] public TroubleView Check { get; set; } = default!;
    [Parameter] public EventCallback Answered { get; set; }

    [Inject] private Use<AnswerCheck> Answers { get; set; } = default!;
    [Inject] private Use<SendAgain> Sending { get; set; } = default!;
    [Inject] private Toasts Toasts { get; set; } = default!;

    private DeliveryKind What => Check.Delivery.Kind;

    private string Place => $"{Check.NetworkName} ({Check.Delivery.ChannelName})";

    private string Question => T[$"Publishing.Check.{Check.Delivery.State}.{Check.Delivery.Kind}", Check.Post.Title, Place];

    /// <summary>What is known, with the time of the call whose outcome is open.</summary>
    private string Known
    {
        get
        {
            var when = Check.Delivery.State == DeliveryState.Asking && Check.Since is { } since
                ? T["Publishing.Check.SentAt", Moment(since)]
                : T["Publishing.Check.DueAt", City.WordsOf(Check.Delivery.Due)];
            return $"{when} {Check.Delivery.Sentence}".Trim();
        }
    }

    // Seconds, because a person compares them with what the network shows.
    private string Moment(DateTime utc)
    {
        var local = City.ToLocal(utc);
        return DateOnly.FromDateTime(local) == City.Today ? local.ToString("HH:mm:ss", null) : City.WordsOf(utc);
    }

    // Several questions may stand on one screen: a screen reader hears which one a button answers.
    private string Says(string key) => $"{T[$"Publishing.Check.{key}"]}: {Check.Post.Title}, {Place}";

    private void Open(Asks what)
    {
        asks = what;
        error = null;
        if (what != Asks.Time || day is not null)
            return;
        var soon = City.LocalNow.AddHours(1);
        day = DateOnly.FromDateTime(soon);
        time = new TimeOnly(soon.Hour, 0);
    }

    private Task Answer(CheckAnswer answer) => Act(
        () => Answers.Now((use, actor) => use.Run(actor, Check.Delivery.Id, answer, link, CancellationToken.None), CancellationToken.None),
        answer switch { CheckAnswer.ItIsThere => $"Publishing.Check.SaidThere.{What}", CheckAnswer.NotThere => $"Publishing.Check.SaidSend.{What}", _ => "Publishing.Check.SaidLeave" });

    private async Task Again(bool later)
    {
        DateTime? due = null;
        if (later)
        {
            var utc = City.ToUtc((day ?? City.Today).ToDateTime(time ?? TimeOnly.MinValue), Overlap.First);
            if (!utc.Ok)
            {
                error = T.Of(utc.Refusals[0]);
                return;
            }
            due = utc.Value;
        }
        await Act(
            () => Sending.Now((use, actor) => use.Run(actor, Check.Delivery.Id, due, CancellationToken.None), CancellationToken.None),
            later ? "Publishing.Check.SaidLater" : $"Publishing.Check.SaidSend.{What}");
    }

    private async Task Act(Func<Task<Outcome<Done>>> act, string said)
    {
        if (busy)
            return;
        busy = true;
        try
        {
            var done = await act();
            if (!done.Ok && asks != Asks.Nothing)
            {
                error = string.Join(' ', done.Refusals.Select(T.Of));
                return;
            }
            if (done.Ok)
                Toasts.Say(T[said]);
            else
                Toasts.Fail(string.Join(' ', done.Refusals.Select(T.Of)));
            asks = Asks.Nothing;
            await Answered.InvokeAsync();
        }
        finally
        {
            busy = false;
        }
    }
}
