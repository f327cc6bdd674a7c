using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.TikTok;

/// <summary>Pictures, which TikTok fetches from the city's own server. One call posts them; what it said gives the only id by which they can be asked after.</summary>
internal sealed class TikTokPhotos(TikTokApi api, TikTokCreators creators, TikTokStatus status)
{
    private const string Taken = "taken", Spent = "spent";

    /// <summary>The id that what was sent last goes by; null when that is not known.</summary>
    public static string? NotSpent(Errand errand) => errand.Ticket is { Length: > 0 } ticket && errand.Parts.GetValueOrDefault(Spent) != ticket ? ticket : null;

    /// <summary>Null when they may go.</summary>
    public async Task<Step?> Ready(Errand errand, CancellationToken ct)
    {
        if (errand.Post.Pictures.FirstOrDefault(picture => !CanBeFetched(picture.Public, errand.Session.Server)) is { } hidden)
            return new Step.Refused(new Sentence("Networks.Meta.NeedsPublicAddress", TikTokNetwork.Name, hidden.Public?.GetLeftPart(UriPartial.Authority) ?? "–"));
        // Sent again by a person: what TikTok took the first time is not brought beside it.
        if (errand.Ticket is not { Length: > 0 } ticket)
            return (await creators.Decide(errand, ct)).Step;
        var standing = await status.Of(errand, ticket, ct);
        switch (standing.Stage)
        {
            case Stage.Processing or Stage.InInbox or Stage.Complete:
                await errand.Keep(Taken, ticket, ct);
                return null;
            case Stage.Failed or Stage.Gone:
                // From here on it says nothing about what is sent now.
                await errand.Keep(Spent, ticket, ct);
                return (await creators.Decide(errand, ct)).Step;
            default:
                return TikTokErrors.OfUpload(standing.Answer) is Step.SignInLost lost ? lost : new Step.Later(null, Say.UploadFailed(TikTokNetwork.Name, standing.Answer));
        }
    }

    public async Task<Step> Publish(Errand errand, CancellationToken ct)
    {
        if (errand.Ticket is { Length: > 0 } ticket && errand.Parts.GetValueOrDefault(Taken) == ticket)
            return TikTokPublisher.Accepted(errand, ticket);
        var draft = TikTokCreators.IsDraft(errand);
        var about = new JsonObject { ["description"] = TikTokPublisher.TextOf(errand.Post) };
        if (errand.Post.Terms?.Title is { Length: > 0 } title)
            about["title"] = title;
        if (!draft && errand.Post.Terms is { } said)
        {
            about["privacy_level"] = said.Audience;
            about["disable_comment"] = !TikTokCreators.Comments(errand);
            about["brand_content_toggle"] = said.PaidBrand;
            about["brand_organic_toggle"] = said.OwnBrand;
        }
        var body = new JsonObject
        {
            ["media_type"] = "PHOTO", ["post_mode"] = draft ? "MEDIA_UPLOAD" : "DIRECT_POST", ["post_info"] = about,
            ["source_info"] = new JsonObject
            {
                ["source"] = "PULL_FROM_URL", ["photo_cover_index"] = 0,
                ["photo_images"] = new JsonArray([.. errand.Post.Pictures.Select(picture => JsonValue.Create(picture.Public!.AbsoluteUri))]),
            },
        };
        var answer = await api.Once(errand, "v2/post/publish/content/init/", body, "content/init", ct);
        return TikTokErrors.OfPublish(answer) switch
        {
            Step.Later later when TikTokErrors.Code(answer) == TikTokErrors.Unaudited => later with { Forget = [TikTokCreators.Way] },
            { } step => step,
            _ => ((Answer.Heard)answer).Text("data", "publish_id") is var id && TheirWords.IsPostId(id) ? TikTokPublisher.Accepted(errand, id)
                : new Step.Unknown(Say.NoClearAnswer(TikTokNetwork.Name, answer)),
        };
    }

    private static bool CanBeFetched(Uri? address, Uri server) =>
        address is not null && (address.IsLoopback ? server.IsLoopback : address.Scheme == Uri.UriSchemeHttps && address.Host.Contains('.', StringComparison.Ordinal));
}
