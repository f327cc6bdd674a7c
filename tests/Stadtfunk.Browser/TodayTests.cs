using Microsoft.Playwright;

namespace Stadtfunk.Browser;

/// <summary>Today moves by itself: what somebody does in one browser stands on the other's Today without a reload.</summary>
public sealed class TodayTests(DemoTown town)
{
    [Fact]
    public async Task What_one_hands_in_and_another_gives_back_appears_on_both_todays_without_a_reload()
    {
        var title = $"Die Bücherei zieht um ({Guid.CreateVersion7():N})";
        await using var approver = await town.Open();
        await approver.SignIn(Person("mehmet.yildiz"));
        await Sit(approver);
        Assert.Equal(0, await Waits(approver, $"Freigabe: {title}").CountAsync());

        await using var writer = await town.Open();
        await writer.SignIn(Person("sabine.brandt"));
        await writer.Begin(title, "Ab Montag stehen die Bücher in der Lindenallee.");
        var post = await writer.Submit();
        await Waits(approver, $"Freigabe: {title}").WaitForAsync();

        await Sit(writer);
        await using var second = await town.Open();
        await second.SignIn(Person("leyla.mertens"));
        await second.Go(post);
        await second.Page.Button("Zurückgeben").ClickAsync();
        var dialog = second.Page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("textarea").FillAsync("Bitte noch die Öffnungszeiten nennen.");
        await dialog.Button("Zurückgeben").ClickAsync();
        await Waits(writer, $"Zurück an Sie: {title}").WaitForAsync();
        await writer.Page.GetByText("Bitte noch die Öffnungszeiten nennen.").WaitForAsync();
        await Waits(approver, $"Freigabe: {title}").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.True(await IsTheSamePage(approver) && await IsTheSamePage(writer));
        Assert.Empty(approver.Errors.Concat(writer.Errors).Concat(second.Errors));
    }

    [Fact]
    public async Task A_comment_of_the_legal_office_stands_at_the_post_for_others_and_it_can_do_nothing_else()
    {
        await using var legal = await town.Open();
        await legal.SignIn(Person("ingrid.falk"));
        await legal.Go("/desk");
        Assert.Equal(0, await legal.Page.GetByRole(AriaRole.Link, new() { Name = "Neuer Beitrag" }).CountAsync());
        await legal.Go("/desk/beitraege?stand=Submitted");
        var post = (await legal.Page.Locator("main tbody a").First.GetAttributeAsync("href"))!;
        await legal.Go(post);
        foreach (var step in (string[])["Freigeben", "Zurückgeben", "Zur Freigabe geben", "Zurückziehen"])
            Assert.Equal(0, await legal.Page.Button(step).CountAsync());
        Assert.False(await legal.Page.Labelled("Text").IsEditableAsync());
        var said = $"Bitte die Quelle nennen ({Guid.CreateVersion7():N}).";
        await legal.Page.Labelled("Anmerkung schreiben").FillAsync(said);
        await using var writer = await town.Open();
        await writer.SignIn(Person("leyla.mertens"));
        await writer.Go(post);
        await legal.Page.Button("Anmerken").ClickAsync();
        await writer.Page.GetByText(said).WaitForAsync();
        Assert.Empty(await legal.Axe());
        Assert.Empty(legal.Errors.Concat(writer.Errors));
    }

    private static async Task Sit(Visit visit)
    {
        await visit.Go("/desk");
        await visit.Page.EvaluateAsync("() => { window.sameAsBefore = true; }");
    }

    private static Task<bool> IsTheSamePage(Visit visit) => visit.Page.EvaluateAsync<bool>("() => window.sameAsBefore === true");

    private static ILocator Waits(Visit visit, string words) => visit.Page.GetByRole(AriaRole.Main).GetByText(words, new() { Exact = true });

    private DemoPerson Person(string local) => town.Sheet.People.Single(person => person.Email.StartsWith(local, StringComparison.Ordinal));
}
