using Microsoft.AspNetCore.Components;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Library;

public sealed partial class PictureGrid
{
    private const int Page = 24;
    private List<ListedPicture>? pictures;
    private IReadOnlyList<string> tags = [];
    private string search = "", tag = "";
    private PageCursor? next;
    private bool failed;

    /// <summary>Only this unit's pictures; null for every unit that the person sees.</summary>
    [Parameter]
    public UnitId? Unit { get; set; }

    /// <summary>What a press on a picture means, for screen readers; {0} is its name.</summary>
    [Parameter, EditorRequired]
    public string ActionKey { get; set; } = "";

    /// <summary>Without it a picture leads to its own page.</summary>
    [Parameter]
    public EventCallback<PictureId> OnPick { get; set; }

    /// <summary>Lets people look at the bin, at what is unused and so on.</summary>
    [Parameter]
    public bool Shelves { get; set; }

    /// <summary>Name of a <see cref="PictureShelf"/>.</summary>
    [Parameter]
    public string Shelf { get; set; } = nameof(PictureShelf.All);

    private bool IsNarrowed => search.Length > 0 || tag.Length > 0 || On != PictureShelf.All;

    private string Nothing => search.Length > 0 ? Words["Media.Desk.NothingText", search] : Words[On == PictureShelf.All ? "Media.Desk.EmptyText" : $"Media.Shelf.{On}.Empty"];

    private PictureShelf On => Enum.TryParse<PictureShelf>(Shelf, out var shelf) && Enum.IsDefined(shelf) ? shelf : PictureShelf.All;

    protected override Task OnInitializedAsync() => Load();

    /// <summary>Reads the newest pictures again, after one was added, changed or removed.</summary>
    public async Task Load()
    {
        try
        {
            failed = false;
            tags = await TagsInUse.Now((use, actor) => use.Run(actor, default), default);
            var page = await Read(null);
            (pictures, next) = ([.. page.Pictures], page.Next);
        }
        catch (Exception)
        {
            failed = true;
        }
        StateHasChanged();
    }

    private async Task More()
    {
        var page = await Read(next);
        pictures!.AddRange(page.Pictures);
        next = page.Next;
    }

    private Task Find(string? words)
    {
        search = words?.Trim() ?? "";
        return Load();
    }

    private Task With(string? chosen)
    {
        tag = chosen ?? "";
        return Load();
    }

    private Task Turn(string? chosen)
    {
        Shelf = chosen ?? nameof(PictureShelf.All);
        return Load();
    }

    private Task<PictureRows> Read(PageCursor? from) => PictureList.Now(
        (list, actor) => list.Run(actor, new PictureQuery(search, Unit, from, Page) { Shelf = On, Tag = tag }, default), default);

    private static string Name(ListedPicture listed) => listed.Picture.Alt.Length > 0 ? listed.Picture.Alt : listed.Picture.FileName;
}
