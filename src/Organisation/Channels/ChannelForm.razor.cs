using System.Globalization;
using Microsoft.AspNetCore.Components;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.Channels;

public sealed partial class ChannelForm
{
    private IReadOnlyList<UnitView> units = [];
    private string? network, name, unitId, purpose, imprint, privacy, minutes = "60";
    private int version;

    /// <summary>The channel to change; null for a new one.</summary>
    [Parameter] public ChannelId? Channel { get; set; }

    /// <summary>Key and name of the networks that can be chosen for a new channel.</summary>
    [Parameter] public IReadOnlyList<KeyValuePair<string, string>> Networks { get; set; } = [];

    /// <summary>Told after saving, with the channel's id.</summary>
    [Parameter] public EventCallback<ChannelId> OnSaved { get; set; }

    [Inject] private Use<ReadChannel> Reading { get; set; } = default!;
    [Inject] private Use<CreateChannel> Creating { get; set; } = default!;
    [Inject] private Use<ChangeChannel> Changing { get; set; } = default!;
    [Inject] private Use<IUnits> Register { get; set; } = default!;

    protected override async Task Load()
    {
        units = await Register.Now(
            async (tree, actor) => (IReadOnlyList<UnitView>)[.. (await tree.Tree(Ct)).Where(unit => actor.May(Permission.ManageChannels, unit.Id))], Ct);
        unitId ??= units.FirstOrDefault()?.Id.ToString();
        if (Channel is not { } id)
            return;
        var read = await Reading.Now((read, actor) => read.Run(actor, id, Ct), Ct);
        if (!read.Ok)
        {
            units = [];
            return;
        }
        (var data, version) = (read.Value.Data, read.Value.Version);
        (unitId, name, purpose, imprint, privacy) = (data.Unit.ToString(), data.Name, data.Purpose, data.Imprint?.ToString(), data.Privacy?.ToString());
        minutes = data.CutOff.TotalMinutes.ToString("0", CultureInfo.InvariantCulture);
    }

    private async Task Save()
    {
        if (Read() is not { } data)
            return;
        if (Channel is not { } id)
        {
            var created = await Creating.Now((create, actor) => create.Run(actor, network ?? "", data, ChannelState.Planned, Ct), Ct);
            if (await Show(created, "Organisation.Saved"))
                await OnSaved.InvokeAsync(created.Value);
            return;
        }
        if (await Show(await Changing.Now((change, actor) => change.Run(actor, id, data, version, Ct), Ct), "Organisation.Saved"))
            await OnSaved.InvokeAsync(id);
    }

    // Null and an error when a link cannot even be read as one.
    private ChannelData? Read()
    {
        var links = new Uri?[2];
        foreach (var (at, field, text) in new[] { (0, "imprint", imprint), (1, "privacy", privacy) })
            if (!string.IsNullOrWhiteSpace(text) && !Uri.TryCreate(text.Trim(), UriKind.Absolute, out links[at]))
            {
                Refuse(Refusal.Invalid("Organisation.LinkBad").On(field));
                return null;
            }
        var cutOff = int.TryParse(minutes, out var number) ? TimeSpan.FromMinutes(Math.Clamp(number, 0, 100_000)) : TimeSpan.Zero;
        UnitId.TryParse(unitId, null, out var unit);
        return new ChannelData(unit, name ?? "", purpose ?? "", links[0], links[1], cutOff);
    }
}
