using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Website.Pages;

/// <summary>What the frame of every public page says: head, header, footer.</summary>
/// <param name="Key">Its canonical address; null for pages that have none (404, 410).</param>
/// <param name="Style">Address of the stylesheet.</param>
internal sealed record Frame(CityView City, string Style, string Title, string? Key)
{
    public string? Description { get; init; }

    /// <summary>For search engines and previews; JSON, already safe to stand in HTML.</summary>
    public string? StructuredData { get; init; }

    public PreviewPicture? Picture { get; init; }

    public bool IsArticle { get; init; }

    /// <summary>Slug and name of the category whose feed is offered beside the whole.</summary>
    public (string Slug, string Name)? Category { get; init; }

    /// <summary>Paging and filtered lists need not be in a search engine.</summary>
    public bool NotForIndex { get; init; }
}

internal sealed record PreviewPicture(string Url, int Width, int Height, string Alt, string MediaType);

/// <summary>Carries the view into its component: views are the room's own, so they are no public parameters.</summary>
internal sealed class Stage
{
    public Frame Frame { get; set; } = null!;
    public object View { get; set; } = null!;

    public T Of<T>() => (T)View;
}
