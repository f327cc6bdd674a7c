using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Categories;

/// <summary>What all changes of the categories ask first: the desk lead of the whole city, a good name, a known colour.</summary>
internal sealed class Categorising(Db db, IUnits units)
{
    public async Task<Refusal?> NotAllowed(Actor actor, CancellationToken ct)
    {
        var city = (await units.Tree(ct)).FirstOrDefault();
        return city is not null && actor.May(Permission.ManageChannels, city.Id) ? null : Refusal.Forbidden();
    }

    public async Task<Outcome<NewCategory>> Read(NewCategory raw, CategoryId? self, CancellationToken ct)
    {
        var clean = new CleanText();
        var name = clean.Line(raw.Name, "name", 40);
        var title = clean.Line(raw.TemplateTitle, "templateTitle", Writing.MostTitle);
        var text = clean.Of(raw.TemplateText, "templateText", 4_000).Trim();
        var refusals = clean.Refusals.ToList();
        if (name.Length == 0)
            refusals.Add(Refusal.Invalid("Editorial.CategoryNameMissing").On("name"));
        if (!Palette.Has(raw.Colour))
            refusals.Add(Refusal.Invalid("Editorial.ColourUnknown", string.Join(", ", Palette.Colours)).On("colour"));
        if (raw.TargetShare is < 0 or > 100)
            refusals.Add(Refusal.Invalid("Editorial.ShareOutOfRange").On("targetShare"));
        var others = await db.Set<Category>().AsNoTracking().Where(category => category.Id != self).Select(category => category.Name).ToListAsync(ct);
        if (others.Contains(name, StringComparer.CurrentCultureIgnoreCase))
            refusals.Add(Refusal.Conflict("Editorial.CategoryNameTaken", name).On("name"));
        return refusals.Count > 0 ? refusals : raw with { Name = name, TemplateTitle = title, TemplateText = text };
    }
}
