using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta.Instagram;

/// <summary>
/// A professional account, through the Facebook page that it is linked to and a person who manages that. The page's token serves for it, and does not end by itself.
/// </summary>
internal sealed class InstagramSignIn(
    MetaLogin login, [FromKeyedServices(InstagramNetwork.Key)] GraphApi api, IOptions<InstagramSettings> settings) : ISignIn
{
    private const string Name = InstagramNetwork.Name;
    private const string Linked = "instagram_business_account";

    private static readonly string[] Needed = ["pages_show_list", "pages_read_engagement", "instagram_basic", "instagram_content_publish"];

    // Only for taking posts away; whoever does not give it has them deleted by hand.
    private const string ForDeleting = "instagram_manage_contents";

    public Network Network => InstagramNetwork.Network;

    public IReadOnlyList<SignInField> Fields { get; } =
    [
        .. MetaSession.AppFields,
        new(MetaLogin.Page, "Networks.Instagram.Field.Account", "Networks.Instagram.Field.Account.Hint", Secret: false) { Optional = true },
    ];

    public SignInStyle Style => SignInStyle.OAuth;

    public Task<SignInResult> WithFields(IReadOnlyDictionary<string, string> fields, CancellationToken ct) =>
        Task.FromResult<SignInResult>(new SignInResult.Refused(Say.SignInByBrowser(Name)));

    public Task<SignInStart> Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, CancellationToken ct) =>
        Task.FromResult(login.Start(fields, redirect, state, [.. Needed, ForDeleting]));

    public async Task<SignInResult> Finish(IReadOnlyDictionary<string, string> kept, string code, Uri redirect, CancellationToken ct)
    {
        var (pages, why) = await login.Pages(kept, code, redirect, Needed, $",{Linked}{{id,username}}", Name, ct);
        if (pages is null)
            return why!;
        var (page, unsure) = MetaLogin.Choose([.. pages.Where(one => IdOf(one).Length > 0)], kept[MetaLogin.Page],
            (one, named) => MetaLogin.IsNamed(named, one.Id, one.Name, one.Link) || MetaLogin.IsNamed(named, IdOf(one), NameOf(one), $"https://www.instagram.com/{NameOf(one)}"),
            one => $"@{NameOf(one)} ({IdOf(one)})", new Sentence("Networks.Instagram.NoAccount"));
        if (page is null)
            return new SignInResult.Refused(unsure!);
        if (!page.MayPost)
            return new SignInResult.Refused(new Sentence("Networks.Facebook.MayNotPost", page.Name));
        return await Check(new Session(settings.Value.ApiBase, IdOf(page), $"@{NameOf(page)}", MetaSession.Secrets(page.Token, kept[MetaSession.AppId], kept[MetaSession.AppSecret])), ct);
    }

    public Task<SignInResult> Refresh(Session session, CancellationToken ct) => Check(session, ct);

    public async Task<SignInResult> Check(Session session, CancellationToken ct)
    {
        var answer = await api.Get(session, Uri.EscapeDataString(session.AccountId), "fields=id%2Cusername", "{account}", null, ct);
        // The page may have let go of the account.
        if (answer is Answer.Heard { Good: false } no && GraphError.In(no) is { IsGone: true })
            return new SignInResult.Refused(Say.SignInLost(Name));
        if (MetaLogin.Read(answer, Name, out var why) is not { } me)
            return why!;
        var (id, name) = (me.Text("id"), me.Text("username"));
        return id == session.AccountId && name.Length > 0 && TheirWords.IsProfile($"https://www.instagram.com/{Uri.EscapeDataString(name)}/", out var profile)
            ? new SignInResult.Good(session with { Handle = TheirWords.Handle($"@{name}") }, profile, null) { Health = await HealthOf(session, ct) }
            : new SignInResult.Away(Say.ServerUnclear(Name));
    }

    private async Task<Health> HealthOf(Session session, CancellationToken ct)
    {
        var rights = await api.Inspect(session, "", ct);
        return new Health
        {
            Missing = MetaHealth.Missing(rights, Needed),
            Quota = MetaHealth.QuotaIn(await MetaHealth.AskQuota(api, session, InstagramNetwork.Limit, null, ct)),
            Says = MetaHealth.Missing(rights, [ForDeleting]) is [_] ? [new Sentence("Networks.Instagram.MayNotDelete", ForDeleting)] : [],
        };
    }

    // Taking the permission back would end every page of this person, too.
    public Task SignOut(Session session, CancellationToken ct) => Task.CompletedTask;

    private static string IdOf(ManagedPage page) => page.Json.Text(Linked, "id") is var id && TheirWords.IsAccountId(id) ? id : "";

    private static string NameOf(ManagedPage page) => TheirWords.Handle(page.Json.Text(Linked, "username"));
}
