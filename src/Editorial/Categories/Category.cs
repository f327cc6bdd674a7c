using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Editorial.Categories;

/// <summary>A topic under which posts are filed and read.</summary>
internal sealed class Category(CategoryId id, string slug) : IVersioned, IAudited
{
    string IAudited.Called => Name;

    public CategoryId Id { get; private set; } = id;
    public string Name { get; private set; } = "";

    /// <summary>Fixed: addresses and feeds carry it.</summary>
    public string Slug { get; private set; } = slug;

    public string Colour { get; private set; } = "slate";
    public int TargetShare { get; private set; }
    /// <summary>How a post of this category usually begins; empty for no template.</summary>
    public string TemplateTitle { get; private set; } = "";

    public string TemplateText { get; private set; } = "";
    public int Place { get; private set; }
    public int Version { get; private set; }

    public void Set(NewCategory wanted)
    {
        Name = wanted.Name;
        Colour = wanted.Colour;
        TargetShare = wanted.TargetShare;
        TemplateTitle = wanted.TemplateTitle;
        TemplateText = wanted.TemplateText;
    }

    public void MoveTo(int place) => Place = place;
}
