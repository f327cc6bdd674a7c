using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Website.Shelf;

namespace Stadtfunk.Website.Pages;

/// <summary>Makes the pages that are not about posts.</summary>
internal sealed class PrintText(Paper paper, Styles styles, Words words)
{
    public async Task<Sheet?> Print(PublicAddress.TextAt address, CityView city, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (address.Name == "barrierefreiheit")
            return await paper.Print<AccessibilityPage>(200, Frame("Website.Accessibility"), address.Name, Tags(address));
        var imprint = city.Imprint == address.Key;
        if (!imprint && city.Privacy != address.Key)
            return null;
        // A real city has these pages elsewhere, written by people who answer for them; until it says where, the links that every page has lead here.
        if (!city.Demo)
            return await paper.Print<UnsetTextPage>(
                404, Frame(imprint ? "Website.Imprint" : "Website.Privacy") with { NotForIndex = true }, imprint ? "Website.UnsetText.Imprint" : "Website.UnsetText.Privacy", Tags(address));
        return imprint
            ? await paper.Print<DemoTextPage>(200, Frame("Website.Imprint"), "Website.DemoText.Imprint", Tags(address))
            : await paper.Print<DemoTextPage>(200, Frame("Website.Privacy"), "Website.DemoText.Privacy", Tags(address));

        Frame Frame(string title) => new(city, styles.Address(city), words[title], address.Key) { Description = words["Website.Feed.Title", city.Name] };
    }

    public Task<Sheet> Nothing(CityView city) =>
        paper.Print<MissingPage>(404, new Frame(city, styles.Address(city), "", null) { NotForIndex = true }, city, Tags(PublicAddress.Nowhere));

    private static HashSet<string> Tags(PublicAddress address) => [Shelf.Tags.City, Shelf.Tags.Page(address.Key)];
}
