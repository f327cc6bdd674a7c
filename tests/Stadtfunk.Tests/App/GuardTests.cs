using System.Net;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(Stadtfunk.Tests.App.GuardedTown))]

namespace Stadtfunk.Tests.App;

/// <summary>One town that knows its public address, behind TLS, for all tests here.</summary>
public sealed class GuardedTown : IAsyncDisposable
{
    public const string Public = "aktuell.musterstadt.example";
    private readonly SemaphoreSlim gate = new(1);
    private RunningTown? town;

    public async Task<RunningTown> Open()
    {
        await gate.WaitAsync();
        try
        {
            if (town is not null)
                return town;
            var started = await RunningTown.Start(CancellationToken.None, [new("City:PublicUrl", $"https://{Public}/"), new("SignIn:Floor", "00:00:00"), new("Hosts", "presseamt.intern")]);
            await started.Person("Leyla Mertens", await started.City(), Role.Writer);
            return town = started;
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (town is not null)
            await town.DisposeAsync();
    }
}

/// <summary>What the program says to strangers, and under which names.</summary>
public sealed class GuardTests(GuardedTown guarded)
{
    [Theory]
    [InlineData(GuardedTown.Public, "/", 200)]
    [InlineData("AKTUELL.Musterstadt.Example:8443", "/", 200)]
    [InlineData("presseamt.intern", "/anmelden", 200)]
    [InlineData("127.0.0.1", "/", 200)]
    [InlineData("localhost:1", "/anmelden", 200)]
    [InlineData("boese.example", "/", 400)]
    [InlineData("boese.example", "/anmelden", 400)]
    [InlineData("boese.example", "/api/v1/me", 400)]
    [InlineData("aktuell.musterstadt.example.boese.example", "/", 400)]
    [InlineData("10.1.2.3", "/health", 200)]
    public async Task Only_its_own_names_are_answered(string host, string path, int status)
    {
        var town = await guarded.Open();
        using var answer = await Ask(town, path, request => request.Headers.Host = host);
        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 400)
            Assert.DoesNotContain("boese", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/gibt-es-nicht")]
    [InlineData("/feed.atom")]
    [InlineData("/seite.css")]
    [InlineData("/anmelden")]
    [InlineData("/fehler")]
    [InlineData("/desk")]
    [InlineData("/desk/gibt-es-nicht")]
    [InlineData("/uebungsnetz/irgendwer")]
    [InlineData("/api")]
    [InlineData("/api/openapi.json")]
    [InlineData("/api/v1/me")]
    [InlineData("/api/gibt-es-nicht")]
    [InlineData("/health")]
    [InlineData("/favicon.svg")]
    [InlineData("/bilder/ab/cdef.webp")]
    public async Task Every_answer_tells_the_browser_to_take_no_more_than_was_meant(string path)
    {
        var town = await guarded.Open();
        using var answer = await Ask(town, path, request => request.Headers.Add("X-Forwarded-Proto", "https"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Contains("default-src 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains(Header(answer, "Referrer-Policy"), new[] { "no-referrer", "same-origin", "strict-origin-when-cross-origin" });
        Assert.Equal("max-age=31536000", Header(answer, "Strict-Transport-Security"));
        using var plain = await Ask(town, path, _ => { });
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task The_way_to_the_sign_in_names_no_host()
    {
        var town = await guarded.Open();
        using var answer = await Ask(town, "/desk/beitraege?x=1", _ => { });
        Assert.Equal("/anmelden?zu=%2Fdesk%2Fbeitraege%3Fx%3D1", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task In_a_real_city_the_training_network_is_for_those_who_are_signed_in()
    {
        var town = await guarded.Open();
        using var stranger = await Ask(town, "/uebungsnetz/irgendwer", _ => { });
        Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);
        Assert.StartsWith("/anmelden?", stranger.Headers.Location!.OriginalString);
        Assert.Contains("noindex", Header(stranger, "X-Robots-Tag"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_of_the_sign_in_go_over_tls_only_and_no_script_reads_them()
    {
        var town = await guarded.Open();
        using var visitor = new DeskVisitor(town);
        using var page = await visitor.Http.SendAsync(Https(HttpMethod.Get, "anmelden"));
        var form = Https(HttpMethod.Post, "anmelden");
        form.Content = DeskVisitor.Form(await page.Content.ReadAsStringAsync(), ("email", Townsfolk.EmailOf("Leyla Mertens")), ("password", Townsfolk.Password));
        // The jar keeps secure cookies from plain HTTP, as a browser does.
        form.Headers.Add("Cookie", string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
        using var entered = await visitor.Http.SendAsync(form);
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        var cookies = page.Headers.GetValues("Set-Cookie").Concat(entered.Headers.GetValues("Set-Cookie")).ToList();
        foreach (var name in new[] { "stadtfunk-formular=", "stadtfunk=", "stadtfunk-geraet-" })
        {
            var cookie = Assert.Single(cookies, one => one.StartsWith(name, StringComparison.Ordinal));
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("samesite=none", cookie, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Contains("path=/anmelden", cookies.Single(one => one.StartsWith("stadtfunk-geraet-", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_for_the_programs_user_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        var keys = Path.Combine((await guarded.Open()).Directory, "keys");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(keys));
        foreach (var key in Directory.GetFiles(keys))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        Assert.NotEmpty(Directory.GetFiles(keys));
    }

    internal static Task<HttpResponseMessage> Ask(RunningTown town, string path, Action<HttpRequestMessage> change)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        change(request);
        return town.Http.SendAsync(request);
    }

    private static HttpRequestMessage Https(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Forwarded-Proto", "https");
        return request;
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        string.Join(", ", answer.Headers.TryGetValues(name, out var values) ? values : answer.Content.Headers.TryGetValues(name, out var others) ? others : []);
}
