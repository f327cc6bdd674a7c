using Microsoft.AspNetCore.Components;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Checks;

namespace Stadtfunk.Publishing.Connections;

public sealed partial class ChannelPage
{
    private ChannelSheet? sheet;
    private bool gone, reconnecting, parting, retiring;

    [Parameter] public string Id { get; set; } = "";

    [Inject] private Use<ReadChannelSheet> Reading { get; set; } = default!;
    [Inject] private Use<CheckChannel> Checking { get; set; } = default!;
    [Inject] private Use<DisconnectChannel> Parting { get; set; } = default!;
    [Inject] private Use<PausePublishing> Pausing { get; set; } = default!;
    [Inject] private Use<ResumePublishing> Resuming { get; set; } = default!;
    [Inject] private Use<IChannels> Register { get; set; } = default!;

    protected override IReadOnlyList<string> Topics => ["channels", "deliveries"];

    [Inject] private CityTime City { get; set; } = default!;

    private ChannelRow Row => sheet!.Row;

    private bool MayReconnect => Row.MayManage && !reconnecting && Row.Channel.State != ChannelState.Retired;

    private string RightsWords => Row.Connection.Known?.Missing is { Count: > 0 } missing ? T["Publishing.Rows.Missing", string.Join(", ", missing)]
        : sheet!.Health.Denied ?? T[Row.Connection.Known?.Missing is null ? "Publishing.Rows.RightsUnsaid" : "Publishing.Rows.AllRights"];

    private string QuotaWords(Allowance allowance)
    {
        var hours = (int)allowance.Per.TotalHours;
        var words = hours == 0 ? T["Publishing.Rows.UsedInMinutes", sheet!.Health.Used, allowance.Total, (int)allowance.Per.TotalMinutes]
            : hours == 1 ? T["Publishing.Rows.UsedInAnHour", sheet!.Health.Used, allowance.Total] : T["Publishing.Rows.Used", sheet!.Health.Used, allowance.Total, hours];
        if (sheet.Health.FreesAt is { } frees)
            words = $"{words} {T["Publishing.Rows.FreesAt", City.WordsOf(frees)]}";
        return allowance.ByNetwork ? words : $"{words} {T["Publishing.Rows.OwnCount"]}";
    }

    private string DayWords(DayLeft day)
    {
        var words = day.EndsAt is { } ends ? T["Publishing.Rows.LeftOfDay", day.Left, day.Limit.Posts, City.WordsOf(ends)]
            : T[day.Limit.Drafts ? "Publishing.Rows.LeftDrafts" : "Publishing.Rows.Left", day.Left, day.Limit.Posts];
        if (day is { RoomAt: { } room, EndsAt: null })
            words = $"{words} {T["Publishing.Rows.RoomAt", City.WordsOf(room)]}";
        return $"{words} {T["Publishing.Rows.OwnCount"]}";
    }

    protected override async Task Read(CancellationToken ct)
    {
        if (!ChannelId.TryParse(Id, null, out var id))
        {
            gone = true;
            return;
        }
        var read = await Reading.Now((use, actor) => use.Run(actor, id, ct), ct);
        (gone, sheet) = (!read.Ok, read.Value ?? sheet);
    }

    private async Task Connected()
    {
        reconnecting = false;
        Toasts.Say(T["Publishing.Connection.Done"]);
        await Reload();
    }

    private async Task Check() =>
        await Tell(await Checking.Now((use, actor) => use.Run(actor, Row.Channel.Id, Ct), Ct), T["Publishing.Connection.Alive"]);

    private async Task Part() =>
        await Tell(await Parting.Now((use, actor) => use.Run(actor, Row.Channel.Id, Ct), Ct), T["Publishing.Connection.Parted"]);

    private async Task Hold() => await (Row.Paused
        ? Tell(await Resuming.Now((use, actor) => use.Run(actor, Row.Channel.Id, Ct), Ct), T["Publishing.Resumed"])
        : Tell(await Pausing.Now((use, actor) => use.Run(actor, Row.Channel.Id, Ct), Ct), T["Publishing.PausedNow"]));

    private async Task Become(ChannelState state) =>
        await Tell(await Register.Now((use, actor) => use.Become(actor, Row.Channel.Id, state, Ct), Ct), T[$"Publishing.Life.{state}.Said"]);
}
