using Microsoft.AspNetCore.Components;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>All posts that one may see. The filters stand in the address, so that a view can be kept and passed on.</summary>
public sealed partial class PostsPage
{
    private readonly CancellationTokenSource gone = new();
    private List<PostRow>? rows;
    private IReadOnlyList<UnitView> units = [];
    private IReadOnlyList<CategoryView> topics = [];
    private string? text;
    private string? state;
    private string? unit;
    private string? category;
    private bool mine, writes;
    private string? next;
    private string? problem;
    private IDisposable? listening;

    [SupplyParameterFromQuery(Name = "q")] private string? Q { get; set; }
    [SupplyParameterFromQuery(Name = "stand")] private string? State { get; set; }
    [SupplyParameterFromQuery(Name = "stelle")] private string? Unit { get; set; }
    [SupplyParameterFromQuery(Name = "rubrik")] private string? Category { get; set; }
    [SupplyParameterFromQuery(Name = "meine")] private bool Mine { get; set; }

    [Inject] private Words Words { get; set; } = null!;
    [Inject] private CityTime City { get; set; } = null!;
    [Inject] private Pulse Pulse { get; set; } = null!;
    [Inject] private NavigationManager Go { get; set; } = null!;
    [Inject] private Use<PostList> List { get; set; } = null!;
    [Inject] private Use<AllTopics> Topics { get; set; } = null!;
    [Inject] private Use<VisibleUnits> Units { get; set; } = null!;

    private bool Filtered => !string.IsNullOrEmpty(text) || !string.IsNullOrEmpty(state) || !string.IsNullOrEmpty(unit) || !string.IsNullOrEmpty(category) || mine;

    protected override async Task OnParametersSetAsync()
    {
        (text, state, unit, category, mine) = (Q, State, Unit, Category, Mine);
        if (listening is null)
        {
            listening = Pulse.Listen("posts", _ => InvokeAsync(Reload));
            topics = await Topics.Now((all, actor) => all.Run(actor, gone.Token), gone.Token);
            (units, writes) = await Units.Now(async (all, actor) => (await all.Run(actor, gone.Token), actor.MayAnywhere(Permission.Write)), gone.Token);
        }
        await Read(null);
    }

    private void Search() => Go.NavigateTo(Go.GetUriWithQueryParameters("/desk/beitraege", new Dictionary<string, object?>
    {
        ["q"] = string.IsNullOrWhiteSpace(text) ? null : text.Trim(),
        ["stand"] = string.IsNullOrEmpty(state) ? null : state,
        ["stelle"] = string.IsNullOrEmpty(unit) ? null : unit,
        ["rubrik"] = string.IsNullOrEmpty(category) ? null : category,
        ["meine"] = mine ? true : null,
    }));

    private Task More() => Read(next);

    private async Task Reload()
    {
        // Whoever has paged further keeps their place; the first page follows what happens.
        if (gone.IsCancellationRequested)
            return;
        if (rows is null || rows.Count <= PostQuery.Everything.Take)
            await Read(null);
        StateHasChanged();
    }

    private async Task Read(string? cursor)
    {
        var query = new PostQuery(
            Enum.TryParse<PostState>(State, out var one) ? [one] : [],
            UnitId.TryParse(Unit, null, out var inUnit) ? inUnit : null,
            CategoryId.TryParse(Category, null, out var about) ? about : null,
            Q,
            Mine,
            cursor,
            PostQuery.Everything.Take);
        var page = await List.Now((list, actor) => list.Run(actor, query, gone.Token), gone.Token);
        problem = page.Ok ? null : string.Join(' ', page.Refusals.Select(Words.Of));
        if (!page.Ok)
            return;
        rows = [.. cursor is null ? [] : rows ?? [], .. page.Value.Posts];
        next = page.Value.Next;
    }

    public void Dispose()
    {
        listening?.Dispose();
        gone.Cancel();
        gone.Dispose();
    }
}

/// <summary>The units whose posts the actor may see, as a tree.</summary>
internal sealed class VisibleUnits(IUnits units)
{
    public async Task<IReadOnlyList<UnitView>> Run(Actor actor, CancellationToken ct) =>
        [.. (await units.Tree(ct)).Where(unit => actor.May(Permission.See, unit.Id))];
}
