using System.Globalization;
using Microsoft.AspNetCore.Components;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Editorial.Categories;

/// <summary>The categories of the city, in their order. Everybody at the desk may read them; the desk lead of the city keeps them.</summary>
public sealed partial class CategoriesPage
{
    private readonly CancellationTokenSource gone = new();
    private CategoryDeskView? desk;
    private CategoryRow? edited;
    private IReadOnlyList<KeyValuePair<string, string>> errors = [];
    private bool broken, open, removing;
    private string? name, colour, share, templateTitle, templateText;

    [Inject] private Words Words { get; set; } = null!;
    [Inject] private Toasts Toasts { get; set; } = null!;
    [Inject] private Use<CategoryDesk> Desk { get; set; } = null!;
    [Inject] private Use<CreateCategory> Creating { get; set; } = null!;
    [Inject] private Use<ChangeCategory> Changing { get; set; } = null!;
    [Inject] private Use<RemoveCategory> Removing { get; set; } = null!;
    [Inject] private Use<SortCategories> Sorting { get; set; } = null!;

    protected override Task OnInitializedAsync() => Read();

    private async Task Read()
    {
        try
        {
            desk = await Desk.Now((read, actor) => read.Run(actor, gone.Token), gone.Token);
            broken = false;
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            broken = true;
        }
    }

    private string? Error(string field) => errors.FirstOrDefault(error => error.Key == field).Value;

    private string About(CategoryRow row)
    {
        var said = row.Category.TargetShare > 0 ? Words["Editorial.Categories.HasShare", row.Category.TargetShare] : Words["Editorial.Categories.NoShare"];
        return desk?.MayChange == true ? $"{said} · {Words[row.Posts == 1 ? "Editorial.Categories.OnePost" : "Editorial.Categories.Posts", row.Posts]}" : said;
    }

    private void Begin(CategoryRow? row)
    {
        errors = [];
        edited = row;
        name = row?.Category.Name;
        // A new one gets a colour that none has yet, as long as there is one.
        colour = row?.Category.Colour ?? Palette.Colours.FirstOrDefault(one => desk?.Rows.All(other => other.Category.Colour != one) == true) ?? Palette.Colours[0];
        share = (row?.Category.TargetShare ?? 0).ToString(CultureInfo.InvariantCulture);
        (templateTitle, templateText) = (row?.Template?.Title ?? "", row?.Template?.Text ?? "");
        open = true;
    }

    private async Task Save()
    {
        // What is no number is refused like a number that is out of range.
        var wanted = new NewCategory(
            name ?? "", colour ?? "", string.IsNullOrWhiteSpace(share) ? 0 : int.TryParse(share, CultureInfo.InvariantCulture, out var percent) ? percent : -1)
        {
            TemplateTitle = templateTitle ?? "",
            TemplateText = templateText ?? "",
        };
        var refused = edited is { } row
            ? (await Changing.Now((change, actor) => change.Run(actor, row.Category.Id, wanted, gone.Token), gone.Token)).Refusals
            : (await Creating.Now((create, actor) => create.Run(actor, wanted, gone.Token), gone.Token)).Refusals;
        errors = [.. refused.Select(refusal => KeyValuePair.Create(refusal.Field ?? "", Words.Of(refusal)))];
        if (errors.Count > 0)
            return;
        open = false;
        Toasts.Say(Words["Editorial.Categories.Saved"]);
        await Read();
    }

    private void AskRemove() => (open, removing) = (false, true);

    private async Task Remove()
    {
        if (edited is { } row)
            await Tell(await Removing.Now((remove, actor) => remove.Run(actor, row.Category.Id, gone.Token), gone.Token), "Editorial.Categories.Removed");
    }

    private async Task Move(int place, int by)
    {
        var order = desk!.Rows.Select(row => row.Category.Id).ToList();
        (order[place], order[place + by]) = (order[place + by], order[place]);
        await Tell(await Sorting.Now((sort, actor) => sort.Run(actor, order, gone.Token), gone.Token), "Editorial.Categories.Sorted");
    }

    private async Task Tell(Outcome<Done> outcome, string said)
    {
        if (outcome.Ok)
            Toasts.Say(Words[said]);
        else
            Toasts.Fail(string.Join(' ', outcome.Refusals.Select(Words.Of)));
        await Read();
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
