using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>Two stages, as people see them: the department, then the press office; and what a change takes away.</summary>
public sealed class ApprovalTests(DemoTown town)
{
    [Fact]
    public async Task A_post_of_the_library_is_approved_twice_and_a_change_in_between_is_shown()
    {
        await using var writer = await town.Open();
        await writer.SignIn(Person("hannelore.voss"));
        await writer.Begin($"Lesenacht in der Bibliothek ({Guid.CreateVersion7():N})", "Am Freitag bleibt die Bibliothek bis Mitternacht offen.");
        var post = await writer.Submit();

        await using var first = await town.Open();
        await first.SignIn(Person("mehmet.yildiz"));
        await first.Go(post);
        await first.Page.GetByText("Zuerst gibt die Einheit frei, danach: Presseamt.").WaitForAsync();
        Assert.Equal(0, await first.Page.Button("Freigeben und veröffentlichen").CountAsync());
        await first.Page.Button("Für die Einheit freigeben").ClickAsync();
        await first.Page.GetByText("hat für die Einheit freigegeben; es fehlt: Presseamt.").WaitForAsync();
        Assert.Equal(0, await first.Page.Button("Freigeben").CountAsync());

        await writer.Go(post);
        await writer.Page.Labelled("Text").FillAsync("Am Samstag bleibt die Bibliothek bis Mitternacht offen.");
        await using var lead = await town.Open();
        await lead.SignIn(Person("leyla.mertens"));
        await lead.Go(post);
        var fallen = lead.Page.Locator(".card").Filter(new() { HasText = "Geändert seit der letzten Entscheidung" }).Last;
        await fallen.GetByText("Samstag").First.WaitForAsync();
        Assert.Contains("Mehmet Yıldız hatte für die Einheit freigegeben am", await fallen.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(await lead.Axe());
        Assert.Empty(writer.Errors.Concat(first.Errors).Concat(lead.Errors));
    }

    private DemoPerson Person(string local) => town.Sheet.People.Single(person => person.Email.StartsWith(local, StringComparison.Ordinal));
}
