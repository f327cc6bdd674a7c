using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Practice;

/// <summary>A name is enough, and whose rules shall hold.</summary>
internal sealed class PracticeSignIn(IOptions<PracticeSettings> settings, NetworkBook book) : ISignIn
{
    public const string Name = "name";
    public const string RulesLike = "rulesLike";

    public Network Network => PracticeNetwork.Network;

    public IReadOnlyList<SignInField> Fields { get; } =
    [
        new(Name, "Networks.Practice.Field.Name", "Networks.Practice.Field.Name.Hint", Secret: false),
        new(RulesLike, "Networks.Practice.Field.RulesLike", "Networks.Practice.Field.RulesLike.Hint", Secret: false, PracticeNetwork.FirstChoice(book))
        {
            Choices = PracticeNetwork.Choices(book),
        },
    ];

    public SignInStyle Style => SignInStyle.Form;

    public Task<SignInResult> WithFields(IReadOnlyDictionary<string, string> fields, CancellationToken ct)
    {
        var account = Slug(fields.GetValueOrDefault(Name, ""));
        var like = fields.GetValueOrDefault(RulesLike, "").Trim().ToLowerInvariant();
        if (account.Length == 0)
            return Refused(new Sentence("Networks.Practice.NameMissing"));
        if (PracticeNetwork.RulesLike(book, like) is null)
            return Refused(new Sentence("Networks.Practice.RulesUnknown", string.Join(", ", PracticeNetwork.Choices(book))));
        var session = new Session(settings.Value.Server, account, account, new Dictionary<string, string> { [RulesLike] = like });
        return Check(session, ct);
    }

    public Task<SignInStart> Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, CancellationToken ct) =>
        Task.FromResult<SignInStart>(new SignInStart.Refused(new Sentence("Networks.SignInByForm", Network.Name)));

    public Task<SignInResult> Finish(IReadOnlyDictionary<string, string> kept, string code, Uri redirect, CancellationToken ct) =>
        Refused(new Sentence("Networks.SignInByForm", Network.Name));

    public Task<SignInResult> Refresh(Session session, CancellationToken ct) => Check(session, ct);

    public Task<SignInResult> Check(Session session, CancellationToken ct)
    {
        // The city may have moved to another address since.
        var here = session with { Server = settings.Value.Server };
        return Task.FromResult<SignInResult>(new SignInResult.Good(
            here, PracticeAddress.OfAccount(here.Server, here.AccountId), PracticeNetwork.RulesLike(book, here.Secret(RulesLike))));
    }

    public Task SignOut(Session session, CancellationToken ct) => Task.CompletedTask;

    private static Task<SignInResult> Refused(Sentence why) => Task.FromResult<SignInResult>(new SignInResult.Refused(why));

    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        var plain = name.ToLowerInvariant().Replace("ä", "ae").Replace("ö", "oe").Replace("ü", "ue").Replace("ß", "ss").Normalize(NormalizationForm.FormD);
        foreach (var c in plain)
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-' && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                slug.Append('-');
        return slug.ToString(0, Math.Min(slug.Length, 60)).Trim('-');
    }
}
