using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Practice;

/// <summary>Publishes on the training network, with the same questions and answers as on a real one.</summary>
internal sealed class PracticePublisher(PracticeServer server, NetworkBook book, TimeProvider clock) : IPublisher
{
    private static readonly Sentence Broken = new("Networks.Practice.Broken");

    public Network Network => PracticeNetwork.Network;

    public string NewKey(DateTime now) => Guid.CreateVersion7(new DateTimeOffset(now)).ToString("N");

    public Task<Step?> Prepare(Errand errand, CancellationToken ct) => Task.FromResult<Step?>(null);

    public async Task<Step> Send(Errand errand, CancellationToken ct)
    {
        if (errand.Kind != ErrandKind.Delete && Complaint(errand) is { } why)
            return new Step.Refused(why);
        var began = clock.GetTimestamp();
        try
        {
            var post = await Act(errand, ct);
            errand.Note(new Call(Name(errand.Kind), post is null ? 404 : 200, null, null, clock.GetElapsedTime(began)));
            return post is not null ? new Step.Done(Receipt(errand.Session, post))
                : errand is { Kind: ErrandKind.Delete, Receipt: { } gone } ? new Step.Done(gone)
                : new Step.Refused(new Sentence("Networks.PostGone", Network.Name));
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            // The commit may have gone through although its answer did not come.
            errand.Note(new Call(Name(errand.Kind), null, "database", null, clock.GetElapsedTime(began)));
            return new Step.Unknown(Broken);
        }
    }

    public Task<Step> Poll(Errand errand, CancellationToken ct) => Task.FromResult<Step>(new Step.Unknown(Broken));

    public async Task<Finding> LookUp(Errand errand, CancellationToken ct)
    {
        try
        {
            if (errand.Kind == ErrandKind.Publish)
                return await server.Find(errand.Session.AccountId, errand.Key, ct) is { } post
                    ? new Finding.Found(Receipt(errand.Session, post))
                    : new Finding.Absent();
            var live = Id(errand) is { } id ? await server.Live(id, ct) : null;
            if (errand.Kind == ErrandKind.Delete)
                return live is null ? new Finding.Found(errand.Receipt!) : new Finding.Absent();
            return live is null ? new Finding.CannotTell(new Sentence("Networks.PostGone", Network.Name))
                : live.Shows(Content(errand)) ? new Finding.Found(Receipt(errand.Session, live))
                : new Finding.Absent();
        }
        catch (DbException)
        {
            return new Finding.CannotTell(Broken);
        }
    }

    public async Task<Finding> ReadBack(Errand errand, CancellationToken ct)
    {
        try
        {
            return Id(errand) is { } id && await server.Live(id, ct) is { } live ? new Finding.Found(Receipt(errand.Session, live)) : new Finding.Absent();
        }
        catch (DbException)
        {
            return new Finding.CannotTell(Broken);
        }
    }

    public async Task<Receipt?> ReceiptFor(Uri link, Session session, CancellationToken ct)
    {
        var parts = link.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts is [.., PracticeAddress.Path, var account, var last] && account == session.AccountId && Guid.TryParse(last, out var id)
            && await server.Live(id, ct) is { } post && post.Account == account
            ? Receipt(session, post)
            : null;
    }

    private async Task<PracticePost?> Act(Errand errand, CancellationToken ct) => (errand.Kind, Id(errand)) switch
    {
        (ErrandKind.Publish, _) => await server.Publish(errand.Session.AccountId, errand.Key, Content(errand), errand.Post.WrittenAt, ct),
        (ErrandKind.Edit, { } id) => await server.Edit(id, Content(errand), ct),
        (ErrandKind.Delete, { } id) => await server.Delete(id, ct),
        _ => null,
    };

    private Sentence? Complaint(Errand errand)
    {
        var rules = RulesOf(errand.Session).With(errand.Post.Video is not null);
        var content = Content(errand);
        var text = Text(errand.Post, rules);
        var count = Count.Of(text, rules);
        var most = rules.MaxTextOf(content.Pictures.Count > 0);
        if (count > most || Count.Bytes(text) > rules.MaxTextBytes)
            return new Sentence("Networks.TextTooLong", PracticeNetwork.Network.Name, $"{count}", $"{most}");
        if (errand.Post.Pictures.Count > rules.MaxPictures)
            return new Sentence("Networks.TooManyPictures", PracticeNetwork.Network.Name, $"{content.Pictures.Count}", $"{rules.MaxPictures}");
        if (rules.NeedsPicture && content.Pictures.Count == 0)
            return new Sentence("Networks.NeedsPicture", PracticeNetwork.Network.Name);
        if (rules.NeedsVideo && errand.Post.Video is null)
            return new Sentence("Networks.NeedsVideo", PracticeNetwork.Network.Name);
        return content.Text.Length == 0 && content.Pictures.Count == 0 ? new Sentence("Networks.Empty", PracticeNetwork.Network.Name) : null;
    }

    private PracticeContent Content(Errand errand)
    {
        var post = errand.Post;
        var rules = RulesOf(errand.Session);
        var text = Text(post, rules);
        var card = rules.LinkInText || (rules.PicturesHideCard && (post.Pictures.Count > 0 || post.Video is not null || post.Document is not null)) ? null : post.Link?.AbsoluteUri;
        var pictures = post.Pictures.Select(x => new PracticePicture(x.Alt, x.Width, x.Height));
        // A video stands on the wall as what it is, by its sign and how long it plays.
        if (post.Video is { } video)
            pictures = [new PracticePicture($"▶ {video.Length.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)} {video.Alt}".TrimEnd(), video.Width, video.Height)];
        // As does a document, by its sign and what it is called; A4 where a picture has its size.
        if (post.Document is { } document)
            pictures = [new PracticePicture($"PDF: {document.Title}", 595, 842)];
        return new PracticeContent(rules.MaxTitle is null ? text : $"{post.Title}\n\n{text}".Trim(), post.Language, card, [.. pictures]);
    }

    private static string Text(Outgoing post, Rules rules) => FullText.Of(post.Text, post.Link, post.Pictures.Count > 0 || post.Video is not null || post.Document is not null, rules);

    private Rules RulesOf(Session session) => PracticeNetwork.RulesLike(book, session.Secret(PracticeSignIn.RulesLike)) ?? PracticeNetwork.Network.Rules;

    private static Receipt Receipt(Session session, PracticePost post) => new(post.Id.ToString("N"), PracticeAddress.OfPost(session.Server, post.Account, post.Id));

    private static Guid? Id(Errand errand) => Guid.TryParse(errand.Receipt?.RemoteId, out var id) ? id : null;

    private static string Name(ErrandKind kind) => kind switch
    {
        ErrandKind.Publish => "PUBLISH practice",
        ErrandKind.Edit => "EDIT practice",
        _ => "DELETE practice",
    };
}
