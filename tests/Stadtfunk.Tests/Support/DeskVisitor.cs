using System.Net;
using System.Text.RegularExpressions;

namespace Stadtfunk.Tests.Support;

/// <summary>A browser without script at a running town: keeps cookies, fills in forms, follows nothing by itself.</summary>
internal sealed partial class DeskVisitor : IDisposable
{
    private readonly HttpClient http;

    public DeskVisitor(RunningTown town)
    {
        Jar = new CookieContainer();
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Jar }) { BaseAddress = town.Url, Timeout = TimeSpan.FromSeconds(60) };
    }

    public CookieContainer Jar { get; }

    public HttpClient Http => http;

    /// <summary>The answer to the form; 302 when it let in.</summary>
    public async Task<HttpResponseMessage> SignIn(string email, string password)
    {
        var page = await http.GetStringAsync("anmelden");
        return await http.PostAsync("anmelden", Form(page, ("email", email), ("password", password)));
    }

    /// <summary>The fields of a page's form, with the hidden ones that it brings.</summary>
    public static FormUrlEncodedContent Form(string page, params (string Name, string Value)[] fields) => new(
        Hidden().Matches(FormWith(page, fields)).Select(match => KeyValuePair.Create(match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)))
            .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    // A page may hold several forms; the one that is sent has the fields in it.
    private static string FormWith(string page, (string Name, string Value)[] fields) =>
        page.Split("<form").Skip(1).Select(form => form.Split("</form>")[0]).FirstOrDefault(form => fields.All(field => form.Contains($"name=\"{field.Name}\"", StringComparison.Ordinal))) ?? page;

    public void Dispose() => http.Dispose();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
