using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta.Facebook;

/// <summary>A page, through the person who manages it. The page's token does not end by itself; it dies with the person's role, password or consent.</summary>
internal sealed class FacebookSignIn(MetaLogin login, GraphApi api, IOptions<MetaSettings> settings) : ISignIn
{
    private const string Name = FacebookNetwork.Name;

    private static readonly string[] Scopes = ["pages_show_list", "pages_manage_posts", "pages_read_engagement"];

    public Network Network => FacebookNetwork.Network;

    public IReadOnlyList<SignInField> Fields { get; } =
    [
        .. MetaSession.AppFields,
        new(MetaLogin.Page, "Networks.Facebook.Field.Page", "Networks.Facebook.Field.Page.Hint", Secret: false) { Optional = true },
    ];

    public SignInStyle Style => SignInStyle.OAuth;

    public Task<SignInResult> WithFields(IReadOnlyDictionary<string, string> fields, CancellationToken ct) =>
        Task.FromResult<SignInResult>(new SignInResult.Refused(Say.SignInByBrowser(Name)));

    public Task<SignInStart> Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, CancellationToken ct) =>
        Task.FromResult(login.Start(fields, redirect, state, Scopes));

    public async Task<SignInResult> Finish(IReadOnlyDictionary<string, string> kept, string code, Uri redirect, CancellationToken ct)
    {
        var (pages, why) = await login.Pages(kept, code, redirect, Scopes, "", Name, ct);
        if (pages is null)
            return why!;
        var (page, unsure) = MetaLogin.Choose(pages, kept[MetaLogin.Page],
            (one, named) => MetaLogin.IsNamed(named, one.Id, one.Name, one.Link), one => $"{one.Name} ({one.Id})", new Sentence("Networks.Facebook.NoPage"));
        if (page is null)
            return new SignInResult.Refused(unsure!);
        if (!page.MayPost)
            return new SignInResult.Refused(new Sentence("Networks.Facebook.MayNotPost", page.Name));
        return await Check(new Session(settings.Value.GraphBase, page.Id, page.Name, MetaSession.Secrets(page.Token, kept[MetaSession.AppId], kept[MetaSession.AppSecret])), ct);
    }

    public Task<SignInResult> Refresh(Session session, CancellationToken ct) => Check(session, ct);

    public async Task<SignInResult> Check(Session session, CancellationToken ct)
    {
        var answer = await api.Get(session, "me", "fields=id%2Cname%2Clink", "me", null, ct);
        if (MetaLogin.Read(answer, Name, out var why) is not { } page)
            return why!;
        var id = page.Text("id");
        if (!TheirWords.IsAccountId(id) || !(TheirWords.IsProfile(page.Text("link"), out var profile) || TheirWords.IsProfile($"https://www.facebook.com/{id}", out profile)))
            return new SignInResult.Away(Say.ServerUnclear(Name));
        // A page's token answers for that page and no other.
        return session.AccountId.Length > 0 && id != session.AccountId
            ? new SignInResult.Refused(Say.SignInLost(Name))
            : new SignInResult.Good(session with { AccountId = id, Handle = TheirWords.Handle(page.Text("name")) }, profile, null)
            {
                Health = new Health { Missing = MetaHealth.Missing(await api.Inspect(session, "", ct), Scopes) },
            };
    }

    // Taking the permission back would end every other page of this person, too.
    public Task SignOut(Session session, CancellationToken ct) => Task.CompletedTask;
}
