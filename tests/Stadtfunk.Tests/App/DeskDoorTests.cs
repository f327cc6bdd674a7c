using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.App;

/// <summary>A running town, seen from a browser that is signed in, and on its worst day.</summary>
public sealed class DeskDoorTests(DeskDoorTests.Opened opened) : IClassFixture<DeskDoorTests.Opened>
{
    [Fact]
    public async Task A_desk_session_opens_the_desk_and_not_the_api_and_a_form_without_its_token_does_nothing()
    {
        await using var town = await RunningTown.Start(TestContext.Current.CancellationToken, [new("SignIn:Floor", "00:00:00")]);
        var city = await town.City();
        await town.Person("Leyla Mertens", city, Role.DeskLead);
        using var visitor = new DeskVisitor(town);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SignIn(Townsfolk.EmailOf("Leyla Mertens"), Townsfolk.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync("desk")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync("uebungsnetz/irgendwer")).StatusCode);

        // Reading and writing: the cookie is nobody here.
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.Http.GetAsync("api/v1/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.Http.PostAsJsonAsync("api/v1/posts", new { unit = city, title = "Von fremder Seite" })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.Http.PostAsJsonAsync("api/v1/pause", new { })).StatusCode);

        // What another site could send along with the cookie: a form without the page's token.
        foreach (var (path, handler) in new[] { ("abmelden", "sign-out"), ("anmelden", "sign-in"), ("konto/passwort", "password"), ("konto/zweiter-schritt", "confirm") })
        {
            using var forged = await visitor.Http.PostAsync(path, new FormUrlEncodedContent([new("_handler", handler), new("password", "ganz neue grüne Roller")]));
            Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        }
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync("desk")).StatusCode);
    }

    [Theory]
    [InlineData("https://boese.example/")]
    [InlineData("//boese.example/")]
    [InlineData("/\\boese.example/")]
    [InlineData("/\t/boese.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task After_the_sign_in_the_way_stays_in_the_house(string to)
    {
        var town = opened.Town;
        using var visitor = new DeskVisitor(town);
        var path = $"anmelden?zu={Uri.EscapeDataString(to)}";
        var page = await visitor.Http.GetStringAsync(path);
        using var entered = await visitor.Http.PostAsync(path, DeskVisitor.Form(page, ("email", Townsfolk.EmailOf("Leyla Mertens")), ("password", Townsfolk.Password)));
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        Assert.Equal("/desk", new Uri(town.Url, entered.Headers.Location!.OriginalString).AbsolutePath);
        Assert.Equal(town.Url.Host, new Uri(town.Url, entered.Headers.Location!.OriginalString).Host);
        using var language = await visitor.Http.GetAsync($"sprache/de?zu={Uri.EscapeDataString(to)}");
        Assert.Equal("/desk", language.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Who_switches_the_language_of_the_desk_gets_their_mails_in_it_too()
    {
        var town = opened.Town;
        using var visitor = new DeskVisitor(town);
        using var entered = await visitor.SignIn(Townsfolk.EmailOf("Leyla Mertens"), Townsfolk.Password);
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        foreach (var (path, language) in new[] { ("sprache/en", "en"), ("sprache/fr", "en"), ("sprache/de", "de") })
        {
            using var chosen = await visitor.Http.GetAsync(path);
            Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
            Assert.Equal(language, await town.With((Db db) => db.Set<Person>().Where(person => person.Name == "Leyla Mertens").Select(person => person.Language).SingleAsync()));
        }
    }

    [Fact]
    public async Task A_page_that_breaks_says_a_sentence_and_nothing_about_the_inside()
    {
        await using var town = await RunningTown.Start(TestContext.Current.CancellationToken);
        await town.Person("Leyla Mertens", await town.City(), Role.Writer);
        using var visitor = new DeskVisitor(town);
        var form = await visitor.Http.GetStringAsync("anmelden");
        await town.With((Db db) => db.Database.ExecuteSqlRawAsync("ALTER TABLE organisation_people RENAME TO organisation_elsewhere"));
        using var read = await visitor.Http.GetAsync("anmelden");
        using var sent = await visitor.Http.PostAsync("anmelden", DeskVisitor.Form(form, ("email", "leyla@musterstadt.example"), ("password", "geheimes Wort im Formular")));
        foreach (var broken in new[] { read, sent })
        {
            var text = WebUtility.HtmlDecode(await broken.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.InternalServerError, broken.StatusCode);
            Assert.Equal("text/html", broken.Content.Headers.ContentType?.MediaType);
            Assert.Contains("<h1>", text, StringComparison.Ordinal);
            foreach (var inside in new[] { "   at ", "Exception", "organisation_people", "SELECT", town.Directory, "geheimes Wort" })
                Assert.DoesNotContain(inside, text, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("geheimes Wort", town.Nodes[0].Said, StringComparison.Ordinal);
        Assert.DoesNotContain("leyla@musterstadt", town.Nodes[0].Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_normal_start_says_what_an_operator_needs_and_no_warning()
    {
        var town = opened.Town;
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(5));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => town.Http.GetAsync("?rubrik=gibt-es-nicht", gone.Token));
        await town.Http.GetAsync("anmelden");
        await town.Http.GetAsync("api/v1/me");
        foreach (var sign in new[] { "warn:", "fail:", "crit:", "ServerGC", "XML encryptor", "TaskCanceled" })
            Assert.DoesNotContain(sign, town.Nodes[0].Said, StringComparison.Ordinal);
        foreach (var word in new[] { Stadtfunk.App.ConsoleWords.Of("Stadtfunk steht.", "Stadtfunk is up."), $"{town.Url}desk", $"{town.Url}erste-anmeldung", town.Directory })
            Assert.Contains(word, town.Nodes[0].Said, StringComparison.Ordinal);
    }

    public sealed class Opened : IAsyncLifetime
    {
        public RunningTown Town { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Town = await RunningTown.Start(CancellationToken.None, [new("SignIn:Floor", "00:00:00")]);
            await Town.Person("Leyla Mertens", await Town.City(), Role.Writer);
        }

        public ValueTask DisposeAsync() => Town.DisposeAsync();
    }
}
