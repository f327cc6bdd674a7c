using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>Brings a released post into the form for one channel. The same row always gives the same form, so a repeated call carries the same content.</summary>
internal sealed class OutgoingForm(IReleasedPosts posts, IPictures pictures, IChannels channels, NetworkBook networks, LinkCards cards, ICity city)
{
    public sealed record Built(Outgoing? Post, Sentence? Why)
    {
        /// <summary>The channel has been retired since the post was released.</summary>
        public bool Retired { get; init; }

        /// <summary>The post has been withdrawn since: nothing of it is published any more, whoever says "send".</summary>
        public bool CalledOff { get; init; }
    }

    /// <summary>What sentences call it.</summary>
    public static string KindOf(PictureView view) => view.Document is null ? "Picture" : "Document";

    /// <summary>Are there calls to make before the one that counts?</summary>
    public async Task<bool> NeedsPreparing(Delivery row, CancellationToken ct) =>
        row.Kind != DeliveryKind.Delete && await posts.Revision(row.Post, row.Revision, ct) is { } post
        && (post.Pictures.Count > 0 || post.Link is not null || networks.Find(row.Network) is { PreparesAlways: true });

    /// <summary>Does a video go out with it that can be brought there ahead of its time?</summary>
    public async Task<bool> GoesAhead(Delivery row, CancellationToken ct) =>
        await posts.Revision(row.Post, row.Revision, ct) is { } post
        && networks.Find(row.Network)?.FormOf(post.Channels.FirstOrDefault(variant => variant.Channel == row.Channel)?.Form) is not { GoesAhead: false }
        && await First(post, view => view.Video is not null, ct) is not null;

    /// <summary>To be sent, as far as it may be by now.</summary>
    public Task<Built> Build(Delivery row, Dictionary<string, string> parts, Func<string, string, CancellationToken, Task> keep, CancellationToken ct) =>
        Form(row, parts, keep, toSend: true, ct);

    /// <summary>As it was sent, to be found again: also where it could not be sent any more, because the post was withdrawn or a consent has ended meanwhile.</summary>
    public Task<Built> AsSent(Delivery row, Dictionary<string, string> parts, CancellationToken ct) => Form(row, parts, (_, _, _) => Task.CompletedTask, toSend: false, ct);

    private async Task<Built> Form(Delivery row, Dictionary<string, string> parts, Func<string, string, CancellationToken, Task> keep, bool toSend, CancellationToken ct)
    {
        if (await posts.Revision(row.Post, row.Revision, ct) is not { } post)
            return new Built(null, new Sentence("Publishing.RevisionGone"));
        if (await channels.Find(row.Channel, ct) is not { } channel || networks.Find(channel.Network) is not { } network)
            return new Built(null, new Sentence("Publishing.ChannelGone"));
        var variant = post.Channels.FirstOrDefault(variant => variant.Channel == row.Channel);
        var form = network.FormOf(variant?.Form);
        var rules = form?.Rules ?? networks.RulesOn(channel.Network, channel.Rules) ?? network.Rules;
        var text = variant?.Text ?? post.Text;
        // Not when it was released: networks sort by this time, and a post approved on Monday for Friday would appear among Monday's.
        var outgoing = new Outgoing(post.Title, text, post.Language, post.Link, [], null, row.Due)
        {
            Form = variant?.Form, Terms = variant?.Terms, Pin = network.Can.Pin && PinPost.IsWanted(parts),
        };
        if (row.Kind == DeliveryKind.Delete)
            return new Built(outgoing, null);
        if (toSend && post.WithdrawnAt is not null)
            return new Built(outgoing, null) { CalledOff = true };
        if (toSend && variant?.Form is not null && form is null)
            return new Built(null, new Sentence("Publishing.FormGone"));
        // Its page does not go live before: nothing of it is due.
        if (toSend && post is { Waits: not null, Link: null })
            return new Built(null, new Sentence("Publishing.AwaitsLink"));
        // Nothing is uploaded for a channel that is no more.
        if (toSend && channel.State == ChannelState.Retired)
            return new Built(outgoing, null) { Retired = true };
        var paper = await First(post, view => view.Document is not null, ct);
        // Also where only the text leads to it.
        if (toSend && paper?.View is { Blocked: not null } stopped)
            return new Built(null, new Sentence("Publishing.DocumentBlocked", stopped.FileName));
        if (rules.Documents is { } papers && paper is var (titled, held))
            return Document(titled, held, papers, toSend) is { } document ? new Built(outgoing with { Document = document }, null) : new Built(null, new Sentence("Publishing.DocumentDoesNotFit", held.FileName));
        if (rules.Video is not null && await First(post, view => view.Video is not null, ct) is var (poster, moving))
        {
            var film = await Video(poster, moving, rules, toSend, ct);
            return new Built(film.Why is null ? outgoing with { Video = film.Video } : null, film.Why);
        }
        var made = new List<OutgoingPicture>();
        foreach (var picture in post.Pictures.Where(one => one.Picture != paper?.Shown.Picture).Take(rules.MaxPictures))
        {
            var drawn = await Picture(picture.Picture, picture.Alt, rules.Picture, toSend, ct);
            if (drawn.Why is { } why)
                return new Built(null, why);
            made.Add(drawn.Picture!);
        }
        var card = made.Count == 0 && post.Link is { } link && rules is { LinkInText: false, CardByNetwork: false } ? await cards.For(link, post, rules, parts, keep, ct) : null;
        return new Built(outgoing with { Pictures = made, Card = card }, null);
    }

