using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>What somebody typed, cleaned and checked for what may be saved at all. Whether it may go out is <see cref="Fit"/>'s question.</summary>
/// <param name="Notices">What was taken out of it.</param>
internal sealed record Written(PostContent Content, DateTime? Due, IReadOnlyList<Refusal> Notices);

internal sealed class Writing(Db db, FitChannels channels, IPictures pictures, ICity city, CityTime time)
{
    public const int MostTitle = 200;
    public const int MostText = 20_000;
    public const int MostLink = 1_500;
    public const int MostAlt = 2_000;
    public const int MostAudience = 60;
    public const int MostPictures = 20;

    public async Task<Outcome<Written>> Read(Actor actor, Post post, PostContent raw, PostDue due, CancellationToken ct)
    {
        var clean = new CleanText();
        var content = await Clean(raw, clean, ct);
        var refusals = new List<Refusal>(clean.Refusals);
        refusals.AddRange(await Unknown(actor, post, content, ct));
        var moment = due.Read(time);
        refusals.AddRange(moment.Refusals);
        if (moment.Ok && moment.Value.Utc is { } utc && utc != post.Due && utc < time.UtcNow)
            refusals.Add(Refusal.Invalid("Editorial.DueIsPast", time.WordsOf(utc)).On("due"));
        if (moment.Ok && moment.Value.Utc is { } far && ReleaseTime.IsTooFar(far, time.UtcNow))
            refusals.Add(ReleaseTime.TooFar());
        return refusals.Count > 0 ? refusals : new Written(content, moment.Value.Utc, clean.Notices);
    }

    private async Task<PostContent> Clean(PostContent raw, CleanText clean, CancellationToken ct)
    {
        var link = clean.Line(raw.Link, "link", MostLink);
        var language = string.IsNullOrWhiteSpace(raw.Language) ? (await city.Get(ct)).Language : raw.Language.Trim();
        return new PostContent(
            clean.Line(raw.Title, "title", MostTitle),
            clean.Of(raw.Text, "text", MostText),
            link.Length == 0 ? null : link,
            raw.Category,
            language,
            [.. raw.Pictures.Select((picture, place) => picture with
            {
                Alt = picture.Decorative ? "" : clean.Line(picture.Alt, $"pictures[{place}].alt", MostAlt),
            })],
            [.. raw.Channels.Select(choice => choice with
            {
                OwnText = choice.OwnText is null ? null : clean.Of(choice.OwnText, $"variants[{choice.Channel}]", MostText),
                Terms = Clean(choice, clean),
            })])
        {
            Waits = raw.Waits,
        };
    }

    private static Terms? Clean(ChannelChoice choice, CleanText clean)
    {
        string? Line(string? raw, string field, int most) => clean.Line(raw, $"terms[{choice.Channel}].{field}", most) is { Length: > 0 } line ? line : null;
        return choice.Terms is not { } said ? null : (said with { Audience = Line(said.Audience, "audience", MostAudience), Title = Line(said.Title, "title", MostTitle) }).OrNothing;
    }

    private async Task<List<Refusal>> Unknown(Actor actor, Post post, PostContent content, CancellationToken ct)
    {
        var refusals = new List<Refusal>();
        if (!Languages.Valid(content.Language))
            refusals.Add(Refusal.Invalid("Editorial.LanguageUnknown").On("language"));
        if (content.Category is { } category && category != post.Category && !await db.Set<Category>().AnyAsync(x => x.Id == category, ct))
            refusals.Add(Refusal.Invalid("Editorial.CategoryUnknown").On("category"));
        if (content.Waits is { } waits && waits != post.Content.Waits
            && (waits.Post == post.Id || !await db.Set<Post>().AnyAsync(x => x.Id == waits.Post && actor.UnitsWith(Permission.See).Contains(x.Unit), ct)))
            refusals.Add(Refusal.Invalid("Editorial.AwaitedUnknown").On("waits"));
        await CheckPictures(actor, post, content, refusals, ct);
        await CheckChannels(post, content, refusals, ct);
        return refusals;
    }

    private async Task CheckPictures(Actor actor, Post post, PostContent content, List<Refusal> refusals, CancellationToken ct)
    {
        var wanted = content.Pictures.Select(picture => picture.Picture).ToList();
        if (wanted.Count > MostPictures)
            refusals.Add(Refusal.Invalid("Editorial.TooManyPicturesToSave", MostPictures).On("pictures"));
        if (wanted.Distinct().Count() < wanted.Count)
            refusals.Add(Refusal.Invalid("Editorial.PictureTwice").On("pictures"));
        var added = wanted.Except(post.Pictures.Select(picture => picture.Picture)).ToList();
        if (added.Count == 0)
            return;
        var found = await pictures.Many(added, ct);
        foreach (var picture in added)
            if (!found.TryGetValue(picture, out var view) || !actor.May(Permission.See, view.Unit))
                refusals.Add(Refusal.Invalid("Editorial.PictureUnknown").On("pictures"));
    }

    // A channel that was chosen earlier may stay, even when it sleeps today: Fit says so before it goes out.
    private async Task CheckChannels(Post post, PostContent content, List<Refusal> refusals, CancellationToken ct)
    {
        var wanted = content.Channels.Select(choice => choice.Channel).ToList();
        if (wanted.Distinct().Count() < wanted.Count)
            refusals.Add(Refusal.Invalid("Editorial.ChannelTwice").On("channels"));
        // One that was known when it was chosen may stay, too.
        var formed = content.Channels.Where(choice => choice.Form is not null && post.Content.FormOf(choice.Channel) != choice.Form).ToList();
        foreach (var channel in await channels.Many([.. formed.Select(choice => choice.Channel)], ct))
            if (formed.Exists(choice => choice.Channel == channel.Id && channel.Network.FormOf(choice.Form) is null))
                refusals.Add(Refusal.Invalid("Editorial.FormUnknown", channel.Name).On($"forms[{channel.Id}]"));
        var saying = content.Channels.Where(choice => choice.Terms is not null && post.Content.TermsOf(choice.Channel) != choice.Terms).ToList();
        foreach (var channel in await channels.Many([.. saying.Select(choice => choice.Channel)], ct))
            if (channel.Rules.Asks is null)
                refusals.Add(Refusal.Invalid("Editorial.TermsNotAsked", channel.Name).On($"terms[{channel.Id}]"));
        var added = wanted.Except(post.Variants.Select(variant => variant.Channel)).ToList();
        if (added.Count == 0)
            return;
        var selectable = (await channels.Selectable(post.Unit, ct)).Select(channel => channel.Id).ToHashSet();
        if (added.Any(channel => !selectable.Contains(channel)))
            refusals.Add(Refusal.Invalid("Editorial.ChannelNotSelectable").On("channels"));
    }
}