    public static RenditionWish WishOf(PictureRules rules) => new(rules.MaxEdge, rules.MaxBytes, rules.MaxPixels, rules.MediaTypes)
    {
        Shape = rules.Narrowest is null && rules.Widest is null ? null : new PictureShape(rules.Narrowest ?? 0, rules.Widest ?? double.MaxValue),
    };

    /// <summary>The first video or document of the post: where the rules take one, it goes out alone.</summary>
    private async Task<(ReleasedPicture Shown, PictureView View)?> First(ReleasedPost post, Func<PictureView, bool> wanted, CancellationToken ct)
    {
        foreach (var picture in post.Pictures)
            if (await pictures.Find(picture.Picture, ct) is { } view && wanted(view))
                return (picture, view);
        return null;
    }

    private OutgoingDocument? Document(ReleasedPicture released, PictureView view, DocumentRules rules, bool toSend) =>
        view.Document is not { } document || (toSend && rules.Faults(document.MediaType, document.Bytes, document.Pages).Any()) ? null
        : new OutgoingDocument(document.Hash, document.MediaType, document.Bytes, document.Pages, released.Alt, token => pictures.OpenDocument(document.Hash, token));

    private async Task<(OutgoingVideo? Video, Sentence? Why)> Video(ReleasedPicture released, PictureView view, Rules rules, bool toSend, CancellationToken ct)
    {
        var poster = await Picture(released.Picture, released.Alt, rules.Video!.Poster ?? rules.Picture, toSend, ct);
        if (poster.Why is not null)
            return (null, poster.Why);
        if (view.Video is not { Playable: { } hash, Path: { } path, Subtitles: { } words } video)
            return (null, new Sentence("Publishing.VideoNotReady", view.FileName));
        if (toSend && rules.Video.Faults(video.MediaType, video.Width, video.Height, video.Length, video.Bytes).Any())
            return (null, new Sentence("Publishing.VideoDoesNotFit", view.FileName));
        var outgoing = new OutgoingVideo(hash, video.MediaType, video.Width, video.Height, video.Length, video.Bytes, released.Alt, token => pictures.OpenVideo(hash, token))
        {
            Poster = rules.Video.TakesPoster ? poster.Picture : null,
            Subtitles = new OutgoingSubtitles(words.Hash, words.Language, await pictures.Subtitles(words.Hash, ct)),
            Public = new Uri((await city.Get(ct)).PublicUrl, path),
        };
        return (outgoing, null);
    }

    private async Task<(OutgoingPicture? Picture, Sentence? Why)> Picture(PictureId id, string alt, PictureRules rules, bool toSend, CancellationToken ct)
    {
        if (await pictures.Find(id, ct) is not { } view)
            return (null, new Sentence("Publishing.PictureGone"));
        // A consent may have run out since the post was released: better one channel without the post than a picture that must not be shown.
        if (toSend && view.Blocked is not null)
            return (null, new Sentence("Publishing.PictureBlocked", view.FileName));
        var wish = WishOf(rules);
        var outcome = await pictures.Rendition(id, wish, ct);
        if (!outcome.Ok)
            return (null, new Sentence("Publishing.PictureDoesNotFit", view.FileName));
        var made = outcome.Value;
        // Library focus counts 0..1 from the top left, networks -1..1 from the middle with y upwards.
        var focus = wish.Shape is not null || view is { FocusX: 0.5, FocusY: 0.5 } ? ((double, double)?)null : ((view.FocusX * 2) - 1, 1 - (view.FocusY * 2));
        var outgoing = new OutgoingPicture(made.Hash, made.MediaType, made.Width, made.Height, made.Bytes, alt, focus, token => pictures.Open(made.Hash, token));
        return (outgoing with { Public = new Uri((await city.Get(ct)).PublicUrl, made.Path) }, null);
    }
}
